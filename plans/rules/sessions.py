"""How a session that is coming is counted and named (learners-plans-assessments.md 2.8 and section 10). Pure."""

import datetime as dt
from enum import StrEnum

from campus.core.months import add_months
from plans.rules.schedules import DUE_SOON_MONTHS, EXEMPT, ScheduleStatus
from plans.rules.windows import PRE_RELEASE_MONTHS

SOON_DAYS = 5  # screens.md, "Status tags": amber within five days of the date
INDUCTION = "INDUCTION"


class SessionState(StrEnum):
    """What a session counts as. The first four are counted and listed; the others are not."""

    OVERDUE = "overdue"
    DUE = "due"
    ON_HOLD = "on-hold"
    PENDING = "pending"
    LATER = "later"
    PAUSED = "paused"


LISTED = (SessionState.OVERDUE, SessionState.DUE, SessionState.ON_HOLD, SessionState.PENDING)
TO_HOLD = (SessionState.OVERDUE, SessionState.DUE)  # those that somebody should hold now


class PersonPlan(StrEnum):
    """How somebody's plan stands, for lists and searches."""

    EXEMPT = "EXEMPT"
    PENDING = "PENDING_SCREENING_AND_ASSESSMENTS"
    ACTIVE = "ACTIVE_PLAN"
    NEEDED = "NEEDS_PLAN"


PLAN_LABELS = {
    PersonPlan.ACTIVE: "Plan active",
    PersonPlan.NEEDED: "Needs a plan",
    PersonPlan.PENDING: "Waiting for assessments",
    PersonPlan.EXEMPT: "Exempt",
}


def last_due_on(today: dt.date) -> dt.date:
    """The latest deadline of an induction that is listed as due today: two months before it is today or past.

    31 December reaches 28 February and no further, for two months before that is 28 December.
    """
    found = add_months(today, DUE_SOON_MONTHS)
    while add_months(found + dt.timedelta(days=1), -DUE_SOON_MONTHS) <= today:
        found += dt.timedelta(days=1)
    return found


def plan_status(*, induction: str | None, latest_review: str | None, has_plan: bool) -> PersonPlan:
    """Exempt before pending before active before needed. `latest_review` is the newest schedule's status."""
    if induction in EXEMPT or latest_review in EXEMPT:
        return PersonPlan.EXEMPT
    if induction == ScheduleStatus.PENDING:
        return PersonPlan.PENDING
    return PersonPlan.ACTIVE if has_plan else PersonPlan.NEEDED


def leaves_without_review(
    *, release_on: dt.date | None, today: dt.date, session_to_come: bool, had_last: bool
) -> bool:  # fmt: skip
    """Whether somebody is about to leave with nothing planned: no session to come, and no last review held."""
    if release_on is None or session_to_come or had_last:
        return False
    return today <= release_on <= add_months(today, PRE_RELEASE_MONTHS)


def is_soon(due_on: dt.date, today: dt.date) -> bool:
    return today <= due_on <= today + dt.timedelta(days=SOON_DAYS)
