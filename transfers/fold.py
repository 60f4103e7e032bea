"""Where a person was, from everything that was said of it. Pure: the same facts give the same timeline, in whatever
order and however often they were heard.

A fact is an event, or an anchor: what the roll, a pull or the first loading said, which is sure. The source's own
sequence orders the facts of one number; a fact without one stands among them by its time. Nothing depends on when we
heard of it (transfers-access-security.md 1.2).
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from learners.rules import PlacementStatus
from transfers import rules


@dataclass(frozen=True)
class Fact:
    """`stream` is whose sequence counts, for merged numbers have one each. `row_id`: the placement that holds it."""

    stream: str
    at: dt.datetime
    seq: int | None
    establishment: str | None
    status: PlacementStatus
    key: str
    sure: bool = False
    row_id: uuid.UUID | None = None

    @property
    def place(self) -> tuple[str | None, PlacementStatus]:
        return self.establishment, self.status


@dataclass(frozen=True)
class Interval:
    """A stay. `key` names the fact that began it; the next stay's beginning is its end."""

    establishment: str | None
    status: PlacementStatus
    started_at: dt.datetime
    ended_at: dt.datetime | None
    movement_seq: int | None
    sure: bool
    key: str
    row_id: uuid.UUID | None = None

    @property
    def place(self) -> tuple[str | None, PlacementStatus]:
        return self.establishment, self.status

    @property
    def stand(self) -> rules.Stand:
        return rules.Stand(self.establishment, self.status, self.started_at, self.movement_seq)


def anchor(
    *, stream: str, at: dt.datetime, seq: int | None, establishment: str | None, status: PlacementStatus,
    row_id: uuid.UUID | None = None,
) -> Fact:  # fmt: skip
    """What the roll, a pull or the first loading said."""
    said = f"{establishment or ''}|{status}|{at.isoformat()}|{'' if seq is None else seq}"
    return Fact(stream, at, seq, establishment, status, said, sure=True, row_id=row_id)


def event(movement: rules.Movement, stream: str) -> Fact:
    return Fact(
        stream, movement.occurred_at, movement.movement_seq, movement.establishment, movement.status,
        movement.semantic_key,
    )  # fmt: skip


def fold(facts: Iterable[Fact]) -> tuple[Interval, ...]:
    """The stays of a person, each ending where the next begins, the last one open."""
    stays: list[Interval] = []
    for at, fact in _ordered(facts):
        last = stays[-1] if stays else None
        if fact.sure:
            if last and not last.sure and _same_movement(last, fact):
                stays.pop()  # hearsay of the same movement: the truth keeps its own time
            place = fact.place
        else:
            led = rules.leads_to(fact, last.stand if last else None)
            if led is None:
                continue
            place = led
        stays.append(Interval(*place, at, None, fact.seq, fact.sure, fact.key, fact.row_id))
    ends = [stay.started_at for stay in stays[1:]]
    return tuple(replace(stay, ended_at=end) for stay, end in zip(stays, [*ends, None], strict=False))


def is_older(facts: Iterable[Fact], key: str) -> bool:
    """Whether the fact with this key tells of a time before that which began the last stay."""
    known = list(facts)
    stays = fold(known)
    order = [fact.key for _, fact in _ordered(known)]
    if key not in order:
        return True  # another one tells of the same movement
    return bool(stays) and order.index(key) < order.index(stays[-1].key)


@dataclass(frozen=True)
class Told:
    """What counts after the truth was told, and what does not any more."""

    facts: tuple[Fact, ...]
    overruled: tuple[Fact, ...]


def tell(facts: Iterable[Fact], truth: Sequence[Fact]) -> Told:
    """The facts with the truth among them. It speaks of everything from its first movement on, so that what was
    said of that time before counts no more; of what was earlier it says nothing."""
    told = set(truth)
    said = {(fact.stream, name) for fact in truth for name in (fact.key, fact.seq) if name is not None}
    rest = [f for f in facts if not (f.sure and {(f.stream, f.key), (f.stream, f.seq)} & said)]
    overruled: list[Fact] = []
    while True:  # for a fact that goes may have held another one's place
        order = [fact for _, fact in _ordered([*rest, *truth])]
        first = next(index for index, fact in enumerate(order) if fact in told)
        gone = {fact for fact in order[first:] if fact not in told}
        overruled += gone
        before = order[first - 1] if first else None
        if before and before.sure and _same_movement(before, order[first]):
            gone.add(before)  # it is corrected, for a movement does not happen twice
        if not gone:
            return Told((*rest, *truth), tuple(overruled))
        rest = [fact for fact in rest if fact not in gone]


def _same_movement(one: Fact | Interval, other: Fact) -> bool:
    """Whether both may tell of one movement: the same place, and not two numbers of the source's sequence."""
    seq = one.seq if isinstance(one, Fact) else one.movement_seq
    return one.place == other.place and (seq is None or other.seq is None or seq == other.seq)


def _ordered(facts: Iterable[Fact]) -> list[tuple[dt.datetime, Fact]]:
    """Each fact once, with the time at which it stands, in the one order that its content gives it."""
    streams: dict[str, list[Fact]] = defaultdict(list)
    loose: dict[tuple[str, str], Fact] = {}
    for fact in sorted(facts, key=lambda f: (f.key, f.at, str(f.row_id))):
        if fact.seq is None:
            loose.setdefault((fact.stream, fact.key), fact)
        else:
            streams[fact.stream].append(fact)
    placed = [(fact.at, fact) for fact in loose.values()]
    for sequenced in streams.values():
        placed += _in_sequence(sequenced)
    return sorted(placed, key=lambda p: (p[0], p[1].seq is None, p[1].seq or 0, p[1].key, str(p[1].row_id)))


def _in_sequence(facts: Sequence[Fact]) -> list[tuple[dt.datetime, Fact]]:
    """The facts of one number, one a movement, in the source's order, at times that never run back.

    What is sure keeps its time, and whatever comes before it in the sequence was no later.
    """
    numbered: dict[int, Fact] = {}
    for fact in facts:
        held = numbered.get(fact.seq or 0)
        if held is None or _rank(fact) < _rank(held):
            numbered[fact.seq or 0] = fact
    order = [numbered[seq] for seq in sorted(numbered)]
    latest = [dt.datetime.max.replace(tzinfo=dt.UTC)]
    for fact in reversed(order):
        latest.append(min(latest[-1], fact.at) if fact.sure else latest[-1])
    placed: list[tuple[dt.datetime, Fact]] = []
    for fact, limit in zip(order, reversed(latest[1:]), strict=True):
        at = max(placed[-1][0], fact.at) if placed else fact.at
        placed.append((min(at, limit), fact))
    return placed


def _rank(fact: Fact) -> tuple[bool, dt.datetime, str]:
    """Of two facts about one movement the sure one holds, then the one with the earlier time."""
    return not fact.sure, fact.at, fact.key


def restream(fact: Fact, stream: str) -> Fact:
    """The same fact, counted in another sequence."""
    return replace(fact, stream=stream)
