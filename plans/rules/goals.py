"""What is true of goals and steps (learners-plans-assessments.md 2.3). Pure: no database, no clock."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused

TITLE_MOST = 512
NOTE_MOST = 512
MOST_STEPS = 20
# One suppression limit for statistics: a count below it is not given.
FEWEST_TOLD = 10
TARGET_CHOICES = {"3": 3, "6": 6, "12": 12}  # months
ARCHIVE_WORDS_MOST = 200
QUALIFICATION_MOST = 100
CORRECTION_REASON_MOST = 512
CLOSED = "This goal is closed. Reopen it to change its steps."


class PlanStatus(StrEnum):
    DRAFT = "DRAFT"
    AGREED = "AGREED"


class GoalStatus(StrEnum):
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    ARCHIVED = "ARCHIVED"


class ArchiveReason(StrEnum):
    """Why a goal was put aside. The third is the tell-tale of a transfer."""

    NO_LONGER_WANTED = "PRISONER_NO_LONGER_WANTS_TO_WORK_TOWARDS_GOAL"
    NO_LONGER_WITH_ADVISER = "PRISONER_NO_LONGER_WANTS_TO_WORK_WITH_CIAG"
    NOT_AVAILABLE_HERE = "SUITABLE_ACTIVITIES_NOT_AVAILABLE_IN_THIS_PRISON"
    OTHER = "OTHER"


class StepOwner(StrEnum):
    """Whose turn it is. Optional: a step without one is the person's own."""

    LEARNER = "LEARNER"
    STAFF = "STAFF"
    PROVIDER = "PROVIDER"


OWNER_LABELS = {
    StepOwner.LEARNER: "The person",
    StepOwner.STAFF: "Staff",
    StepOwner.PROVIDER: "A provider",
}


class ProposalStatus(StrEnum):
    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TAKEN_BACK = "TAKEN_BACK"


class RequestStatus(StrEnum):
    WAITING = "WAITING"
    ANSWERED = "ANSWERED"
    TAKEN_BACK = "TAKEN_BACK"


class StepStatus(StrEnum):
    NOT_STARTED = "NOT_STARTED"
    ACTIVE = "ACTIVE"
    COMPLETE = "COMPLETE"


@dataclass(frozen=True)
class PlannedStep:
    """A step as it is planned: its words and, where it helps, whose turn it is and by when."""

    title: str
    owner: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Links:
    """What a goal leads to. Each is optional; when one of them is done, the page suggests to complete the goal."""

    course_id: uuid.UUID | None = None
    qualification: str = ""
    work_type: str = ""


def planned(steps: Sequence[str | PlannedStep]) -> list[PlannedStep]:
    """Steps without the empty ones. A text alone is a step with nobody's name on it."""
    each = [PlannedStep(step) if isinstance(step, str) else step for step in steps]
    return [PlannedStep(step.title.strip(), step.owner, step.due_on) for step in each if step.title.strip()]


def check_target(target_on: dt.date, today: dt.date) -> None:
    if target_on < today:
        raise Refused("Target date must be today or later", field="target")


def check_title(title: str) -> None:
    if not title.strip():
        raise Refused("Enter what the person wants to achieve", field="title")


def check_goal(title: str, steps: Sequence[str | PlannedStep]) -> None:
    """A goal says what the person wants, and has at least one step to get there."""
    check_title(title)
    if not planned(steps):
        raise Refused("Add at least one step", field="steps")
    if len(planned(steps)) > MOST_STEPS:
        raise Refused(f"A goal has {MOST_STEPS} steps at most. Make it two goals.", field="steps")


def check_step(step: PlannedStep) -> None:
    if not step.title.strip():
        raise Refused("Write what the step is", field="title")
    if step.owner and step.owner not in list(StepOwner):
        raise Refused("Choose whose turn it is from the list", field="owner")


def check_links(links: Links, work_types: Sequence[str]) -> None:
    if links.work_type and links.work_type not in work_types:
        raise Refused("Choose a kind of work from the list", field="work_type")
    if len(links.qualification) > QUALIFICATION_MOST:
        raise Refused(f"Use {QUALIFICATION_MOST} letters or fewer for the qualification", field="qualification")


def check_may_change(*, status: str) -> None:
    """Whether a goal's words, date and steps may change. What is closed stays as it was."""
    if status == GoalStatus.COMPLETED:
        raise Refused("This goal is completed. Reopen it to change it, or correct what it says.")
    if status == GoalStatus.ARCHIVED:
        raise Refused("This goal is archived. Reopen it before you change it.")


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


def check_may_confirm(*, goal_status: str, step_status: str) -> None:
    """Whether staff may say that a step is done, ticked or not."""
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if step_status == StepStatus.COMPLETE:
        raise Refused("This step is done already.")
