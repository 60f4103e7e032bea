"""The last net before a write: lock the person, then look again whether this actor may (house.md, section 4, net 5)."""

import uuid
from collections.abc import Iterable, Mapping

from campus.accounts.actors import Actor
from campus.accounts.permissions import IN_TRANSIT_WRITES, LOOKS, READS
from campus.core.errors import NotYours
from learners import relations
from learners.models import AccessWindow, Learner, Placement
from learners.relations import Holds, Stands
from learners.rules import PlacementStatus


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
    rows = list(Learner.objects.select_for_update(no_key=True).filter(id__in=list(learner_ids)).order_by("id"))
    away = _statuses(learner.id for learner in rows)
    return [learner for learner in rows if reaches(by, learner, permission, away=away)]


def reaches(
    by: Actor, learner: Learner, permission: str, *, away: Mapping[uuid.UUID, str] | None = None
) -> bool:  # fmt: skip
    """The same question as `Learner.objects.visible_to`, asked of one row in hand.

    A form that comes late is read once more through `visible_to`, and reaches nobody here. `away` is the status of each
    of many, where a list was read beforehand.
    """
    if learner.merged_into_id is not None:
        return False  # what is written from now on is written to the person whom they were joined with
    if by.learner_id:
        return by.learner_id == learner.id and by.may(permission)
    if not by.may(permission):
        return False
    if by.may_anywhere(permission):
        return True
    holds = Holds(
        at_all=True, of_released=by.may_of_released(permission), at=by.establishments_with(permission),
        supporting=by.supporting_with(permission),
    )  # fmt: skip
    opens = permission in READS
    windows = AccessWindow.objects.opened_to(by).get(learner.id, frozenset()) if opens else frozenset()
    if not windows and not holds.of_released and learner.current_establishment_id not in holds.at:
        return False  # without asking where exactly
    status = (_statuses([learner.id]) if away is None else away).get(learner.id)
    return relations.reaches(
        stands(learner, status), holds, windows, window_opens=opens, looks=permission in LOOKS,
        in_transit=permission in IN_TRANSIT_WRITES,
    )  # fmt: skip


def stands(learner: Learner, status: str | None) -> Stands:
    """Where the person stands, as `learners.relations` takes it."""
    return Stands(
        learner.current_establishment_id, PlacementStatus(status) if status else None,
        merged=learner.canonical_id is not None,
    )  # fmt: skip


def status_of(learner_id: uuid.UUID) -> str | None:
    """Of the open placement."""
    return _statuses([learner_id]).get(learner_id)


def _statuses(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = Placement.objects.filter(learner_id__in=list(learner_ids), ended_at__isnull=True, set_aside=False)
    return dict(rows.values_list("learner_id", "status"))
