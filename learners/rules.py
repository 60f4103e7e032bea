"""What is true of people, their numbers and their kiosk secrets. Pure: no database, no clock."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused

PRISON_NUMBER = re.compile(r"[A-Z]\d{4}[A-Z]{2}", re.ASCII)
CRN = re.compile(r"[A-Z]\d{6}", re.ASCII)


class IdentifierType(StrEnum):
    PRISON_NUMBER = "PRISON_NUMBER"
    ULN = "ULN"
    CRN = "CRN"


class PlacementStatus(StrEnum):
    """interfaces.md, "Roll lines"."""

    IN = "IN"
    IN_TRANSIT = "IN_TRANSIT"
    AT_COURT = "AT_COURT"
    ROTL = "ROTL"
    RESTRICTED_PATIENT = "RESTRICTED_PATIENT"
    RELEASED = "RELEASED"
    DECEASED = "DECEASED"


OUT_OF_CUSTODY = frozenset({PlacementStatus.RELEASED, PlacementStatus.DECEASED})
ABSENT_BUT_HELD = frozenset({PlacementStatus.AT_COURT, PlacementStatus.ROTL})


class LegalStatus(StrEnum):
    """learners-plans-assessments.md section 1."""

    RECALL = "RECALL"
    DEAD = "DEAD"
    INDETERMINATE_SENTENCE = "INDETERMINATE_SENTENCE"
    SENTENCED = "SENTENCED"
    CONVICTED_UNSENTENCED = "CONVICTED_UNSENTENCED"
    CIVIL_PRISONER = "CIVIL_PRISONER"
    IMMIGRATION_DETAINEE = "IMMIGRATION_DETAINEE"
    REMAND = "REMAND"
    UNKNOWN = "UNKNOWN"
    OTHER = "OTHER"


class MovementKind(StrEnum):
    """What a change of place means to those who plan with the person (learners-plans-assessments.md 2.7)."""

    ADMISSION = "ADMISSION"
    READMISSION = "READMISSION"
    TRANSFER = "TRANSFER"
    TEMPORARY_ABSENCE = "TEMPORARY_ABSENCE"
    TEMPORARY_ABSENCE_RETURN = "TEMPORARY_ABSENCE_RETURN"
    COURT = "COURT"
    COURT_RETURN = "COURT_RETURN"
    IN_TRANSIT = "IN_TRANSIT"
    TRANSIT_RETURN = "TRANSIT_RETURN"
    HOSPITAL = "HOSPITAL"
    RELEASE = "RELEASE"
    DEATH = "DEATH"


def check_prison_number(value: str) -> str:
    """The number in its one true form. Raises Refused on any other shape."""
    tidy = value.strip().upper()
    # Before case is folded, for "ﬀ" becomes "FF".
    if not value.strip().isascii() or not PRISON_NUMBER.fullmatch(tidy):
        raise Refused("A prison number looks like A1234BC", field="prison_number")
    return tidy


def may_be_prison_number(value: str) -> bool:
    try:
        check_prison_number(value)
    except Refused:
        return False
    return True


ULN_WEIGHTS = range(10, 0, -1)
ULN_REMAINDER = 10  # transfers-access-security.md 1.11


def check_uln(value: str) -> str:
    """A unique learner number: ten ASCII digits, not starting with 0, weighted sum mod 11 equal to 10."""
    tidy = value.strip()
    shaped = len(tidy) == 10 and tidy.isascii() and tidy.isdigit() and tidy[0] != "0"
    if not shaped or sum(int(d) * w for d, w in zip(tidy, ULN_WEIGHTS, strict=True)) % 11 != ULN_REMAINDER:
        raise Refused("A unique learner number has 10 digits and a check digit. Look at it again.", field="uln")
    return tidy


def check_crn(value: str) -> str:
    tidy = value.strip().upper()
    if not value.strip().isascii() or not CRN.fullmatch(tidy):
        raise Refused("A case reference number looks like X123456", field="crn")
    return tidy


# --- the kiosk (kiosk-courses-standards.md 1.3; issue "The ground") --------------------------------------------------


class DeviceKind(StrEnum):
    CELL = "CELL"
    CLASSROOM = "CLASSROOM"


IDLE_LIMIT = {DeviceKind.CELL: dt.timedelta(minutes=10), DeviceKind.CLASSROOM: dt.timedelta(minutes=5)}
ABSOLUTE_LIMIT = dt.timedelta(hours=4)
PIN_LENGTH = 6
CODE_LENGTH = 8
CODE_LIFE = dt.timedelta(minutes=15)
# No 0, O, 1, I, L: the code is read from paper by people who find reading hard.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TRIES = 5
TRIES_WINDOW = dt.timedelta(minutes=15)
FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(minutes=60)


def check_pin(pin: str) -> str:
    """A PIN that the person may keep: six digits, not all the same, not a plain run."""
    if not (pin.isascii() and pin.isdigit() and len(pin) == PIN_LENGTH):
        raise Refused("A PIN has 6 numbers", field="pin")
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise Refused("That PIN is too easy to guess. Choose another.", field="pin")
    return pin


def wait_until(
    failures: list[dt.datetime], at: dt.datetime, ended_by_staff_at: dt.datetime | None
) -> dt.datetime | None:
    """When the next try may be made, or None for now.

    `failures` are the times of failed tries, any order. Five in 15 minutes cost a minute, and each further failure
    doubles the wait up to an hour. Nothing locks for good, and staff can end a wait.
    """
    counted = sorted(f for f in failures if ended_by_staff_at is None or f > ended_by_staff_at)
    if len(counted) < TRIES:
        return None
    extra = 0
    for index in range(TRIES - 1, len(counted)):
        if counted[index] - counted[index - TRIES + 1] <= TRIES_WINDOW or extra:
            extra += 1
    if not extra:
        return None
    until = counted[-1] + min(FIRST_DELAY * 2 ** min(extra - 1, 10), LONGEST_DELAY)
    return until if until > at else None


@dataclass(frozen=True)
class KioskClock:
    """The times of one kiosk session, all UTC."""

    started_at: dt.datetime
    used_at: dt.datetime
    kind: DeviceKind

    def is_idle(self, at: dt.datetime) -> bool:
        return at - self.used_at > IDLE_LIMIT[self.kind]

    def is_over(self, at: dt.datetime) -> bool:
        return at - self.started_at > ABSOLUTE_LIMIT


# --- sharing (learners-plans-assessments.md section 8, item 15) ------------------------------------------------------


class SharedThing(StrEnum):
    GOALS = "GOALS"
    RESULTS = "RESULTS"
    SUPPORT = "SUPPORT"
    QUALIFICATIONS = "QUALIFICATIONS"
    COURSES = "COURSES"


class SharedWith(StrEnum):
    ORGANISATION = "ORGANISATION"
    EMPLOYERS = "EMPLOYERS"
    LEARNING_RECORDS_SERVICE = "LEARNING_RECORDS_SERVICE"


class SharedBy(StrEnum):
    """How the choice was made: by the person at a tablet, or by telling staff."""

    KIOSK = "KIOSK"
    STAFF = "STAFF"


# What may be offered to whom. Support is for one named organisation only, never for employers at large.
SHAREABLE: Mapping[SharedWith, tuple[SharedThing, ...]] = {
    SharedWith.ORGANISATION: tuple(SharedThing),
    SharedWith.EMPLOYERS: (SharedThing.RESULTS, SharedThing.QUALIFICATIONS, SharedThing.COURSES),
    SharedWith.LEARNING_RECORDS_SERVICE: (SharedThing.QUALIFICATIONS,),
}


def check_may_share(*, what: str, party: str, is_shared: bool, is_open: bool) -> None:
    """`is_open`: the organisation works with people here now; true for the other parties."""
    if what not in SHAREABLE[SharedWith(party)] or not is_open:
        raise Refused("This cannot be shared with them.")
    if is_shared:
        raise Refused("This is shared already.")


def may_share(*, what: str, party: str, is_shared: bool, is_open: bool) -> bool:
    try:
        check_may_share(what=what, party=party, is_shared=is_shared, is_open=is_open)
    except Refused:
        return False
    return True


def check_may_stop_sharing(*, is_shared: bool) -> None:
    if not is_shared:
        raise Refused("This is not shared now.")


# --- erasure (transfers-access-security.md P13; providers-messaging-outcomes.md 2.6) ----------------------------------


class ErasureReason(StrEnum):
    RIGHT_TO_ERASURE = "RIGHT_TO_ERASURE"
    COURT_ORDER = "COURT_ORDER"
    RETENTION_ENDED = "RETENTION_ENDED"
    RECORDED_IN_ERROR = "RECORDED_IN_ERROR"


class ErasureState(StrEnum):
    ASKED = "ASKED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    DONE = "DONE"
    # Approved, and then something came that makes it another question: nothing was erased.
    LAPSED = "LAPSED"
