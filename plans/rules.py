"""What is true of goals and steps (learners-plans-assessments.md 2.3). Pure: no database, no clock."""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused

TITLE_MOST = 512
NOTE_MOST = 512
MOST_STEPS = 20
# One suppression limit for statistics: a count below it is not given.
FEWEST_TOLD = 10
TARGET_CHOICES = {"3": 3, "6": 6, "12": 12}  # months


class PlanStatus(StrEnum):
    DRAFT = "DRAFT"
    AGREED = "AGREED"


class GoalStatus(StrEnum):
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    ARCHIVED = "ARCHIVED"


class StepStatus(StrEnum):
    NOT_STARTED = "NOT_STARTED"
    ACTIVE = "ACTIVE"
    COMPLETE = "COMPLETE"


def add_months(on: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of that month where it has no such day."""
    from dateutil.relativedelta import relativedelta

    return on + relativedelta(months=months)


def check_target(target_on: dt.date, today: dt.date) -> None:
    if target_on < today:
        raise Refused("Target date must be today or later", field="target")


def check_goal(title: str, steps: list[str]) -> None:
    """A goal says what the person wants, and has at least one step to get there."""
    if not title.strip():
        raise Refused("Enter what the person wants to achieve", field="title")
    if not [step for step in steps if step.strip()]:
        raise Refused("Add at least one step", field="steps")


def check_may_agree(*, status: str, goals: int) -> None:
    """Whether a plan can be agreed. The sentence stands where the button would."""
    if status == PlanStatus.AGREED:
        raise Refused("This plan is agreed already.")
    if goals == 0:
        raise Refused("A plan needs at least one goal before it can be agreed.")


def may_agree(*, status: str, goals: int) -> bool:
    try:
        check_may_agree(status=status, goals=goals)
    except Refused:
        return False
    return True


def check_may_tick(*, goal_status: str, step_status: str, ticked: bool) -> None:
    if goal_status != GoalStatus.ACTIVE:
        raise Refused("This goal is not open now. Ask staff.")
    if step_status == StepStatus.COMPLETE or ticked:
        raise Refused("You have ticked this step.")


def check_may_untick(*, step_status: str, ticked: bool) -> None:
    if step_status == StepStatus.COMPLETE:
        raise Refused("Staff have checked this step. Ask them if it is wrong.")
    if not ticked:
        raise Refused("This step is not ticked.")


def check_may_confirm(*, step_status: str) -> None:
    if step_status == StepStatus.COMPLETE:
        raise Refused("This step is done already.")
