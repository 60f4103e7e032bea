"""Asking the source where somebody is, outside any transaction, and acting on its answer under the lock."""

import datetime as dt
import json
from dataclasses import dataclass, replace

from campus.accounts.actors import Actor
from campus.estate.models import Establishment
from learners.rules import PlacementStatus
from transfers import rules, source
from transfers.actions import moves, roll
from transfers.actions.moves import Moved, Truth
from transfers.models import MovementEvent
from transfers.roll_lines import RollLine
from transfers.rules import Movement
from transfers.source import Code, Pulled, Unanswered

State = MovementEvent.State


@dataclass(frozen=True)
class Answer:
    """The truth about a movement, or why there is none. `code` is empty where no source is set."""

    truth: Truth | None = None
    code: str = ""


def about(movement: Movement) -> Answer:
    """What the source says of the person of whom an event tells. Its failure is no failure of the event."""
    found = source.configured()
    if found is None:
        return Answer()
    version = moves.version_of(movement.prison_number)
    try:
        pulled = _known_places(found.person(movement.prison_number))
    except Unanswered as unanswered:
        return Answer(code=unanswered.code)
    if is_behind(pulled.line, movement):
        return Answer(code=Code.STALE)
    return Answer(Truth(movement.prison_number, pulled.movements, version))


def is_behind(line: RollLine, movement: Movement) -> bool:
    """Whether the source has not heard yet of what the event tells of.

    By the sequence where both have one. The time of an event is when it was sent, which is later than the movement: so
    the source is behind only if it also says another place.
    """
    if line.movement_seq is not None and movement.movement_seq is not None:
        return line.movement_seq < movement.movement_seq
    same_status = line.status == movement.status
    same_place = movement.status != PlacementStatus.IN or line.establishment == movement.establishment
    return line.moved_at < movement.occurred_at and not (same_status and same_place)


def heal(*, prison_number: str, by: Actor, at: dt.datetime) -> roll.Outcome | Code:
    """Ask the source about one person and make what is stored agree. Returns why not, where it could not be done."""
    found = source.configured()
    if found is None:
        return Code.NOT_SET
    for _ in range(rules.PULL_TRIES):
        version = moves.version_of(prison_number)
        try:
            pulled = _known_places(found.person(prison_number))
        except Unanswered as unanswered:
            return unanswered.code
        if _is_behind_fresh_events(pulled.line, at):
            return Code.STALE
        try:
            truth = Truth(prison_number, pulled.movements, version)
            return roll.apply(line=pulled.line, truth=truth, by=by, at=at)
        except Moved:
            continue
    return Code.STALE


def _known_places(pulled: Pulled) -> Pulled:
    """Without past stays at places that the campus does not know. Where somebody is now must be known."""
    known = {m.establishment for m in pulled.movements if m.establishment}
    known = set(Establishment.objects.filter(code__in=known).values_list("code", flat=True))
    if pulled.line.establishment and pulled.line.establishment not in known:
        raise Unanswered(Code.UNREADABLE)
    return replace(pulled, movements=tuple(m for m in pulled.movements if m.establishment in {None, *known}))


def _is_behind_fresh_events(line: RollLine, at: dt.datetime) -> bool:
    """Whether an event of the last half hour tells of what the source has not heard of yet."""
    fresh = MovementEvent.objects.filter(
        counts_for=line.prison_number, state=State.APPLIED, overruled_at__isnull=True,
        received_at__gte=at - rules.SOURCE_LAGS,
    )  # fmt: skip
    heard = [rules.read_movement(json.loads(row.body), row.received_at) for row in fresh]
    return any(movement is not None and is_behind(line, movement) for movement in heard)
