"""A person's stays as stored: what is known of them, and writing what the fold makes of it.

The caller holds the lock on the person. Placements are written in an order in which no two of them ever overlap, for
the database refuses that at each statement.
"""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from campus.accounts.actors import Actor
from campus.core import failpoints
from campus.core.models import written
from learners.models import Identifier, Learner, Placement
from learners.rules import IdentifierType, PlacementStatus
from transfers import fold, rules
from transfers.fold import Fact, Interval
from transfers.models import MovementEvent
from transfers.timeline_changes import Command, Do, Stored

State = MovementEvent.State
FACTS = (State.APPLIED, State.SUPERSEDED, State.IGNORED)


@dataclass(frozen=True)
class Known:
    """Everything that was said of where a person was, and the rows that are stored."""

    rows: dict[uuid.UUID, Placement]
    facts: tuple[Fact, ...]
    streams: dict[str, str]

    @property
    def stored(self) -> list[Stored]:
        return [_stored(row) for row in self.rows.values()]

    @property
    def held(self) -> Placement | None:
        """The open placement."""
        return next((row for row in self.rows.values() if row.ended_at is None and not row.set_aside), None)

    @property
    def stand(self) -> rules.Stand | None:
        return stand_of(self.held)

    def stream_of(self, prison_number: str) -> str:
        """Whose sequence a number's movements are counted in. A merged number keeps its own."""
        return self.streams.get(prison_number, f"number {prison_number}")


def stand_of(held: Placement | None) -> rules.Stand | None:
    if held is None:
        return None
    return rules.Stand(held.establishment_id, PlacementStatus(held.status), held.started_at, held.movement_seq)


def known_of(learner: Learner) -> Known:
    """What is known of a person, under every number that is theirs. Locks their placements."""
    rows = Placement.everything.select_for_update().filter(learner=learner, voided_at__isnull=True)
    placed = {row.id: row for row in rows.order_by("started_at", "id")}
    streams = _streams(learner)
    anchors = [_anchor(row) for row in placed.values() if not row.provisional]
    return Known(placed, (*anchors, *_heard(streams)), streams)


def _streams(learner: Learner) -> dict[str, str]:
    numbers = Identifier.objects.filter(learner=learner, type=IdentifierType.PRISON_NUMBER)
    named = numbers.exclude(status=Identifier.Status.UNMATCHED).values_list("value", "origin_id")
    return {value: str(origin or learner.id) for value, origin in named}


def _anchor(row: Placement) -> Fact:
    return fold.anchor(
        stream=str(row.origin_id or row.learner_id), at=row.started_at, seq=row.movement_seq,
        establishment=row.establishment_id, status=PlacementStatus(row.status), row_id=row.id,
    )  # fmt: skip


def _heard(streams: dict[str, str]) -> list[Fact]:
    """The movements that events told of, but for those that the roll overruled, whoever said them again."""
    rows = MovementEvent.objects.filter(counts_for__in=list(streams), state__in=FACTS).exclude(semantic_key="")
    said = list(rows.values_list("semantic_key", "counts_for", "overruled_at", "body", "received_at"))
    overruled = {key for key, _, at, _, _ in said if at is not None}
    facts: dict[str, Fact] = {}
    for key, number, _, body, received_at in said:
        if key not in overruled and key not in facts:
            movement = rules.read_movement(json.loads(body), received_at)
            if movement is not None:
                facts[key] = fold.event(movement, streams[number])
    return list(facts.values())


def _stored(row: Placement) -> Stored:
    return Stored(
        row.id, row.establishment_id, PlacementStatus(row.status), row.started_at, row.ended_at, row.movement_seq,
        not row.provisional, row.set_aside,
    )  # fmt: skip


def overrule(*, facts: Sequence[Fact], at: dt.datetime) -> None:
    """These were said, and the truth is another. They are kept, and count no more."""
    keys = [fact.key for fact in facts if not fact.sure]
    if keys:
        MovementEvent.objects.filter(semantic_key__in=keys, overruled_at__isnull=True).update(overruled_at=at)


def write(
    *, learner: Learner, rows: dict[uuid.UUID, Placement], commands: Sequence[Command], by: Actor, at: dt.datetime
) -> None:
    """Write the commands."""
    for command in commands:
        if command.do == Do.VOID and command.row:
            _void(rows[command.row.id], by, at)
        elif command.do == Do.CLOSE and command.row and command.stay:
            _amend(rows[command.row.id], command.stay, by, at)
    amended = [(c.row, c.stay) for c in commands if c.do == Do.AMEND and c.row and c.stay]
    growing = [(row, stay) for row, stay in amended if _grows(row, stay)]
    for row, stay in [pair for pair in amended if pair not in growing]:
        _amend(rows[row.id], stay, by, at)
    _make_room([row.id for row, _ in growing])
    for row, stay in growing:
        _amend(rows[row.id], stay, by, at)
    failpoints.reached("moves.closed")
    opened = [c.stay for c in commands if c.do == Do.OPEN and c.stay]
    Placement.objects.bulk_create([_new(learner, stay, by, at) for stay in opened])


def _grows(row: Stored, stay: Interval) -> bool:
    """Whether the row takes up time that it did not before."""
    return (
        row.set_aside
        or stay.started_at < row.started_at
        or (row.ended_at is not None and (stay.ended_at is None or stay.ended_at > row.ended_at))
    )


def _make_room(ids: Sequence[uuid.UUID]) -> None:
    """Let these rows take up no time for a moment, so that they may grow in any order."""
    if len(ids) > 1:
        Placement.everything.filter(id__in=ids).update(ended_at=F("started_at"))


def _void(row: Placement, by: Actor, at: dt.datetime) -> None:
    row.voided_at = at
    row.ended_at = row.ended_at or max(at, row.started_at)
    row.touch(by, at)
    row.save()


def _amend(row: Placement, stay: Interval, by: Actor, at: dt.datetime) -> None:
    for column, value in _columns(stay).items():
        setattr(row, column, value)
    row.set_aside = False
    row.touch(by, at)
    row.save()


def _new(learner: Learner, stay: Interval, by: Actor, at: dt.datetime) -> Placement:
    return Placement(learner=learner, **_columns(stay), **written(by, at))


def _columns(stay: Interval) -> dict[str, Any]:
    return {
        "establishment_id": stay.establishment, "status": stay.status, "started_at": stay.started_at,
        "ended_at": stay.ended_at, "movement_seq": stay.movement_seq, "provisional": not stay.sure,
    }  # fmt: skip
