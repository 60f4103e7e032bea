"""The roll: the one truth of where people are. It heals what events missed, and beats them whatever their order."""

import datetime as dt
import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import clock, outbox
from campus.core.errors import Refused
from campus.core.ids import new_id
from campus.core.models import written
from campus.estate.models import Establishment
from learners.models import Identifier, Learner, Placement
from learners.rules import IdentifierType
from transfers import fold, roll_lines, roll_readers
from transfers.actions import moves
from transfers.actions.moves import Truth
from transfers.roll_lines import RollLine

# Lines whose people are looked up together. One that says what is stored needs no transaction.
BATCH = 1_000
WHERE = ("establishment", "status", "movement_seq", "moved_at")
Wrong = Callable[[int, str], None]


class Outcome(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    CREATED = "created"


def lines(*, establishment: str | None = None) -> QuerySet[Placement, dict[str, Any]]:
    """Who is placed where now, in the words of a roll line, each person once, in the order of their keys."""
    number = Identifier.objects.filter(
        learner_id=OuterRef("learner_id"), type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE
    ).order_by("-valid_from", "-id")
    placed = Placement.objects.filter(ended_at__isnull=True)
    if establishment:
        placed = placed.filter(establishment_id=establishment)
    said = placed.annotate(prison_number=Subquery(number.values("value")[:1])).filter(prison_number__isnull=False)
    return _worded(said).order_by("learner_id")


def _worded(placed: QuerySet[Placement]) -> QuerySet[Placement, dict[str, Any]]:
    details = {said: F(f"learner__{column}") for said, column in roll_lines.DETAILS.items()}
    # The column `establishment` holds the code itself.
    where = ("prison_number", "establishment", "status", "movement_seq")
    return placed.values(*where, moved_at=F("started_at"), **details)


def sync(texts: Iterable[str], *, wrong: Wrong) -> dict[str, int]:
    """Make what is stored agree with the roll. A line that cannot be used goes to `wrong` with its reason."""
    counts: Counter[str] = Counter()
    known = frozenset(Establishment.objects.values_list("code", flat=True))
    reading = new_id()
    numbered = ((number, text) for number, text in enumerate(texts, start=1) if text.strip())
    while batch := list(itertools.islice(numbered, BATCH)):
        counts["read"] += len(batch)
        for number, outcome in _sync_batch(batch, known, reading):
            if isinstance(outcome, Outcome):
                counts[outcome] += 1
            else:
                counts["failed"] += 1
                wrong(number, outcome)
    return {name: counts[name] for name in ("read", "changed", "created", "failed")}


def _sync_batch(
    batch: list[tuple[int, str]], known: frozenset[str], reading: uuid.UUID
) -> Iterator[tuple[int, Outcome | str]]:
    """What became of each line, or the reason for which nothing did."""
    read: list[tuple[int, RollLine]] = []
    for number, text in batch:
        try:
            read.append((number, _checked(text, known)))
        except Refused as refused:
            yield number, str(refused)
    roll_readers.tell(reading, [line for _, line in read], clock.now())
    stored = _stored([line.prison_number for _, line in read])
    for number, line in read:
        # The second line of a person is compared under the lock, for the first may have moved them.
        if _says(line, stored.pop(line.prison_number, None)):
            yield number, Outcome.SAME
            continue
        try:
            yield number, apply(line=line, by=actors.system(), at=clock.now())
        except Exception as error:  # one person's line never stops the others'
            reason = (str(error).splitlines() or [""])[0]
            yield number, f"{line.prison_number}: {type(error).__name__}: {reason}"


def read_page(texts: Iterable[str]) -> tuple[list[RollLine], int]:
    """The lines of a part of the roll, and how many cannot be used."""
    known = frozenset(Establishment.objects.values_list("code", flat=True))
    lines, wrong = [], 0
    for text in texts:
        try:
            lines.append(_checked(text, known))
        except Refused:
            wrong += 1
    return lines, wrong


def different(lines: Sequence[RollLine]) -> list[RollLine]:
    """The lines that do not say what is stored, or of which only hearsay is."""
    stored = _stored([line.prison_number for line in lines])
    return [line for line in lines if not _says(line, stored.get(line.prison_number))]


def _checked(text: str, known: frozenset[str]) -> RollLine:
    line = roll_lines.read(text, clock.now())
    if line.establishment is not None and line.establishment not in known:
        raise Refused(f"{line.establishment} is not a known establishment")
    return line


def _stored(numbers: list[str]) -> dict[str, dict[str, Any]]:
    """What is stored of these people, by the number that the roll uses; nothing of those that events placed."""
    held = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value__in=numbers)
    held = held.exclude(status=Identifier.Status.UNMATCHED)
    owners = {owner: value for value, owner in held.values_list("value", "learner_id")}
    placed = Placement.objects.filter(ended_at__isnull=True, provisional=False, learner_id__in=owners)
    rows = _worded(placed.annotate(prison_number=F("learner_id")))
    return {owners[row["prison_number"]]: row for row in rows}


def _says(line: RollLine, row: dict[str, Any] | None) -> bool:
    """Whether the line says what is stored."""
    if row is None or any(row[name] != getattr(line, name) for name in WHERE):
        return False
    return all(row[said] == line.details.get(column, row[said]) for said, column in roll_lines.DETAILS.items())


@transaction.atomic
def apply(*, line: RollLine, by: Actor, at: dt.datetime, truth: Truth | None = None) -> Outcome:
    """Make one person's place and details what the roll says; an unknown number makes a person.

    A line is the last movement. With `truth`, from a source that tells of the earlier ones too, they are put right as
    well. Raises `moves.Moved` when the truth is not as fresh as it was.
    """
    numbers = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=line.prison_number)
    known = numbers.exclude(status=Identifier.Status.UNMATCHED).exists()
    learner = moves.locked(line.prison_number, by, at) if known else _new(line, by, at)
    cell = line.details.get("cell", "")
    moved = moves.correct(learner=learner, truth=truth or truth_of(line), by=by, at=at, cell=cell)
    corrected = known and _correct(learner, line, by, at)
    if not known:
        return Outcome.CREATED
    return Outcome.CHANGED if moved or corrected else Outcome.SAME


def truth_of(line: RollLine) -> Truth:
    """What a line of the roll says of where somebody is."""
    last = fold.anchor(
        stream="", at=line.moved_at, seq=line.movement_seq, establishment=line.establishment, status=line.status
    )
    return Truth(line.prison_number, (last,))


def _new(line: RollLine, by: Actor, at: dt.datetime) -> Learner:
    named = {"given_name": "", "family_name": moves.SHELL_NAME} | dict(line.details)
    learner = Learner.objects.create(**named, **written(by, at))
    Identifier.objects.create(
        learner=learner, type=IdentifierType.PRISON_NUMBER, value=line.prison_number, source="roll", **written(by, at)
    )
    return learner


def _correct(learner: Learner, line: RollLine, by: Actor, at: dt.datetime) -> bool:
    """Whether something about the person was another."""
    other = sorted(column for column, value in line.details.items() if getattr(learner, column) != value)
    if not other:
        return False
    for column in other:
        setattr(learner, column, line.details[column])
    learner.touch(by, at)
    learner.save()
    if {"release_on", "legal_status"} & set(other):
        outbox.queue(topic="learner.sentence_changed", key=f"learner:{learner.id}", body={"learner": str(learner.id)})
    record(by=by, verb="learner.corrected", subject=learner, source="roll", fields=other)
    return True
