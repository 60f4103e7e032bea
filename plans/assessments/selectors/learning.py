"""Whether somebody is matched to a learning record, and what it holds."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from campus.core import outbox
from learners.models import Identifier
from learners.rules import IdentifierType
from plans.assessments.models import LearningEvent, LearningReading, UlnMatch
from plans.assessments.rules.matching import MatchStatus, Outcome
from plans.assessments.rules.qualifications import EVENT_SOURCES

READ_TOPIC = "learning.read"
FIRST = 10  # learners-plans-assessments.md 4.3


def read_key(learner_id: uuid.UUID) -> str:
    """The outbox key under which a person's learning record is read."""
    return f"lrs:{learner_id}"


@dataclass(frozen=True)
class Qualifications:
    """What the record holds: what an awarding organisation vouches for, and what others say."""

    verified: list[LearningEvent] = field(default_factory=list)
    others: list[LearningEvent] = field(default_factory=list)

    @property
    def first(self) -> list[LearningEvent]:
        return self.verified[:FIRST]

    @property
    def more(self) -> int:
        return max(0, len(self.verified) - FIRST) + len(self.others)

    @property
    def count(self) -> int:
        return len(self.verified) + len(self.others)


@dataclass(frozen=True)
class Learning:
    """Where a person stands with the Learning Records Service."""

    match: UlnMatch | None
    uln: str
    reading: LearningReading | None
    is_owed: bool
    has_failed: bool

    @property
    def is_matched(self) -> bool:
        return self.match is not None and self.match.status == MatchStatus.MATCHED

    @property
    def cannot(self) -> bool:
        return self.match is not None and self.match.status == MatchStatus.CANNOT_BE_MATCHED

    @property
    def outcome(self) -> str:
        """The true answer that holds now: of the last reading where there is one, else of the match."""
        if self.is_matched and self.reading is not None:
            return self.reading.outcome
        return self.match.match_type if self.match else ""

    @property
    def last_read(self) -> dt.datetime | None:
        return self.reading.created_at if self.reading else None

    @property
    def is_being_read(self) -> bool:
        return self.is_owed and not self.has_failed

    @property
    def is_not_shared(self) -> bool:
        return self.outcome in (Outcome.NOT_SHARED, Outcome.NOT_VERIFIED)


def newest_match(learner_id: uuid.UUID) -> UlnMatch | None:
    return UlnMatch.objects.filter(learner_id=learner_id).order_by("-created_at", "-id").first()


def match_status(learner_id: uuid.UUID) -> str | None:
    found = newest_match(learner_id)
    return found.status if found else None


def uln_in_use(learner_id: uuid.UUID) -> str:
    """The number by which the person is known now, matched or not. Empty where there is none."""
    rows = Identifier.objects.filter(
        learner_id=learner_id, type=IdentifierType.ULN, status=Identifier.Status.ACTIVE
    ).values_list("value", flat=True)
    return rows.first() or ""


def learning_of(learner_id: uuid.UUID) -> Learning:
    """In four queries."""
    match = newest_match(learner_id)
    readings = LearningReading.objects.filter(learner_id=learner_id).order_by("-created_at", "-id")
    reading = readings.first()
    if match is None or match.status != MatchStatus.MATCHED or (reading and reading.created_at < match.created_at):
        reading = None
    owed = outbox.owed().filter(key=read_key(learner_id)).order_by("id").first()
    failed = owed is not None and bool(owed.last_error)
    return Learning(match, uln_in_use(learner_id), reading, owed is not None, failed)


def qualifications_of(learner_id: uuid.UUID) -> Qualifications:
    """What was read, newest award first, what is vouched for apart from the rest."""
    rows = LearningEvent.objects.filter(learner_id=learner_id, withdrawn_at__isnull=True)
    events = sorted(rows, key=lambda e: (e.awarded_on or dt.date.min, e.event_id), reverse=True)
    return Qualifications([e for e in events if e.is_verified], [e for e in events if not e.is_verified])


def source_name(event: LearningEvent) -> str:
    return EVENT_SOURCES.get(event.source, event.source)  # type: ignore[call-overload]
