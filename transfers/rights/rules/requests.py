"""What a person says is wrong in their record, and by when it is answered (UK GDPR Art. 12(3) and 16). Pure.

A sentence that the person may read is short and plain: it is translated for the tablet (campus.core.translating).
"""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused
from campus.core.months import add_months

# UK GDPR Art. 12(3): within one month of the request; two further months where it is complex, said with the reasons
# within the first month.
ANSWER_MONTHS = 1
LONGER_MONTHS = 2
WORDS_MOST = 1000
ANSWER_MOST = 1000
REASON_MOST = 500
# Requests of one person that may wait at a time, so that a stuck button fills nobody's list.
MOST_WAITING = 5
# A notice of an answer stands on Home for as long as the receipt of a move does (screens.md, section 6).
NOTICE_FOR = dt.timedelta(days=14)
SOON = dt.timedelta(days=5)


class About(StrEnum):
    """What the person says is wrong."""

    IDENTITY = "IDENTITY"
    PLAN = "PLAN"
    RESULT = "RESULT"
    NEEDS = "NEEDS"
    COURSES = "COURSES"
    WORK = "WORK"
    OTHER = "OTHER"


class RequestState(StrEnum):
    WAITING = "WAITING"
    PUT_RIGHT = "PUT_RIGHT"
    PARTLY = "PARTLY"
    NOT_CHANGED = "NOT_CHANGED"
    NOTE_KEPT = "NOTE_KEPT"
    TAKEN_BACK = "TAKEN_BACK"


ANSWERS = (RequestState.PUT_RIGHT, RequestState.PARTLY, RequestState.NOT_CHANGED, RequestState.NOTE_KEPT)
# The record stays as it is, wholly or in part: the person is told that they may complain (Art. 12(4)).
MAY_COMPLAIN = frozenset({RequestState.PARTLY, RequestState.NOT_CHANGED, RequestState.NOTE_KEPT})


def answer_by(asked_on: dt.date, *, longer: bool) -> dt.date:
    return add_months(asked_on, ANSWER_MONTHS + (LONGER_MONTHS if longer else 0))


def is_late(answer_by: dt.date, today: dt.date) -> bool:
    return answer_by < today


def check_request(*, wrong: str, should_be: str) -> None:
    if not wrong.strip():
        raise Refused("Write what is wrong.", field="wrong")
    if not should_be.strip():
        raise Refused("Write what it should say.", field="should_be")


def check_may_ask(*, waiting: int) -> None:
    if waiting >= MOST_WAITING:
        raise Refused("Staff have not answered you yet. Wait for them.")


def may_ask(*, waiting: int) -> bool:
    return waiting < MOST_WAITING


def check_may_take_back(*, state: str) -> None:
    if state == RequestState.TAKEN_BACK:
        raise Refused("You have taken this back.")
    if state != RequestState.WAITING:
        raise Refused("Staff have answered this. Talk to them.")


def check_may_decide(*, state: str, with_steward: bool) -> None:
    """`with_steward`: a steward has still to decide about the name or the birth date."""
    if state == RequestState.TAKEN_BACK:
        raise Refused("The person has taken this back.")
    if state != RequestState.WAITING:
        raise Refused("This is answered already.")
    if with_steward:
        raise Refused("A steward has this in hand. It is answered when the steward has decided.")


def why_not_decide(*, state: str, with_steward: bool) -> str:
    try:
        check_may_decide(state=state, with_steward=with_steward)
    except Refused as refused:
        return refused.sentence
    return ""


def check_decision(*, about: str, state: str, answer: str) -> None:
    """An answer in words, always. A name is put right by two people, and never by an answer alone."""
    if state not in ANSWERS:
        raise Refused("Choose what you decided", field="state")
    if about == About.IDENTITY and state in (RequestState.PUT_RIGHT, RequestState.PARTLY):
        raise Refused("A name or a birth date is put right by a steward. Ask one instead.", field="state")
    if not answer.strip():
        raise Refused("Write an answer that the person will read", field="answer")


def check_may_take_longer(*, state: str, longer: bool, asked_on: dt.date, today: dt.date) -> None:
    check_may_decide(state=state, with_steward=False)
    if longer:
        raise Refused("The time to answer was made longer already. It cannot be made longer again.")
    if today > answer_by(asked_on, longer=False):
        raise Refused("The month to answer is over. Answer now, and say why it is late.")


def check_reason(because: str) -> None:
    if not because.strip():
        raise Refused("Write why it takes longer", field="because")


def why_not_longer(*, state: str, longer: bool, asked_on: dt.date, today: dt.date) -> str:
    try:
        check_may_take_longer(state=state, longer=longer, asked_on=asked_on, today=today)
    except Refused as refused:
        return refused.sentence
    return ""


# --- name and birth date: two people (transfers-access-security.md 2.5, "*") -----------------------------------------


class CorrectionState(StrEnum):
    ASKED = "ASKED"
    DONE = "DONE"
    REFUSED = "REFUSED"


NAME_MOST = 60
IDENTITY_FIELDS = ("given_name", "family_name", "date_of_birth")


def check_identity(
    *, before: dict[str, object], after: dict[str, object], evidence: str, asked_already: bool, today: dt.date
) -> None:
    if asked_already:
        raise Refused("Somebody has asked for this already. A steward will decide.")
    if not str(after["family_name"]).strip():
        raise Refused("Write the family name", field="family_name")
    born = after["date_of_birth"]
    if isinstance(born, dt.date) and born >= today:
        raise Refused("A birth date is in the past", field="date_of_birth")
    if all(before[name] == after[name] for name in IDENTITY_FIELDS):
        raise Refused("Nothing is different yet. Change something, or go back.")
    if not evidence.strip():
        raise Refused("Write what shows that this is right", field="evidence")


def check_may_decide_identity(*, state: str, is_asker: bool, unchanged: bool, agree: bool, words: str) -> None:
    """`unchanged`: the person still has the name and birth date that were to be put right."""
    if state != CorrectionState.ASKED:
        raise Refused("This is decided already.")
    if is_asker:
        raise Refused("You asked for this. Somebody else must decide.")
    if agree and not unchanged:
        raise Refused("The name or the birth date has changed since. Say no, and let it be asked again.")
    if not words.strip():
        raise Refused("Write what you looked at", field="words")
