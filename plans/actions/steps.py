"""The verbs of a step: the person ticks it; staff start, confirm, set back, change, move and take it out."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import StaleEdit
from campus.core.ids import new_id
from campus.core.models import written
from learners import timeline
from plans import rules
from plans.actions import in_hand
from plans.models import Goal, Step
from plans.rules import PlannedStep, StepStatus
from plans.rules import steps as step_rules

# What a page of history says of a step that staff put into a state (learners-plans-assessments.md 6.1).
LINES = {
    StepStatus.NOT_STARTED: "STEP_NOT_STARTED",
    StepStatus.ACTIVE: "STEP_STARTED",
    StepStatus.COMPLETE: "STEP_COMPLETED",
}


@transaction.atomic
def tick(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """The learner says a step is done. Staff check it before it counts."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.OWN_EDIT)
    rules.check_may_tick(goal_status=step.goal.status, step_status=step.status, ticked=step.ticked_at is not None)
    step.ticked_at, step.status = at, StepStatus.ACTIVE
    timeline.note("STEP_TICKED", learner=step.learner, by=by, at=at, subject=step, title=step.title)
    return _saved(step, by, at, "step.ticked")


@transaction.atomic
def untick(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """The learner takes a tick back before staff have checked it."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.OWN_EDIT)
    rules.check_may_untick(step_status=step.status, ticked=step.ticked_at is not None)
    step.ticked_at, step.status = None, StepStatus.NOT_STARTED
    timeline.note("STEP_UNTICKED", learner=step.learner, by=by, at=at, subject=step, title=step.title)
    return _saved(step, by, at, "step.unticked")


@transaction.atomic
def confirm(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Staff confirm that a step is done, ticked or not. The goal stays in progress, even after its last step."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_CONFIRM_STEP)
    rules.check_may_confirm(goal_status=step.goal.status, step_status=step.status)
    step.status, step.done_at, step.confirmed_by = StepStatus.COMPLETE, at, by.user
    _progress(step, by, at)
    return _saved(step, by, at, "step.confirmed")


@transaction.atomic
def start(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Staff say that the person is working on a step."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_CONFIRM_STEP)
    step_rules.check_may_start(goal_status=step.goal.status, step_status=step.status)
    step.status = StepStatus.ACTIVE
    _progress(step, by, at)
    return _saved(step, by, at, "step.started")


@transaction.atomic
def set_back(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Undo the last progress: done becomes started, started becomes not started. A tick goes with the second."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_CONFIRM_STEP)
    step_rules.check_may_set_back(goal_status=step.goal.status, step_status=step.status)
    step.status = step_rules.set_back(step.status)
    step.done_at = step.confirmed_by = None
    if step.status == StepStatus.NOT_STARTED:
        step.ticked_at = None
    _progress(step, by, at)
    return _saved(step, by, at, "step.set_back")


@transaction.atomic
def add(*, by: Actor, goal_id: uuid.UUID, step: PlannedStep, at: dt.datetime) -> Step:
    """Add a step behind the others of a goal in progress."""
    goal = in_hand.goal(by=by, goal_id=goal_id, permission=Permission.PLAN_EDIT)
    order = _order(goal)
    step_rules.check_may_add(goal_status=goal.status, steps=len(order))
    rules.check_step(step)
    added = Step.objects.create(
        goal=goal, learner=goal.learner, position=len(order) + 1, title=step.title.strip(), owner=step.owner,
        due_on=step.due_on, **written(by, at),
    )  # fmt: skip
    _tell(goal, added, "STEP_UPDATED", by, at)
    record(by=by, verb="step.added", subject=added)
    return added


@transaction.atomic
def change(*, by: Actor, step_id: uuid.UUID, step: PlannedStep, lock_version: int, at: dt.datetime) -> Step:
    """Change the words of a step, whose turn it is, or by when. Refuses with both versions if somebody was first."""
    found = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_EDIT)
    step_rules.check_may_reword(goal_status=found.goal.status, step_status=found.status)
    if found.lock_version != lock_version:
        raise StaleEdit({"title": found.title}, found.lock_version)
    rules.check_step(step)
    found.title, found.owner, found.due_on = step.title.strip(), step.owner, step.due_on
    _tell(found.goal, found, "STEP_UPDATED", by, at)
    return _saved(found, by, at, "step.changed")


@transaction.atomic
def move(*, by: Actor, step_id: uuid.UUID, up: bool, at: dt.datetime) -> Step:
    """Put a step one place earlier or later in its goal."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_EDIT)
    rules.check_may_change(status=step.goal.status)
    order = _order(step.goal)
    found = step_rules.moved(order, step.id, up=up)
    if found != order:
        _put_in_order(found, by, at)
        timeline.note("GOAL_UPDATED", learner=step.learner, by=by, at=at, subject=step.goal, title=step.goal.title)
    record(by=by, verb="step.moved", subject=step, up=up)
    return step


@transaction.atomic
def take_out(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Take a step that nobody has begun out of its goal. The row stays and says when; it can be put back."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_EDIT)
    order = _order(step.goal)
    step_rules.check_may_take_out(
        goal_status=step.goal.status, step_status=step.status, ticked=step.ticked_at is not None, steps=len(order)
    )
    out = Step.objects.filter(goal=step.goal).order_by("-position").values_list("position", flat=True)[0]
    step.removed_at, step.position = at, max(out, step_rules.TAKEN_OUT_FROM) + 1
    _tell(step.goal, step, "STEP_TAKEN_OUT", by, at)
    saved = _saved(step, by, at, "step.taken_out")
    _put_in_order([one for one in order if one != step.id], by, at)
    return saved


@transaction.atomic
def put_back(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Put a step that was taken out back, behind the others."""
    step = in_hand.step(by=by, step_id=step_id, permission=Permission.PLAN_EDIT, taken_out=True)
    order = _order(step.goal)
    step_rules.check_may_add(goal_status=step.goal.status, steps=len(order))
    step.removed_at, step.position = None, len(order) + 1
    _tell(step.goal, step, "STEP_UPDATED", by, at)
    return _saved(step, by, at, "step.put_back")


def _order(goal: Goal) -> list[uuid.UUID]:
    return list(Step.objects.filter(goal=goal).live().order_by("position").values_list("id", flat=True))


def _put_in_order(order: list[uuid.UUID], by: Actor, at: dt.datetime) -> None:
    """Write the places that differ, in one statement: the database looks for doubles at its end."""
    places = {key: place for place, key in enumerate(order, start=1)}
    changed = [step for step in Step.objects.filter(id__in=order) if step.position != places[step.id]]
    for step in changed:
        step.position = places[step.id]
        step.touch(by, at)
    Step.objects.bulk_update(
        changed, ["position", "updated_at", "updated_by", "updated_at_establishment", "lock_version"]
    )


def _progress(step: Step, by: Actor, at: dt.datetime) -> None:
    _tell(step.goal, step, LINES[StepStatus(step.status)], by, at)


def _tell(goal: Goal, step: Step, kind: str, by: Actor, at: dt.datetime) -> None:
    """A change of a step is a change of its goal: two lines that a page shows as one."""
    together = new_id()
    for line, subject in (("GOAL_UPDATED", goal), (kind, step)):
        timeline.note(
            line, learner=goal.learner, by=by, at=at, subject=subject, together=together, title=subject.title,
            goal=goal.title,
        )  # fmt: skip


def _saved(step: Step, by: Actor, at: dt.datetime, verb: str) -> Step:
    step.touch(by, at)
    step.save()
    record(by=by, verb=verb, subject=step)
    return step
