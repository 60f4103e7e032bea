"""A person's history: what each app writes into it, and what is merged in when it is read.

An app names the kinds of line that it writes in its `navigation.py`:

    timeline.register(LineKind("GOAL_CREATED", Group.GOALS, "Goal added", "{title}"))

An action writes a line in its own transaction:

    timeline.note("GOAL_CREATED", learner=learner, by=by, at=at, subject=goal, title=goal.title)

What a movement brings about is a binding and no part of the record; the app that holds it offers a source instead:

    timeline.merge(schedule_lines)
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q

from campus.core.models import Author, Base, written
from learners.models import Learner, TimelineEvent

PAGE_SIZE = 50


class Group(StrEnum):
    """What a page filters by (learners-plans-assessments.md 6.1, wider by the apps of this campus)."""

    INDUCTION = "Induction"
    GOALS = "Goals"
    REVIEWS = "Reviews"
    SKILLS = "Skills"
    ASSESSMENTS = "Assessments"
    SUPPORT = "Support"
    COURSES = "Courses"
    SHARING = "Sharing"
    MOVEMENTS = "Movements"


@dataclass(frozen=True)
class LineKind:
    """`words` is filled with the facts of a line; a fact that is missing leaves its place empty."""

    code: str
    group: Group
    title: str
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One line as a page shows it. `who` and `where` are empty where the campus itself acted."""

    at: dt.datetime
    title: str
    words: str
    group: Group
    who: str = ""
    where: str = ""
    code: str = ""
    key: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What a page asks for. `before` is the instant and key of the last line of the page before."""

    learner_id: uuid.UUID
    group: Group | None = None
    establishment: str | None = None
    since: dt.datetime | None = None
    before: tuple[dt.datetime, str] | None = None
    limit: int = PAGE_SIZE


@dataclass(frozen=True)
class Lines:
    rows: list[Line]
    more: bool


Source = Callable[[Asked], Iterable[Line]]
_kinds: dict[str, LineKind] = {}
_sources: list[Source] = []


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def register(*kinds: LineKind) -> None:
    for kind in kinds:
        _kinds[kind.code] = kind


def merge(source: Source) -> None:
    """Add a source of lines. It answers at most `limit` lines, newest first, that fit what is asked."""
    _sources.append(source)


def note(
    kind: str, *, learner: Learner, by: Author, at: dt.datetime, subject: Base | None = None,
    together: uuid.UUID | None = None, **facts: Any,
) -> TimelineEvent:  # fmt: skip
    """Write one line. Call inside the action's transaction; facts are texts and dates, never secrets."""
    said = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in facts.items()}
    return TimelineEvent.objects.create(
        learner=learner, kind=kind, at=at, subject_id=subject.id if subject else None, facts=said, together=together,
        **written(by, at),
    )  # fmt: skip


def read(asked: Asked) -> Lines:
    """A page of a person's history, newest first: one query for what was written and one or so for each source."""
    found = [*_written(asked)]
    for source in _sources:
        found += [line for line in source(asked) if _fits(line, asked)]
    found.sort(key=lambda line: (line.at, line.key), reverse=True)
    return Lines(found[: asked.limit], len(found) > asked.limit)


def line_of(event: TimelineEvent) -> Line:
    """The words of one written line. A kind that nobody knows any more is still shown, by its code."""
    kind = _kinds.get(event.kind) or LineKind(event.kind, Group.GOALS, event.kind.replace("_", " ").capitalize())
    words = kind.words.format_map(_Facts(event.facts)).strip()
    who = event.created_by.name if event.created_by and event.created_by.kind != "SYSTEM" else ""
    where = event.created_at_establishment.name if event.created_at_establishment else ""
    return Line(event.at, kind.title, words, kind.group, who, where, event.kind, str(event.id), event.facts)


def _written(asked: Asked) -> list[Line]:
    rows = TimelineEvent.objects.filter(learner_id=asked.learner_id)
    if asked.group:
        rows = rows.filter(kind__in=[k.code for k in _kinds.values() if k.group == asked.group])
    if asked.establishment:
        rows = rows.filter(created_at_establishment_id=asked.establishment)
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.before:
        at, _ = asked.before
        rows = rows.filter(Q(at__lte=at))
    rows = rows.select_related("created_by", "created_at_establishment").order_by("-at", "-id")
    # A few more than the page: lines of the same instant as the last one of the page before are left out below.
    return [line for event in rows[: asked.limit * 2 + 1] if _fits(line := line_of(event), asked)]


def _fits(line: Line, asked: Asked) -> bool:
    if asked.group and line.group != asked.group:
        return False
    if asked.since and line.at < asked.since:
        return False
    return asked.before is None or (line.at, line.key) < asked.before
