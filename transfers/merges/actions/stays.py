"""Where somebody was, when two people's stays become one person's, and when they are parted again."""

import uuid
from typing import Any

from learners.models import Learner, Placement
from transfers.merges.rules import Stay, one_timeline


def lock(*people: uuid.UUID) -> None:
    list(Placement.everything.select_for_update().filter(learner_id__in=people).order_by("id"))


def open_stay(learner_id: uuid.UUID) -> Placement | None:
    return Placement.objects.filter(learner_id=learner_id, ended_at__isnull=True, voided_at__isnull=True).first()


def where_both_stand(one: uuid.UUID, other: uuid.UUID) -> Placement | None:
    """Where somebody stands of whom both are told: the later of the two."""
    stays = [stay for stay in (open_stay(one), open_stay(other)) if stay is not None]
    return max(stays, key=lambda stay: (stay.started_at, str(stay.id)), default=None)


def put_aside(learner_id: uuid.UUID) -> None:
    """These stays are nobody's for a moment: they become another's, and the fold of both says which of them hold."""
    _rows(learner_id).update(set_aside=True)


def straighten(learner: Learner) -> None:
    """After parting: each stay ends where the next of the same person begins, and the last one is open again."""
    rows = list(_rows(learner.id).order_by("started_at", "id"))
    ends = one_timeline([Stay(row.id, row.started_at, row.movement_seq) for row in rows])
    for row in rows:
        if row.ended_at != row.started_at or row.set_aside:
            Placement.everything.filter(id=row.id).update(ended_at=row.started_at, set_aside=False)
    for row in rows:
        if ends[row.id] != row.started_at:
            Placement.everything.filter(id=row.id).update(ended_at=ends[row.id])
    held = open_stay(learner.id)
    learner.current_establishment_id = held.establishment_id if held else None


def _rows(learner_id: uuid.UUID) -> Any:
    return Placement.everything.filter(learner_id=learner_id, voided_at__isnull=True)
