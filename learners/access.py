"""The last net before a write: lock the person, then look again whether this actor may (house.md, section 4, net 5)."""

import uuid
from collections.abc import Iterable

from campus.accounts.actors import Actor
from campus.core.errors import NotYours
from learners.models import Learner


def writable(*, by: Actor, learner_id: uuid.UUID, permission: str) -> Learner:
    """Lock the person's row and return it, if this actor may do this to them at this instant.

    Each writer of a person's record takes this lock first, so a write falls wholly before or wholly after a move. Call
    inside the action's transaction. Raises NotYours.
    """
    learner = Learner.objects.select_for_update(no_key=True).filter(id=learner_id).first()
    if learner is None or not reaches(by, learner, permission):
        raise NotYours(f"{permission} on {learner_id}")
    return learner


def writable_all(*, by: Actor, learner_ids: Iterable[uuid.UUID], permission: str) -> list[Learner]:
    """Lock these people in the order of their keys, in one query, and return those to whom this actor may do this.

    The others are left out and not refused: in a group, somebody may have moved since the page was opened.
    """
    rows = Learner.objects.select_for_update(no_key=True).filter(id__in=list(learner_ids)).order_by("id")
    return [learner for learner in rows if reaches(by, learner, permission)]


def reaches(by: Actor, learner: Learner, permission: str) -> bool:
    """The same question as `Learner.objects.visible_to`, asked of one row in hand."""
    if by.learner_id:
        return by.learner_id == learner.id and by.may(permission)
    if not by.may(permission):
        return False
    return by.may_anywhere(permission) or learner.current_establishment_id in by.establishments_with(permission)
