"""Moving somebody: one transaction in which the place changes and the record is counted before and after.

Lock order, always: the person, then the open placement, then the open case.
"""

import datetime as dt

from django.db import transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import outbox
from campus.core.clock import london_date
from campus.core.models import written
from campus.estate.models import Establishment
from learners import digests, kiosk
from learners.models import Identifier, KioskSession, Learner, Placement
from learners.rules import IdentifierType, PlacementStatus
from transfers import rules
from transfers.actions import cases
from transfers.models import Manifest, MovementEvent, TransferCase

SHELL_NAME = "Name not known"


@transaction.atomic
def apply(*, movement: rules.Movement, cause: MovementEvent | None, by: Actor, at: dt.datetime) -> str:
    """Apply a movement that an event tells of. Returns APPLIED, SUPERSEDED or IGNORED; raises Parked."""
    if movement.establishment and not Establishment.objects.filter(code=movement.establishment).exists():
        raise rules.Parked(f"{movement.establishment} is not a known establishment")
    learner = _locked(movement.prison_number, by, at)
    held = Placement.objects.select_for_update().filter(learner=learner, ended_at__isnull=True).first()
    stand = stand_of(held)
    if stand and rules.is_older(movement, stand):
        return MovementEvent.State.SUPERSEDED
    after = rules.leads_to(movement, stand)
    if after is None:
        return MovementEvent.State.IGNORED
    place(
        learner=learner, held=held, establishment=after[0], status=after[1], since=movement.occurred_at,
        movement_seq=movement.movement_seq, provisional=True, cause=cause, by=by, at=at,
    )  # fmt: skip
    return MovementEvent.State.APPLIED


def stand_of(held: Placement | None) -> rules.Stand | None:
    if held is None:
        return None
    return rules.Stand(held.establishment_id, PlacementStatus(held.status), held.started_at, held.movement_seq)


def place(
    *, learner: Learner, held: Placement | None, establishment: str | None, status: PlacementStatus, since: dt.datetime,
    movement_seq: int | None, provisional: bool, cause: MovementEvent | None, by: Actor, at: dt.datetime,
    cell: str = "",
) -> Placement:  # fmt: skip
    """Close the open placement and open the new one, with a transfer case where the prison changes.

    The caller holds the locks on the person and the open placement.
    """
    before_stand = stand_of(held)
    case = _case_of(learner, before_stand, establishment, status, cause, by, at)
    counted = digests.take(learner.id) if case and case.state == rules.CaseState.ARRIVED else None
    opened = _swap(learner, held, establishment, status, since, movement_seq, provisional, by, at)
    _set_place(learner, before_stand, establishment, status, cell, at)
    if case and counted is not None:
        _prove(case, learner, counted, by, at)
    _tell(learner, before_stand, establishment, status, opened)
    record(
        by=by, verb="learner.moved", subject=learner, establishment=establishment, status=str(status),
        came_from=before_stand.establishment if before_stand else None, cause=str(cause.id) if cause else None,
    )  # fmt: skip
    return opened


def _locked(prison_number: str, by: Actor, at: dt.datetime) -> Learner:
    """The person with this number, locked; an unknown number makes a person of whom nothing else is known yet."""
    known = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=prison_number).first()
    if known is None:
        learner = Learner.objects.create(given_name="", family_name=SHELL_NAME, **written(by, at))
        Identifier.objects.create(
            learner=learner, type=IdentifierType.PRISON_NUMBER, value=prison_number, source="event", **written(by, at)
        )
        return learner
    return Learner.objects.select_for_update().get(id=known.learner_id)


def _case_of(
    learner: Learner, before: rules.Stand | None, establishment: str | None, status: PlacementStatus,
    cause: MovementEvent | None, by: Actor, at: dt.datetime,
) -> TransferCase | None:  # fmt: skip
    """The case that this movement opens or moves on, if it is a step of a transfer."""
    open_case = TransferCase.objects.select_for_update().filter(
        learner=learner, state__in=sorted(rules.OPEN_STATES)
    ).first()  # fmt: skip
    if status == PlacementStatus.IN_TRANSIT:
        return cases.depart(learner=learner, open_case=open_case, sender=establishment, cause=cause, by=by, at=at)
    if establishment is None:
        cases.cancel(learner=learner, open_case=open_case, cause=cause, by=by, at=at)
        return None
    if status != PlacementStatus.IN:
        return None
    return cases.arrive(
        learner=learner, open_case=open_case, before=before, receiver=establishment, cause=cause, by=by, at=at
    )


def _swap(
    learner: Learner, held: Placement | None, establishment: str | None, status: PlacementStatus, since: dt.datetime,
    movement_seq: int | None, provisional: bool, by: Actor, at: dt.datetime,
) -> Placement:  # fmt: skip
    if held is not None:
        held.ended_at = max(since, held.started_at)
        held.touch(by, at)
        held.save()
        since = held.ended_at
    return Placement.objects.create(
        learner=learner, establishment_id=establishment, status=status, started_at=since, movement_seq=movement_seq,
        provisional=provisional, **written(by, at),
    )  # fmt: skip


def _set_place(
    learner: Learner, before: rules.Stand | None, establishment: str | None, status: PlacementStatus, cell: str,
    at: dt.datetime,
) -> None:  # fmt: skip
    """The copies on the person that lists are made from; and the end of what was open at the old place."""
    if rules.changes_epoch(before, establishment, status):
        learner.placement_epoch += 1
        kiosk.end_sessions_of(learner.id, KioskSession.Ended.MOVED, at)
    moved = before is None or before.establishment != establishment
    learner.current_establishment_id = establishment
    learner.cell = cell if cell or moved else learner.cell
    learner.save(update_fields=["current_establishment", "cell", "placement_epoch"])


def _tell(
    learner: Learner, before: rules.Stand | None, establishment: str | None, status: PlacementStatus, opened: Placement
) -> None:
    """Let planning know, after this transaction: what hangs on a place changes then, and the record does not."""
    kind = rules.movement_kind(before, establishment, status)
    body = {
        "learner": str(learner.id), "kind": kind, "left": before.establishment if before else None,
        "on": london_date(opened.started_at).isoformat(),
    }  # fmt: skip
    outbox.queue(topic="learner.moved", key=f"learner:{learner.id}", body=body)


def _prove(case: TransferCase, learner: Learner, before: digests.RecordDigest, by: Actor, at: dt.datetime) -> None:
    """Count again, keep both counts, and compare them row by row. A difference is told, never hidden."""
    after = digests.take(learner.id)
    for phase, counted in ((Manifest.Phase.BEFORE, before), (Manifest.Phase.AFTER, after)):
        Manifest.objects.create(
            case=case, phase=phase, kinds=counted.summary(), total=counted.total, root=counted.root,
            epoch=learner.placement_epoch, taken_at=at,
        )  # fmt: skip
    problems = [{"kind": d.kind, "row": d.row_id, "problem": d.problem} for d in digests.differences(before, after)]
    if problems:
        cases.open_exception(case=case, learner=learner, problems=problems, by=by, at=at)
    outbox.queue(topic="transfer.verify", key=f"transfer:{learner.id}", body={"case": str(case.id)})
