"""Whether somebody has a need, when a support plan is due, and how it stands (3.1, 3.2, 3.4).

Pure: no database, no clock. Bank holidays come from the `holidays` package, which computes them and asks nobody.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from plans.needs.rules.codes import ConditionSource, NeedSource

WORKING_DAYS = 5  # 3.4: the plan after the first course, the review after a new one, and what counts as due
CONTRACT_STARTS_ON = dt.date(2025, 10, 1)  # 3.4


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of England and Wales, those in place of a weekend day included."""
    import holidays  # Late: it takes a second to load, and only a deadline needs it.

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(on: dt.date) -> bool:
    return on.weekday() < 5 and on not in bank_holidays(on.year)


def working_days_after(on: dt.date, days: int) -> dt.date:
    """The last of so many working days after a date; the date itself does not count."""
    while days > 0:
        on += dt.timedelta(days=1)
        days -= is_working_day(on)
    return on


def need_sources(
    *, conditions: Iterable[str], challenges_by_hand: bool, aln: bool | None, ldd: bool | None = None
) -> tuple[NeedSource, ...]:
    """Why somebody counts as having a need; none of these, and they do not.

    `conditions` are the sources of those in use; `aln` the outcome of the latest assessment, None where there is none.
    """
    sources = set(conditions)
    found = {
        NeedSource.LDD_SCREENER: bool(ldd),
        NeedSource.ALN_SCREENER: bool(aln),
        NeedSource.CONDITION_SELF_DECLARED: ConditionSource.SELF_DECLARED in sources,
        NeedSource.CONDITION_CONFIRMED_DIAGNOSIS: ConditionSource.CONFIRMED_DIAGNOSIS in sources,
        NeedSource.CHALLENGE_NOT_ALN_SCREENER: challenges_by_hand,
    }
    return tuple(source for source, holds in found.items() if holds)


class ScheduleTask(StrEnum):
    """What is due next: the plan until there is one, then its next review."""

    PLAN = "PLAN"
    REVIEW = "REVIEW"


class SupportScheduleStatus(StrEnum):
    SCHEDULED = "SCHEDULED"
    COMPLETED = "COMPLETED"
    TECHNICAL = "EXEMPT_SYSTEM_TECHNICAL_ISSUE"
    TRANSFERRED = "EXEMPT_PRISONER_TRANSFER"
    RELEASED = "EXEMPT_PRISONER_RELEASE"
    DIED = "EXEMPT_PRISONER_DEATH"
    MERGED = "EXEMPT_PRISONER_MERGE"
    DECLINED = "EXEMPT_PRISONER_NOT_COMPLY"
    NOT_IN_EDUCATION = "EXEMPT_NOT_IN_EDUCATION"
    NO_NEED = "EXEMPT_NO_NEED"
    UNKNOWN = "EXEMPT_UNKNOWN"


S = SupportScheduleStatus
SCHEDULE_WORDS = {
    S.SCHEDULED: "To be done",
    S.COMPLETED: "Done",
    S.TECHNICAL: "On hold: this service was down",
    S.TRANSFERRED: "On hold: moved to another prison",
    S.RELEASED: "On hold: released",
    S.DIED: "Ended: the person has died",
    S.MERGED: "Ended: two records were joined",
    S.DECLINED: "Turned down",
    S.NOT_IN_EDUCATION: "On hold: not in education",
    S.NO_NEED: "On hold: no need",
    S.UNKNOWN: "On hold",
}


class Footing(StrEnum):
    """Whether the person is in education at the prison where they are and, if not, how that ended."""

    NEVER = "NEVER"
    STUDYING = "STUDYING"
    ENDED = "ENDED"
    TRANSFERRED = "TRANSFERRED"
    RELEASED = "RELEASED"
    DIED = "DIED"


class ScheduleChange(StrEnum):
    """Why a version of a schedule was written."""

    COURSE_STARTED = "COURSE_STARTED"
    EDUCATION_ENDED = "EDUCATION_ENDED"
    MOVED = "MOVED"
    NEED_CHANGED = "NEED_CHANGED"
    PLAN_WRITTEN = "PLAN_WRITTEN"
    REVIEWED = "REVIEWED"
    DECLINED = "DECLINED"
    ASKED_AGAIN = "ASKED_AGAIN"


CHANGE_WORDS = {
    ScheduleChange.COURSE_STARTED: "A course started",
    ScheduleChange.EDUCATION_ENDED: "The last course ended",
    ScheduleChange.MOVED: "The person moved or left",
    ScheduleChange.NEED_CHANGED: "What is recorded changed",
    ScheduleChange.PLAN_WRITTEN: "The plan was written",
    ScheduleChange.REVIEWED: "The plan was reviewed",
    ScheduleChange.DECLINED: "A plan was turned down",
    ScheduleChange.ASKED_AGAIN: "A plan was asked for again",
}


class NoDeadline(StrEnum):
    """Why something that is to be done has no date (the services wrote 31 December 2099 instead)."""

    NOT_PES = "NOT_PES"
    NEED_NOT_ASSESSED = "NEED_NOT_ASSESSED"
    ASSESSED_LATER = "ASSESSED_LATER"


NO_DEADLINE_WORDS = {
    NoDeadline.NOT_PES: "The course is not paid for by the present education contract",
    NoDeadline.NEED_NOT_ASSESSED: "The need was not found by an assessment of additional needs",
    NoDeadline.ASSESSED_LATER: "The assessment was after the course had started",
}
_LEFT = {
    Footing.TRANSFERRED: SupportScheduleStatus.TRANSFERRED,
    Footing.RELEASED: SupportScheduleStatus.RELEASED,
    Footing.DIED: SupportScheduleStatus.DIED,
}


@dataclass(frozen=True)
class Deadline:
    """A date, or why there is none."""

    on: dt.date | None
    no_deadline: NoDeadline | None = None


def after_course_start(started_on: dt.date) -> dt.date:
    """Five working days after a course starts, and not before the same time into the contract."""
    return working_days_after(max(started_on, CONTRACT_STARTS_ON), WORKING_DAYS)


def plan_deadline(*, started_on: dt.date, pes_funded: bool, aln_yes_on: dt.date | None) -> Deadline:
    """When a first plan is due. Dated only where the contract asks for it: paid by PES, and assessed by then."""
    if not pes_funded:
        return Deadline(None, NoDeadline.NOT_PES)
    if aln_yes_on is None:
        return Deadline(None, NoDeadline.NEED_NOT_ASSESSED)
    if aln_yes_on > started_on:
        return Deadline(None, NoDeadline.ASSESSED_LATER)
    return Deadline(after_course_start(started_on))


def review_deadline(*, existing: dt.date | None, running: bool, started_on: dt.date, pes_funded: bool) -> dt.date:
    """When a review is due once a course starts: the earlier of its date and five working days after a PES course.

    A date that passed while the review was on hold is not held against anybody: it is made anew from the start.
    """
    fresh = after_course_start(started_on)
    if existing is None or (not running and existing < started_on):
        return fresh
    return min(existing, fresh) if pes_funded else existing


def schedule_status(*, task: str, footing: str, has_need: bool, declined: bool) -> SupportScheduleStatus:
    """What the facts make of a schedule. Death, then a refusal, then where the person is, then whether there is a need.

    A plan that was written for somebody who never began a course is reviewed all the same.
    """
    if footing == Footing.DIED:
        return SupportScheduleStatus.DIED
    if task == ScheduleTask.PLAN and declined:
        return SupportScheduleStatus.DECLINED
    if footing in _LEFT:
        return _LEFT[Footing(footing)]
    if footing == Footing.ENDED or (footing == Footing.NEVER and task == ScheduleTask.PLAN):
        return SupportScheduleStatus.NOT_IN_EDUCATION
    return SupportScheduleStatus.SCHEDULED if has_need else SupportScheduleStatus.NO_NEED


class SupportPlanStatus(StrEnum):
    """How it stands, as lists show it."""

    PLAN_OVERDUE = "PLAN_OVERDUE"
    PLAN_DUE = "PLAN_DUE"
    REVIEW_OVERDUE = "REVIEW_OVERDUE"
    REVIEW_DUE = "REVIEW_DUE"
    ACTIVE_PLAN = "ACTIVE_PLAN"
    NEEDS_PLAN = "NEEDS_PLAN"
    INACTIVE_PLAN = "INACTIVE_PLAN"
    PLAN_DECLINED = "PLAN_DECLINED"
    NO_PLAN = "NO_PLAN"


T = SupportPlanStatus
# What a person reads, and the colour of its tag ("" is plain text).
STATUS_WORDS = {
    T.PLAN_OVERDUE: ("Plan overdue", "late"),
    T.PLAN_DUE: ("Plan due", "soon"),
    T.REVIEW_OVERDUE: ("Review overdue", "late"),
    T.REVIEW_DUE: ("Review due", "soon"),
    T.ACTIVE_PLAN: ("Plan active", ""),
    T.NEEDS_PLAN: ("Needs a support plan", "todo"),
    T.INACTIVE_PLAN: ("Plan not in use", "none"),
    T.PLAN_DECLINED: ("Plan turned down", "hold"),
    T.NO_PLAN: ("No plan", ""),
}


def due_from(today: dt.date) -> dt.date:
    """The last date that counts as due today: within five working days."""
    return working_days_after(today, WORKING_DAYS)


def plan_status(*, task: str | None, status: str | None, deadline_on: dt.date | None, today: dt.date) -> T:
    """How a support plan stands. Precedence: a schedule that runs, by its date; then why it does not run.

    `task` and `status` are None for somebody who has no schedule. Once there is a plan the task is its review, so a
    plan is never both missing and due for review. `selectors.with_plan_status` says the same in SQL.
    """
    if task is None:
        return T.NO_PLAN
    has_plan = task == ScheduleTask.REVIEW
    if status == SupportScheduleStatus.SCHEDULED:
        if deadline_on is not None and deadline_on < today:
            return T.REVIEW_OVERDUE if has_plan else T.PLAN_OVERDUE
        if deadline_on is not None and deadline_on <= due_from(today):
            return T.REVIEW_DUE if has_plan else T.PLAN_DUE
        return T.ACTIVE_PLAN if has_plan else T.NEEDS_PLAN
    if has_plan:
        return T.INACTIVE_PLAN
    return T.PLAN_DECLINED if status == SupportScheduleStatus.DECLINED else T.NO_PLAN
