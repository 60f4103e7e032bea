"""Finding a person in the Learning Records Service, with its true answers kept apart (4.3)."""

import datetime as dt
import re
from enum import StrEnum

from campus.core.errors import Refused

NAME_LEAST, NAME_MOST = 3, 35
PLACEHOLDER_POSTCODE = "ZZ99 9ZZ"  # the service demands one; this one says that none is known
GENDERS = {"1": "Male", "2": "Female", "0": "Not known", "9": "Not specified"}
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", re.ASCII)
MOST_CANDIDATES = 10


class Outcome(StrEnum):
    """What the service answers. Peers show three of these as one; the reader then cannot know what to do."""

    EXACT = "EXACT"
    POSSIBLE = "POSSIBLE"
    LINKED = "LINKED"
    NO_MATCH = "NO_MATCH"
    TOO_MANY = "TOO_MANY"
    NOT_SHARED = "NOT_SHARED"
    NOT_VERIFIED = "NOT_VERIFIED"


OUTCOMES = {
    Outcome.EXACT: "Exact match",
    Outcome.POSSIBLE: "Possible match",
    Outcome.LINKED: "The number was replaced by a newer one",
    Outcome.NO_MATCH: "No match",
    Outcome.TOO_MANY: "Too many matches",
    Outcome.NOT_SHARED: "The person chose not to share their learning record",
    Outcome.NOT_VERIFIED: "The person could not be verified",
}
WHAT_TO_DO = {
    Outcome.NO_MATCH: "Nobody with these details is in the service. Look at the spelling, or try an earlier name.",
    Outcome.TOO_MANY: "More than 10 people fit. Add a postcode, a school or an earlier name.",
    Outcome.NOT_SHARED: "The service holds a record and may not show it. Only the person can change this choice.",
    Outcome.NOT_VERIFIED: "The number and the name do not belong together in the service. Check both with the person.",
}
# With these there is somebody to look at.
WITH_PEOPLE = frozenset({Outcome.EXACT, Outcome.POSSIBLE, Outcome.LINKED})
# From these a record can be read.
READABLE = frozenset({Outcome.EXACT, Outcome.LINKED})


class MatchStatus(StrEnum):
    MATCHED = "MATCHED"
    CANNOT_BE_MATCHED = "CANNOT_BE_MATCHED"
    UNMATCHED = "UNMATCHED"


MATCHES = {
    MatchStatus.MATCHED: "Matched", MatchStatus.CANNOT_BE_MATCHED: "Cannot be matched",
    MatchStatus.UNMATCHED: "Unmatched",
}  # fmt: skip


def check_name(name: str, *, what: str, field: str) -> None:
    if not NAME_LEAST <= len(name.strip()) <= NAME_MOST:
        raise Refused(f"{what} must have {NAME_LEAST} to {NAME_MOST} letters", field=field)


def check_postcode(text: str) -> str:
    """A postcode in its one true form; the service's own placeholder where none is known."""
    tidy = re.sub(r"\s+", "", text).upper()
    if not tidy:
        return PLACEHOLDER_POSTCODE
    spaced = f"{tidy[:-3]} {tidy[-3:]}"
    if not POSTCODE.fullmatch(spaced):
        raise Refused("A postcode looks like LS12 2TJ. Leave it empty if it is not known.", field="postcode")
    return spaced


def check_born(on: dt.date, *, today: dt.date) -> None:
    if on >= today:
        raise Refused("Date of birth must be in the past", field="born")


def check_may_match(*, status: str | None) -> None:
    if status == MatchStatus.MATCHED:
        raise Refused("This person is matched already. Undo that match first.")


def check_may_give_up(*, status: str | None, outcome: str) -> None:
    check_may_match(status=status)
    if outcome not in set(Outcome) - READABLE:
        raise Refused("Look for the person first.")


def check_may_unmatch(*, status: str | None) -> None:
    if status != MatchStatus.MATCHED:
        raise Refused("This person is not matched.")


def may_unmatch(*, status: str | None) -> bool:
    return status == MatchStatus.MATCHED


def check_outcome_readable(outcome: str) -> None:
    """Only what the service shows can be confirmed."""
    if outcome not in READABLE:
        raise Refused("There is no record to confirm. Look for the person again.")


TAKEN = "This learner number is matched to somebody else. Tell your data protection lead; do not match it twice."


def check_free(*, taken: bool) -> None:
    """One number, one person."""
    if taken:
        raise Refused(TAKEN)
