"""Moving somebody: one transaction in which the place changes and the record is counted before and after.

Lock order, always: the person, then their placements, then the open case. Nothing here waits for a network.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import failpoints, outbox
from campus.core.clock import london_date
from campus.core.models import written
from campus.estate.models import Establishment
from learners import digests, kiosk
from learners.models import Identifier, KioskSession, Learner
from learners.rules import IdentifierType, PlacementStatus
from transfers import fold, rules
from transfers.actions import cases, following, manifests, timelines
from transfers.actions.timelines import Known
from transfers.fold import Fact
from transfers.models import Manifest, MovementEvent, TransferCase
from transfers.rules import CaseEnd, CaseState, Stand
from transfers.timeline_changes import Command, diff, takes_back

SHELL_NAME = "Name not known"
IN_TRANSIT = PlacementStatus.IN_TRANSIT


class Moved(Exception):
    """Somebody else moved the person while the source was asked. Ask again."""


@dataclass(frozen=True)
class Truth:
    """What the source says of one number: each movement, the last one where the person is now.

    `version` is what `version_of` said before the source was asked, or None where the truth holds whatever came since.
    """

    prison_number: str
    movements: tuple[Fact, ...]
    version: str | None = None


@dataclass(frozen=True)
class Change:
    """What a new fact does: the rows to write, and where the person stood before and stands after."""

    before: Stand | None
    after: Stand
    commands: tuple[Command, ...]
    reversed: bool

    @property
    def moves(self) -> bool:
        """Whether the person stands elsewhere now, or otherwise."""
        before = self.before
        return before is None or (before.establishment, before.status) != (self.after.establishment, self.after.status)


@transaction.atomic
def apply(
    *, movement: rules.Movement, cause: MovementEvent | None, by: Actor, at: dt.datetime, truth: Truth | None = None
) -> str:
    """Apply a movement that an event tells of, with the truth about it where the source was asked.

    Returns APPLIED, SUPERSEDED or IGNORED; raises Parked, or Moved when the truth is not as fresh as it was.
    """
    if movement.establishment and not Establishment.objects.filter(code=movement.establishment).exists():
        raise rules.Parked(f"{movement.establishment} is not a known establishment")
    learner = locked(movement.prison_number, by, at)
    failpoints.reached("moves.locked")
    known = timelines.known_of(learner)
    said = fold.event(movement, known.stream_of(movement.prison_number))
    facts = (*known.facts, said)
    change = _settled(learner, known, facts, truth, cause, by, at)
    if change is not None and change.moves:
        return MovementEvent.State.APPLIED
    return MovementEvent.State.SUPERSEDED if fold.is_older(facts, said.key) else MovementEvent.State.IGNORED


@transaction.atomic
def correct(
    *, learner: Learner, truth: Truth, by: Actor, at: dt.datetime, cause: MovementEvent | None = None, cell: str = ""
) -> bool:
    """Make the person's stays what the truth says. Returns whether any was another. The caller holds the lock."""
    known = timelines.known_of(learner)
    change = _settled(learner, known, known.facts, truth, cause, by, at, cell)
    return change is not None and any(command.is_news for command in change.commands)


@transaction.atomic
def refold(
    *, learner: Learner, by: Actor, at: dt.datetime, cause: MovementEvent | None = None, cell: str = ""
) -> Change | None:
    """Make the person's stays the fold of everything known under all their numbers: after a merge, an unmerge, a moved
    booking. The caller holds the lock, and has given the person their placements and identifiers."""
    known = timelines.known_of(learner)
    return _settled(learner, known, known.facts, None, cause, by, at, cell)


def version_of(prison_number: str) -> str:
    """What changes when the person with this number is moved by anybody. Asked before the source is, without a lock."""
    known = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=prison_number)
    learner = known.exclude(status=Identifier.Status.UNMATCHED).select_related("learner").first()
    return _version(learner.learner) if learner else ""


def _version(learner: Learner) -> str:
    """Empty for somebody who was never anywhere, such as one whom nobody knew when the source was asked."""
    rows = learner.placement_rows.filter(voided_at__isnull=True)
    stays = sorted(f"{row_id}.{version}" for row_id, version in rows.values_list("id", "lock_version"))
    return f"{learner.id} {learner.placement_epoch} {' '.join(stays)}" if stays else ""


def locked(prison_number: str, by: Actor, at: dt.datetime) -> Learner:
    """The person with this number, locked; an unknown number makes a person of whom nothing else is known yet."""
    known = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=prison_number)
    found = known.exclude(status=Identifier.Status.UNMATCHED).first()
    if found is None:
        learner = Learner.objects.create(given_name="", family_name=SHELL_NAME, **written(by, at))
        Identifier.objects.create(
            learner=learner, type=IdentifierType.PRISON_NUMBER, value=prison_number, source="event", **written(by, at)
        )
        return learner
    learner = Learner.objects.select_for_update().get(id=found.learner_id)
    if not Identifier.objects.filter(id=found.id, learner=learner).exists():
        return locked(prison_number, by, at)  # merged with somebody while we waited for the lock
    return learner


def _settled(
    learner: Learner, known: Known, facts: Sequence[Fact], truth: Truth | None, cause: MovementEvent | None, by: Actor,
    at: dt.datetime, cell: str = "",
) -> Change | None:  # fmt: skip
    """Fold, compare with what is stored, and write the difference; with everything that follows from a move."""
    if truth is not None:
        if truth.version is not None and truth.version != _version(learner):
            raise Moved
        stream = known.stream_of(truth.prison_number)
        told = fold.tell(facts, [fold.restream(fact, stream) for fact in truth.movements])
        timelines.overrule(facts=told.overruled, at=at)
        facts = told.facts
    stays = fold.fold(facts)
    if not stays:
        return None
    commands = diff(known.stored, stays)
    change = Change(known.stand, stays[-1].stand, commands, takes_back(commands))
    if change.moves:
        place(learner=learner, known=known, change=change, cause=cause, by=by, at=at, cell=cell)
    else:
        timelines.write(learner=learner, rows=known.rows, commands=commands, by=by, at=at)
    return change


def place(
    *, learner: Learner, known: Known, change: Change, cause: MovementEvent | None, by: Actor, at: dt.datetime,
    cell: str = "",
) -> TransferCase | None:  # fmt: skip
    """Write the stays, with a transfer case where the prison changes. Only a change of where the person stands now
    comes here. Returns the case that this opened or moved on, if any. The caller holds the locks.
    """
    case = _case_of(learner, change, cause, by, at)
    arrived = case is not None and case.state == CaseState.ARRIVED
    counted = digests.take(learner.id) if arrived else None
    failpoints.reached("moves.counted")
    timelines.write(learner=learner, rows=known.rows, commands=change.commands, by=by, at=at)
    failpoints.reached("moves.opened")
    _set_place(learner, change, cell, at)
    failpoints.reached("moves.placed")
    if case and counted is not None:
        _prove(case, learner, counted, by, at)
    failpoints.reached("moves.manifests")
    following.tell(learner=learner, before=change.before, case=case, by=by, at=at)
    _tell(learner, change)
    failpoints.reached("moves.told")
    record(
        by=by, verb="learner.moved", subject=learner, establishment=change.after.establishment,
        status=str(change.after.status), came_from=change.before.establishment if change.before else None,
        cause=str(cause.id) if cause else None,
    )  # fmt: skip
    failpoints.reached("moves.audited")
    return case


def _case_of(
    learner: Learner, change: Change, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> TransferCase | None:
    """The case that this movement opens or moves on, if it is a step of a transfer."""
    rows = TransferCase.objects.select_for_update().filter(learner=learner, state__in=sorted(rules.OPEN_STATES))
    open_case, before, after = rows.first(), change.before, change.after
    elsewhere = before is None or before.establishment != after.establishment
    if change.reversed and _is_taken_back(open_case, change):
        cases.reverse(learner=learner, open_case=open_case, cause=cause, by=by, at=at)
        return None
    if after.status == IN_TRANSIT:
        return cases.depart(learner=learner, open_case=open_case, sender=after.establishment, cause=cause, by=by, at=at)
    if after.establishment is None:
        because = CaseEnd.DIED if after.status == PlacementStatus.DECEASED else CaseEnd.RELEASED
        cases.cancel(learner=learner, open_case=open_case, because=because, cause=cause, by=by, at=at)
        return None
    if after.status != PlacementStatus.IN and not elsewhere:
        return None
    return cases.arrive(
        learner=learner, open_case=open_case, before=before, receiver=after.establishment, cause=cause, by=by, at=at
    )


def _is_taken_back(open_case: TransferCase | None, change: Change) -> bool:
    """Whether what the source took back was this move: a departure, an arrival, or a release that ended all cases."""
    before = change.before
    if before is None or before.establishment is None:
        return before is not None
    if before.establishment == change.after.establishment:
        return before.status == IN_TRANSIT
    return open_case is not None and open_case.state in rules.HAS_ARRIVED


def _set_place(learner: Learner, change: Change, cell: str, at: dt.datetime) -> None:
    """The copies on the person that lists are made from; and the end of what was open at the old place."""
    before, after = change.before, change.after
    if change.reversed or rules.changes_epoch(before, after.establishment, after.status):
        learner.placement_epoch += 1
        kiosk.end_sessions_of(learner.id, KioskSession.Ended.MOVED, at)
    moved = before is None or before.establishment != after.establishment
    learner.current_establishment_id = after.establishment
    learner.cell = cell if cell or moved else learner.cell
    learner.save(update_fields=["current_establishment", "cell", "placement_epoch"])


def _tell(learner: Learner, change: Change) -> None:
    """Let planning know, after this transaction: what hangs on a place changes then, and the record does not."""
    before, after = change.before, change.after
    for kind in rules.movement_kinds(before, after, change.reversed):
        body = {
            "learner": str(learner.id), "kind": kind, "left": before.establishment if before else None,
            "on": london_date(after.since).isoformat(),
        }  # fmt: skip
        outbox.queue(topic="learner.moved", key=f"learner:{learner.id}", body=body)
    if after.status == PlacementStatus.DECEASED:
        outbox.queue(topic="learner.died", key=f"learner:{learner.id}", body={"learner": str(learner.id)})


def _prove(case: TransferCase, learner: Learner, before: digests.RecordDigest, by: Actor, at: dt.datetime) -> None:
    """Count again, keep both counts, and compare them row by row. A difference is told, never hidden."""
    after = digests.take(learner.id)
    for phase, counted in ((Manifest.Phase.BEFORE, before), (Manifest.Phase.AFTER, after)):
        manifests.keep(case=case, learner=learner, phase=phase, counted=counted, at=at)
    problems = [{"kind": d.kind, "row": d.row_id, "problem": d.problem} for d in digests.differences(before, after)]
    if problems:
        cases.open_exception(case=case, learner=learner, problems=problems, by=by, at=at)
    outbox.queue(topic="transfer.verify", key=f"transfer:{learner.id}", body={"case": str(case.id)})
