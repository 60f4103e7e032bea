"""Where a person was, as lines of their history. Read from placements at each opening: a movement writes no line."""

import uuid
from collections.abc import Iterator

from django.db.models import F, QuerySet

from campus.estate.models import Establishment
from learners.models import Placement
from learners.rules import PlacementStatus
from learners.timeline import Asked, Group, Line, fits

AWAY = {
    PlacementStatus.AT_COURT: ("Went to court", "Back from court"),
    PlacementStatus.ROTL: ("Left for the day or longer, on licence", "Back from licence"),
    PlacementStatus.RESTRICTED_PATIENT: ("Went to hospital", "Back from hospital"),
    PlacementStatus.IN_TRANSIT: ("Left for another prison", "Did not leave"),
}


def movement_lines(asked: Asked) -> list[Line]:
    """The movements of a person, the newest first. A person has some dozens of placements: they are read as a whole."""
    if asked.group not in (None, Group.MOVEMENTS):
        return []
    placed = _counting(asked.learner_id).select_related("establishment")
    # A stay that took no time comes before the one that began at its end.
    lines = list(_lines(list(placed.order_by("started_at", F("ended_at").asc(nulls_last=True), "movement_seq", "id"))))
    return [line for line in reversed(lines) if fits(line, asked)][: asked.fetch + 1]


def prisons_of(learner_id: uuid.UUID) -> list[tuple[str, str]]:
    """The code and the name of each prison where the person has been, by name."""
    been = _counting(learner_id).filter(establishment__isnull=False).values("establishment_id")
    return [(prison.code, prison.short_name) for prison in Establishment.objects.filter(code__in=been).order_by("name")]


def _counting(learner_id: uuid.UUID) -> QuerySet[Placement]:
    """The stays that the source did not take back, and that no merge set aside."""
    return Placement.objects.filter(learner_id=learner_id, voided_at__isnull=True, set_aside=False)


def _lines(placements: list[Placement]) -> Iterator[Line]:
    before: Placement | None = None
    for after in placements:
        title, words = _told(before, after)
        prison = after.establishment or (before.establishment if before else None)
        yield Line(
            at=after.started_at, title=title, words=words, group=Group.MOVEMENTS, code="MOVEMENT", key=str(after.id),
            where=prison.short_name if prison else "", place=prison.code if prison else "",
        )  # fmt: skip
        before = after


def _told(before: Placement | None, after: Placement) -> tuple[str, str]:
    """What the step from one placement to the next was, in words."""
    status, here = PlacementStatus(after.status), after.establishment
    if status == PlacementStatus.DECEASED:
        return "Died", ""
    if status == PlacementStatus.RELEASED:
        return "Released", f"From {before.establishment.short_name}" if before and before.establishment else ""
    name = here.short_name if here else ""
    if status in AWAY:
        return AWAY[status][0], f"From {name}"
    if before is None or before.establishment is None:
        return ("Came to prison" if before is None else "Came back to prison"), ""
    if before.establishment_id != after.establishment_id:
        return "Moved", f"From {before.establishment.short_name} to {name}"
    return AWAY.get(PlacementStatus(before.status), ("", "Moved within the prison"))[1], ""
