"""The two events that say who is who: two numbers are one person's, and a booking belongs to another number."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core.models import written
from learners import kiosk
from learners.models import Identifier, KioskSession, Learner, Placement
from learners.record_kinds import RecordClass, counted
from learners.rules import may_be_prison_number
from transfers.actions import moves
from transfers.event_handlers import Handled
from transfers.merges import tables
from transfers.merges.actions import merging, stays
from transfers.merges.models import StewardTask
from transfers.merges.rules import TaskKind, Verdict
from transfers.models import MovementEvent
from transfers.rules import Parked

MERGED = "prison-offender-events.prisoner.merged"
BOOKING_MOVED = "prison-offender-events.prisoner.booking.moved"
WHY = {
    Verdict.DONE: "these are one person's already",
    Verdict.CYCLE: "joined the other way round before: for a steward",
    Verdict.CONTRADICTION: "joined or parted otherwise before: for a steward",
}


def merged(event: Mapping[str, Any], kept: MovementEvent, by: Actor, at: dt.datetime) -> Handled:
    """Two numbers are one person's."""
    said = _said(event)
    survivor, removed = _number(said, "nomsNumber"), _number(said, "removedNomsNumber")
    if survivor == removed:
        raise Parked("both numbers are the same")
    kept.prison_number = survivor
    found, case = merging.merge(survivor_number=survivor, removed_number=removed, cause=kept, by=by, at=at)
    if found == Verdict.MERGE:
        if case is not None and case.is_merged:
            return Handled()
        return Handled(MovementEvent.State.IGNORED, "the counts did not agree: for a steward")
    return Handled(MovementEvent.State.IGNORED, WHY[found])


def booking_moved(event: Mapping[str, Any], kept: MovementEvent, by: Actor, at: dt.datetime) -> Handled:
    """A booking, with its movements, belongs to another number. Both timelines are folded again.

    What was written in the time of that booking may be about the wrong person: a steward looks.
    """
    said = _said(event)
    came_from, went_to = _number(said, "movedFromNomsNumber"), _number(said, "movedToNomsNumber")
    kept.prison_number = went_to
    ids = [merging.known(number, by, at).learner_id for number in (came_from, went_to)]
    people = {row.id: row for row in Learner.objects.select_for_update().filter(id__in=ids).order_by("id")}
    one, other = people[ids[0]], people[ids[1]]
    if one.id == other.id:
        return Handled(MovementEvent.State.IGNORED, WHY[Verdict.DONE])
    began, found = _began(one), {}
    if began is not None:
        found = _written_since(one, began)
        _give_stays(one, other, came_from, went_to, began, by, at, kept)
    record(by=by, verb="booking.moved", subject=one, went_to=str(other.id))
    if found:
        booking = said.get("bookingId")
        facts = {
            "booking": str(booking)[:20] if booking is not None else "", "from": came_from, "to": went_to,
            "since": began.isoformat() if began else "", "rows": found,
        }  # fmt: skip
        StewardTask.objects.create(
            kind=TaskKind.BOOKING, learner=one, other=other, cause=kept, facts=facts, **written(by, at)
        )
    return Handled()


def _began(learner: Learner) -> dt.datetime | None:
    """When the present time in custody began: the booking that can be moved is the latest one."""
    began = None
    for stay in Placement.objects.filter(learner=learner, voided_at__isnull=True).order_by("-started_at", "-id"):
        if stay.establishment_id is None and began is not None:
            break
        began = stay.started_at
    return began


def _give_stays(
    one: Learner, other: Learner, came_from: str, went_to: str, began: dt.datetime, by: Actor, at: dt.datetime,
    cause: MovementEvent,
) -> None:  # fmt: skip
    """What was heard and what is stored of that booking is the other's. Each timeline is folded again."""
    stays.lock(one.id, other.id)
    MovementEvent.objects.filter(counts_for=came_from, occurred_at__gte=began).update(counts_for=went_to)
    theirs = Placement.everything.filter(learner=one, voided_at__isnull=True, started_at__gte=began)
    theirs.update(learner=other, origin=None, set_aside=True)
    stays.straighten(one)
    one.placement_epoch += 1
    one.cell = one.cell if one.current_establishment_id else ""
    one.save(update_fields=["current_establishment", "cell", "placement_epoch"])
    kiosk.end_sessions_of(one.id, KioskSession.Ended.MOVED, at)
    for learner in sorted((one, other), key=lambda learner: learner.id):
        moves.refold(learner=learner, by=by, at=at, cause=cause)


def _written_since(learner: Learner, since: dt.datetime) -> dict[str, int]:
    """How many rows of each kind of record were written in that time, by the kind's name."""
    found = {}
    for kind in counted():
        if kind.record_class != RecordClass.RECORD or kind.learner != "learner_id" or kind.model is Identifier:
            continue
        mine = tables.rows_of(kind.model).filter(learner=learner)  # type: ignore[arg-type]
        if count := mine.filter(created_at__gte=since).count():
            found[kind.name] = count
    return found


def _said(event: Mapping[str, Any]) -> Mapping[str, Any]:
    said = event.get("additionalInformation")
    if not isinstance(said, Mapping):
        raise Parked("additionalInformation is missing")
    return said


def _number(said: Mapping[str, Any], name: str) -> str:
    number = said.get(name)
    if not isinstance(number, str) or not may_be_prison_number(number):
        raise Parked(f"{name} is not a prison number")
    return number.strip().upper()
