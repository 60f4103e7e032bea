"""The goal or step that a verb is about, under the lock of its person, if this actor may."""

import uuid

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.errors import NotYours
from learners.access import writable
from plans.models import Goal, Step


def goal(*, by: Actor, goal_id: uuid.UUID, permission: Permission) -> Goal:
    """Raises NotYours for a goal that is not there or out of reach."""
    learner_id = Goal.objects.filter(id=goal_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("goal")
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    found = Goal.objects.get(id=goal_id)
    found.learner = learner
    return found


def step(*, by: Actor, step_id: uuid.UUID, permission: Permission, taken_out: bool = False) -> Step:
    """With its goal. A step that was taken out is found only where it is asked for."""
    rows = Step.objects.filter(id=step_id, removed_at__isnull=not taken_out)
    learner_id = rows.values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("step")
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    found = rows.select_related("goal").get()
    found.learner = found.goal.learner = learner
    return found
