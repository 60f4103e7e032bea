"""The states of a transfer case, its allowed moves, and its times (transfers-access-security.md 1.3)."""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused


class CaseState(StrEnum):
    EXPECTED = "EXPECTED"
    DEPARTED = "DEPARTED"
    ARRIVED = "ARRIVED"
    VERIFIED = "VERIFIED"
    EXCEPTION = "EXCEPTION"
    ACCEPTED = "ACCEPTED"
    CLOSED = "CLOSED"
    RETURNED = "RETURNED"
    SUPERSEDED = "SUPERSEDED"
    CANCELLED = "CANCELLED"
    REVERSED = "REVERSED"


class CaseKind(StrEnum):
    """How somebody came: from another prison, or back to prison from outside."""

    TRANSFER = "TRANSFER"
    RETURN = "RETURN"


class CaseEnd(StrEnum):
    """Why a case was cancelled."""

    RELEASED = "RELEASED"
    DIED = "DIED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"


OPEN_STATES = frozenset({
    CaseState.EXPECTED, CaseState.DEPARTED, CaseState.ARRIVED, CaseState.VERIFIED, CaseState.EXCEPTION,
    CaseState.ACCEPTED,
})  # fmt: skip
# The person is at the receiving prison, or was when the case ended.
HAS_ARRIVED = frozenset({CaseState.ARRIVED, CaseState.VERIFIED, CaseState.EXCEPTION, CaseState.ACCEPTED})
# transfers-access-security.md 1.3. Each open case may be superseded by the next move, cancelled by a release and
# reversed by the source. From -> to; the database holds the same list.
ALLOWED = frozenset({
    (None, CaseState.EXPECTED), (None, CaseState.DEPARTED), (None, CaseState.ARRIVED),
    (CaseState.EXPECTED, CaseState.DEPARTED), (CaseState.EXPECTED, CaseState.ARRIVED),
    (CaseState.DEPARTED, CaseState.ARRIVED), (CaseState.DEPARTED, CaseState.RETURNED),
    (CaseState.ARRIVED, CaseState.VERIFIED), (CaseState.ARRIVED, CaseState.EXCEPTION),
    (CaseState.EXCEPTION, CaseState.VERIFIED), (CaseState.VERIFIED, CaseState.EXCEPTION),
    (CaseState.VERIFIED, CaseState.ACCEPTED), (CaseState.ACCEPTED, CaseState.EXCEPTION),
    (CaseState.ACCEPTED, CaseState.CLOSED),
    *((before, after) for before in OPEN_STATES
      for after in (CaseState.SUPERSEDED, CaseState.CANCELLED, CaseState.REVERSED)),
})  # fmt: skip

OVERDUE_AFTER = dt.timedelta(hours=72)  # DEPARTED, and nobody has received them
CLOSED_AFTER = dt.timedelta(days=28)  # ACCEPTED, with or without everything decided
LAPSED_AFTER = dt.timedelta(days=14)  # EXPECTED, and the day went by (our own figure)


def may_move(before: CaseState | None, after: CaseState) -> bool:
    return (before, after) in ALLOWED


def check_may_expect(
    *, sender: str | None, receiver: str, expected_on: dt.date, today: dt.date, open_state: CaseState | None
) -> None:
    """Whether staff may note that somebody is about to be moved."""
    if sender is None:
        raise Refused("This person is not in prison, so no transfer can be expected.")
    if receiver == sender:
        raise Refused("This person is at that prison already. Choose another.", field="establishment")
    if expected_on < today:
        raise Refused("The day must be today or later", field="expected_on")
    if open_state == CaseState.DEPARTED:
        raise Refused("This person has left already.")
    if open_state in (CaseState.ARRIVED, CaseState.VERIFIED, CaseState.EXCEPTION):
        raise Refused("Accept this person's last transfer first.")
