"""By when, for how long, and how soon (transfers-access-security.md 1.3, 1.6, 1.8). Pure."""

import datetime as dt
from enum import StrEnum

from plans.needs.rules.standing import working_days_after
from transfers.rules import CaseState

# 1.9: the sender may edit the note up to five working days after the departure.
EDIT_WORKING_DAYS = 5
# 1.3: reminder after two working days, escalation after five; screens.md: "accept by" is the third.
REMIND_WORKING_DAYS = 2
ACCEPT_WORKING_DAYS = 3
ESCALATE_WORKING_DAYS = 5
MEASURED_WORKING_DAYS = (1, 3, 5)
# screens.md, Charts: no number about fewer people than this.
SMALLEST_SHOWN = 10
# 1.6: what nobody decided about becomes a dated note.
ATTACHED_AFTER = dt.timedelta(days=28)
# 1.8: the expected receiver's card, a week before.
EXPECTED_CARD_DAYS = 7
# Who left is listed to the sender for as long as the note may matter: until the case is closed (1.3).
LEFT_LISTED = dt.timedelta(days=28)

WAITS_FOR_ACCEPTANCE = frozenset({CaseState.ARRIVED, CaseState.VERIFIED, CaseState.EXCEPTION})


class Need(StrEnum):
    """How an arrival stands, the words of its tag."""

    HELD = "HELD"
    LATE = "LATE"
    TODAY = "TODAY"
    LATER = "LATER"


def accept_by(arrived_on: dt.date, days: int = ACCEPT_WORKING_DAYS) -> dt.date:
    return working_days_after(arrived_on, days)


def edit_until(left_on: dt.date) -> dt.date:
    """The last day on which the sender may write the note."""
    return working_days_after(left_on, EDIT_WORKING_DAYS)


def need_of(state: str, arrived_on: dt.date, today: dt.date, days: int = ACCEPT_WORKING_DAYS) -> Need:
    if state == CaseState.EXCEPTION:
        return Need.HELD
    due = accept_by(arrived_on, days)
    return Need.LATE if due < today else Need.TODAY if due == today else Need.LATER


def arrived_before(today: dt.date, days: int) -> dt.date:
    """The first arrival date that is not yet over its working days: whoever came earlier is late today."""
    on = today
    while working_days_after(on - dt.timedelta(days=1), days) >= today:
        on -= dt.timedelta(days=1)
    return on


def working_days_taken(arrived_on: dt.date, accepted_on: dt.date, most: int) -> int | None:
    """Within how many working days somebody was accepted, or None for more than `most`."""
    return next((n for n in range(most + 1) if accepted_on <= working_days_after(arrived_on, n)), None)
