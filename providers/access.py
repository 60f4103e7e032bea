"""The last net before a worker's write: lock the person, then look again whether this worker still works with them."""

import uuid

from campus.accounts.actors import Actor
from campus.core.errors import NotYours
from learners.models import Learner
from providers.models import Assignment


def writable_by_worker(*, by: Actor, learner_id: uuid.UUID, assignment_id: uuid.UUID) -> Assignment:
    """Lock the person's row, the same lock as `learners.access.writable` takes, and return the assignment if it still
    holds. Call inside the action's transaction. Raises NotYours."""
    by.check("portal.message")
    learner = Learner.objects.select_for_update(no_key=True).filter(id=learner_id).first()
    held = Assignment.objects.of_worker(by).select_related("organisation", "worker")
    assignment = held.filter(id=assignment_id, learner_id=learner_id).first()
    if learner is None or assignment is None:
        raise NotYours(f"portal.message to {learner_id}")
    assignment.learner = learner
    return assignment
