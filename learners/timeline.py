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
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db.models import Q

from campus.audit.recording import writer
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
    RIGHTS = "Corrections asked for"


@dataclass(frozen=True)
class LineKind:
    """`words` is filled with the facts of a line; a fact that is missing leaves its place empty.

    Lines of one kind that one save wrote are shown as one, under `many` ("{n} goals added"), each with its words.
    """

    code: str
    group: Group
    title: str
    words: str = ""
    many: str = ""


@dataclass(frozen=True)
class Line:
    """One line as a page shows it. `who` and `where` are empty where the campus itself acted.

    `key` is the key of the row, which makes the order whole; `place` is the code of the prison, which pages filter by.
    """

    at: dt.datetime
    title: str
    words: str
    group: Group
    who: str = ""
    where: str = ""
    code: str = ""
    key: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    together: uuid.UUID | None = None
    # The words of each, where several lines are shown as one.
    each: tuple[str, ...] = ()
    # Where the next page begins: the instant and key of the last row that this line tells of.
    until: tuple[dt.datetime, str] | None = None

    @property
    def end(self) -> tuple[dt.datetime, str]:
        return self.until or (self.at, self.key)


@dataclass(frozen=True)
class Asked:
    """What a page asks for. `before` is the end of the last line of the page before. A source answers `fetch` lines."""

    learner_id: uuid.UUID
    group: Group | None = None
    establishment: str | None = None
    since: dt.datetime | None = None
    before: tuple[dt.datetime, str] | None = None
    limit: int = PAGE_SIZE

    @property
    def fetch(self) -> int:
        """More than a page, because several rows may become one line."""
        return self.limit * 2 + 1


@dataclass(frozen=True)
class Lines:
    rows: list[Line]
    more: bool

    @property
    def next(self) -> tuple[dt.datetime, str] | None:
        """What the next page is asked for with, if there is one."""
        return self.rows[-1].end if self.more and self.rows else None


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
    """Add a source of lines: of those that fit what is asked, the newest `asked.fetch`. Each has the key of a row."""
    _sources.append(source)


def note(
    kind: str, *, learner: Learner, by: Author, at: dt.datetime, subject: Base | None = None,
    together: uuid.UUID | None = None, **facts: Any,
) -> TimelineEvent:  # fmt: skip
    """Write one line. Call inside the action's transaction; facts are texts and dates, never secrets."""
    said = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in facts.items()}
    if (wrote := writer()) is not None:
        said["written_by"] = wrote.name
    return TimelineEvent.objects.create(
        learner=learner, kind=kind, at=at, subject_id=subject.id if subject else None, facts=said, together=together,
        **written(by, at),
    )  # fmt: skip


def read(asked: Asked) -> Lines:
    """A page of a person's history, newest first: one query for what was written and one or so for each source."""
    found = [*_written(asked)]
    for source in _sources:
        found += [line for line in source(asked) if fits(line, asked)]
    found.sort(key=lambda line: (line.at, line.key), reverse=True)
    lines = _folded(found[: asked.fetch])
    return Lines(lines[: asked.limit], len(lines) > asked.limit or len(found) > asked.fetch)


def line_of(event: TimelineEvent) -> Line:
    """The words of one written line. A kind that nobody knows any more is still shown, by its code."""
    kind = _kind(event.kind)
    words = kind.words.format_map(_Facts(event.facts)).strip()
    who = event.created_by.name if event.created_by and event.created_by.kind != "SYSTEM" else ""
    if wrote := event.facts.get("written_by"):
        who = f"{wrote}, accepted by {who}" if who else str(wrote)
    prison = event.created_at_establishment
    return Line(
        event.at, kind.title, words, kind.group, who, prison.short_name if prison else "", event.kind, str(event.id),
        event.facts, prison.code if prison else "", event.together,
    )  # fmt: skip


def fits(line: Line, asked: Asked) -> bool:
    """Whether a line is one of those that a page asks for."""
    if asked.group and line.group != asked.group:
        return False
    if asked.establishment and line.place != asked.establishment:
        return False
    if asked.since and line.at < asked.since:
        return False
    return asked.before is None or (line.at, line.key) < asked.before


def _kind(code: str) -> LineKind:
    return _kinds.get(code) or LineKind(code, Group.GOALS, code.replace("_", " ").capitalize())


def _written(asked: Asked) -> list[Line]:
    rows = TimelineEvent.objects.filter(learner_id=asked.learner_id)
    if asked.group:
        rows = rows.filter(kind__in=[k.code for k in _kinds.values() if k.group == asked.group])
    if asked.establishment:
        rows = rows.filter(created_at_establishment_id=asked.establishment)
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.before:
        at, key = asked.before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=key))
    rows = rows.select_related("created_by", "created_at_establishment").order_by("-at", "-id")
    # One more than is shown says that there are more.
    return [line_of(event) for event in rows[: asked.fetch + 1]]


def _folded(lines: list[Line]) -> list[Line]:
    """Lines of one kind that one save wrote, which stand next to each other, as one line."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last and line.together and (last.together, last.code) == (line.together, line.code):
            found[-1] = replace(last, each=(*(last.each or (last.words,)), line.words), until=(line.at, line.key))
        else:
            found.append(line)
    return [_told(line) for line in found]


def _told(line: Line) -> Line:
    """The title and the words of a line that tells of several."""
    if not line.each:
        return line
    kind = _kind(line.code)
    title = (kind.many or f"{kind.title} ({{n}})").format(n=len(line.each))
    # The newest row comes first; what was written first is read first.
    return replace(line, title=title, words="", each=tuple(word for word in reversed(line.each) if word))
