"""The steps of a goal after it was made: started, done, set back, reworded, moved, taken out. Pure."""

import uuid
from collections.abc import Sequence

from campus.core.errors import Refused
from plans.rules.goals import CLOSED, MOST_STEPS, GoalStatus, StepStatus

# Places from here on are those of steps that were taken out, so that the others may be put in any order before them.
TAKEN_OUT_FROM = 1000


def check_may_start(*, goal_status: str, step_status: str) -> None:
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if step_status != StepStatus.NOT_STARTED:
        raise Refused("This step is started already.")


def check_may_set_back(*, goal_status: str, step_status: str) -> None:
    """Whether staff may undo the last progress of a step."""
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if step_status == StepStatus.NOT_STARTED:
        raise Refused("This step is not started, so there is nothing to undo.")


def set_back(step_status: str) -> StepStatus:
    """A step that was done is started again, with the person's tick if there was one; one that was started is not."""
    return StepStatus.ACTIVE if step_status == StepStatus.COMPLETE else StepStatus.NOT_STARTED


def check_may_reword(*, goal_status: str, step_status: str) -> None:
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if step_status == StepStatus.COMPLETE:
        raise Refused("This step is done, so its words stay as they were.")


def check_may_add(*, goal_status: str, steps: int) -> None:
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if steps >= MOST_STEPS:
        raise Refused(f"A goal has {MOST_STEPS} steps at most. Make it two goals.", field="title")


def check_may_take_out(*, goal_status: str, step_status: str, ticked: bool, steps: int) -> None:
    """Whether a step may leave its goal. One that was begun stays: it is part of what the person did."""
    if goal_status != GoalStatus.ACTIVE:
        raise Refused(CLOSED)
    if step_status != StepStatus.NOT_STARTED or ticked:
        raise Refused("This step is started, so it stays in the goal.")
    if steps <= 1:
        raise Refused("A goal needs at least one step. Add another one first.")


def may_take_out(*, goal_status: str, step_status: str, ticked: bool, steps: int) -> bool:
    try:
        check_may_take_out(goal_status=goal_status, step_status=step_status, ticked=ticked, steps=steps)
    except Refused:
        return False
    return True


def moved(order: Sequence[uuid.UUID], which: uuid.UUID, *, up: bool) -> list[uuid.UUID]:
    """The order with one step a place further up or down. At its end a step stays where it is."""
    found = list(order)
    place = found.index(which)
    other = place - 1 if up else place + 1
    if 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return found
