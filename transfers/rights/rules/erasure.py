"""When a record may be erased, by whose word, and what stops it (transfers-access-security.md P13). Pure."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from campus.core.errors import Refused
from learners.rules import ErasureReason, ErasureState

WORDS_MOST = 1000
HOLD_WORDS_MOST = 500
# What the family name of a person says whose record was erased. The row stays, so that its key is never used again.
ERASED_NAME = "Erased"
# Reasons for which a part of a record may go. For the others all of it does.
PARTIAL_REASONS = frozenset({ErasureReason.RECORDED_IN_ERROR, ErasureReason.RETENTION_ENDED})
# Without a name and a number nobody can find the rest: these go with everything, or are put right instead.
NEVER_ALONE = frozenset({"identity", "identifier"})
SAYS: dict[ErasureReason, str] = {
    ErasureReason.RIGHT_TO_ERASURE: "The person asked for it, and the law gives them the right",
    ErasureReason.COURT_ORDER: "A court ordered it",
    ErasureReason.RETENTION_ENDED: "It was kept for as long as it may be",
    ErasureReason.RECORDED_IN_ERROR: "It should never have been recorded",
}


class Verdict(StrEnum):
    """What the worker does with an approved order."""

    RUN = "RUN"
    WAIT = "WAIT"
    LAPSE = "LAPSE"


def check_order(*, reason: str, words: str, kinds: Collection[str], known: Collection[str]) -> None:
    """`kinds` names what goes; none for everything."""
    if reason not in set(ErasureReason):
        raise Refused("Choose a reason", field="reason")
    if kinds and reason not in PARTIAL_REASONS:
        raise Refused("For this reason everything goes. Choose “Everything”.", field="kinds")
    if set(kinds) - set(known) or NEVER_ALONE & set(kinds):
        raise Refused("Choose from the list", field="kinds")
    if not words.strip():
        raise Refused("Write why, and where it is decided", field="words")


def why_not_now(*, whole: bool, in_prison: bool, held: bool, open_order: bool, erased: bool, joined: bool) -> str:
    """Why nobody may ask for an erasure of this person's record at present; empty when somebody may."""
    if joined:
        return "This record was joined with another. Ask about that one."
    if erased:
        return "This record is erased already."
    if open_order:
        return "An erasure of this record has been asked for already."
    if held:
        return "The record is on legal hold. It is kept until the hold ends."
    if whole and in_prison:
        return "This person is in prison now, so their name, number and place must be known. Erase a part instead."
    return ""


def check_may_ask(*, whole: bool, in_prison: bool, held: bool, open_order: bool, erased: bool, joined: bool) -> None:
    said = why_not_now(whole=whole, in_prison=in_prison, held=held, open_order=open_order, erased=erased, joined=joined)
    if said:
        raise Refused(said)


def check_may_decide(*, state: str, is_asker: bool, agree: bool, held: bool, words: str) -> None:
    if state != ErasureState.ASKED:
        raise Refused("This is decided already.")
    if is_asker:
        raise Refused("You asked for this. Somebody else must decide.")
    if agree and held:
        raise Refused("The record is on legal hold. It cannot be erased until the hold ends.")
    if not words.strip():
        raise Refused("Write why you decided so", field="words")


def why_not_decide(*, state: str, is_asker: bool) -> str:
    try:
        check_may_decide(state=state, is_asker=is_asker, agree=False, held=False, words="-")
    except Refused as refused:
        return refused.sentence
    return ""


def what_to_do(*, whole: bool, held: bool, in_prison: bool, joined: bool) -> tuple[Verdict, str]:
    """What becomes of an approved order now, with the reason where nothing is erased."""
    if joined:
        return Verdict.LAPSE, "The record was joined with another after this was asked for."
    if held:
        return Verdict.WAIT, "The record is on legal hold."
    if whole and in_prison:
        return Verdict.LAPSE, "The person came back to prison after this was approved."
    return Verdict.RUN, ""


# --- legal hold ------------------------------------------------------------------------------------------------------


def check_hold(*, reason: str, starts_on: dt.date, ends_on: dt.date | None, today: dt.date, is_held: bool) -> None:
    if is_held:
        raise Refused("This record is on legal hold already. End that hold first.")
    if not reason.strip():
        raise Refused("Write which case or request needs the record", field="reason")
    if starts_on > today:
        raise Refused("A hold starts today or earlier", field="starts_on")
    if ends_on is not None and ends_on < today:
        raise Refused("The last day is today or later", field="ends_on")


def check_may_end_hold(*, ended: bool, words: str) -> None:
    if ended:
        raise Refused("This hold has ended already.")
    if not words.strip():
        raise Refused("Write why the record is not needed any more", field="words")
