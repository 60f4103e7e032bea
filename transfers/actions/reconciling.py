"""What events missed, found by asking the source: who is placed by hearsay, who is on the way too long, and each
night the roll of each prison. A turn that is broken off goes on where it stopped."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from campus.accounts.actors import Actor
from campus.core import clock
from campus.estate.models import Establishment
from learners.models import Identifier, Placement
from learners.rules import IdentifierType
from transfers import roll_readers, rules, source
from transfers.actions import pulling, roll
from transfers.models import RollReading, TransferCase
from transfers.rules import CaseState
from transfers.source import Code, Unanswered

MayGoOn = Callable[[], bool]
TURN = 500
# The roll is read in the small hours (1.10, R1: nightly).
NIGHT = range(1, 6)
# The source itself is away: asking about the next person would only cost another wait.
AWAY = frozenset({Code.TIMEOUT, Code.UNREACHABLE, Code.SERVER_ERROR, Code.REFUSED})
AWAY_MOST = 3


@dataclass
class Turn:
    """What a turn did. `stopped` when the source is away, or the time is over."""

    asked: int = 0
    changed: int = 0
    failed: int = 0
    stopped: bool = False
    _away: int = field(default=0, repr=False)

    def count(self, outcome: roll.Outcome | Code) -> None:
        self.asked += 1
        self.changed += outcome in (roll.Outcome.CHANGED, roll.Outcome.CREATED)
        self.failed += isinstance(outcome, Code)
        self._away = self._away + 1 if outcome in AWAY else 0
        self.stopped = self._away >= AWAY_MOST


def run(*, by: Actor, at: dt.datetime, may_go_on: MayGoOn) -> Turn:
    """One turn of everything that is due. Without a source there is nothing to ask."""
    turn = Turn()
    if source.configured() is None:
        return turn
    _ask_about(_by_hearsay(), turn, by, may_go_on)
    _ask_about(_overdue(at), turn, by, may_go_on)
    if at.astimezone(clock.LONDON).hour in NIGHT:
        for establishment in Establishment.objects.active().order_by("code").values_list("code", flat=True):
            read_roll(establishment=establishment, turn=turn, by=by, at=at, may_go_on=may_go_on)
    return turn


def _ask_about(learners: Iterable[uuid.UUID], turn: Turn, by: Actor, may_go_on: MayGoOn) -> None:
    for number in _numbers(list(learners)):
        if turn.stopped or not may_go_on():
            turn.stopped = True
            return
        turn.count(_healed(number, by))


def _healed(number: str, by: Actor) -> roll.Outcome | Code:
    try:
        return pulling.heal(prison_number=number, by=by, at=clock.now())
    except Exception:  # one person's trouble never stops the others'; R1 shows who stays different
        return Code.UNREADABLE


def _by_hearsay() -> list[uuid.UUID]:
    """Those who stand where only an event says that they do."""
    rows = Placement.objects.filter(ended_at__isnull=True, provisional=True, set_aside=False)
    return list(rows.order_by("?").values_list("learner_id", flat=True)[:TURN])


def _overdue(at: dt.datetime) -> list[uuid.UUID]:
    """Those who left 72 hours ago and were asked about an hour ago or never. They are asked about now."""
    due = Q(asked_at__isnull=True) | Q(asked_at__lte=at - rules.OVERDUE_ASKED_EVERY)
    late = TransferCase.objects.filter(due, state=CaseState.DEPARTED, overdue_at__isnull=False)
    rows = list(late.order_by("asked_at", "id").values_list("id", "learner_id")[:TURN])
    TransferCase.objects.filter(id__in=[key for key, _ in rows], state=CaseState.DEPARTED).update(asked_at=at)
    return [learner_id for _, learner_id in rows]


def _numbers(learners: list[uuid.UUID]) -> list[str]:
    """The number in use of each of these people."""
    rows = Identifier.objects.filter(
        type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE, learner_id__in=learners
    )
    latest = dict(rows.order_by("valid_from", "id").values_list("learner_id", "value"))
    return list(latest.values())


# --- the roll of a prison --------------------------------------------------------------------------------------------


def read_roll(*, establishment: str, turn: Turn, by: Actor, at: dt.datetime, may_go_on: MayGoOn) -> RollReading | None:
    """Read a prison's roll once a day: everybody on it of whom something else is stored is asked about, and everybody
    who is placed there and not on it."""
    found = source.configured()
    if found is None:
        return None
    reading, _ = RollReading.objects.get_or_create(
        establishment_id=establishment, on=clock.london_date(at), defaults={"started_at": at}
    )
    while not reading.pages_read:
        if turn.stopped or not may_go_on():
            turn.stopped = True
            return reading
        if not _read_page(reading, found, turn):
            return reading
    _ask_the_rest(reading, turn, by, may_go_on)
    return reading


def _read_page(reading: RollReading, found: source.RollSource, turn: Turn) -> bool:
    try:
        page = found.roll(reading.establishment_id, reading.cursor)
    except Unanswered as unanswered:
        turn.count(unanswered.code)
        reading.why = unanswered.code
        reading.save()
        return False
    lines, wrong = roll.read_page(page.texts)
    roll_readers.tell(reading.id, lines, clock.now())
    different = [line.prison_number for line in roll.different(lines)]
    reading.read += len(page.texts)
    reading.failed += wrong
    reading.seen = [*reading.seen, *(line.prison_number for line in lines)]
    reading.to_ask = [*reading.to_ask, *different]
    reading.cursor, reading.why = page.after, ""
    if not page.after or not page.texts:
        reading.pages_read = True
        reading.to_ask = [*reading.to_ask, *_missing(reading)]
        reading.seen = []
    reading.save()
    return True


def _missing(reading: RollReading) -> list[str]:
    """Those who are placed there and are not on its roll."""
    placed = Placement.objects.filter(ended_at__isnull=True, establishment=reading.establishment_id)
    stored = Identifier.objects.filter(
        type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE, learner__in=placed.values("learner")
    )
    seen = set(reading.seen)
    return [number for number in stored.values_list("value", flat=True) if number not in seen]


def _ask_the_rest(reading: RollReading, turn: Turn, by: Actor, may_go_on: MayGoOn) -> None:
    while reading.to_ask:
        if turn.stopped or not may_go_on():
            turn.stopped = True
            break
        outcome = _healed(reading.to_ask[0], by)
        turn.count(outcome)
        if outcome in AWAY:
            break
        reading.to_ask = reading.to_ask[1:]
        reading.changed += outcome in (roll.Outcome.CHANGED, roll.Outcome.CREATED)
        reading.failed += isinstance(outcome, Code)
    if not reading.to_ask and reading.finished_at is None:
        reading.finished_at = clock.now()
    reading.save()
