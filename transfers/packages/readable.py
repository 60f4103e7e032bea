"""A record as somebody reads it: parts, entries, and lines with their names. One form for paper, screen and file."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from campus.core import pdf
from learners.models import TimelineEvent
from learners.record_kinds import Kind
from learners.timeline import line_of
from transfers.packages import words

# Keys and marks: what a machine needs to put a record together again, and nobody reads.
FOR_MACHINES = frozenset({
    "id", "learner_id", "origin_id", "set_aside", "lock_version", "created_by_id", "created_at_establishment_id",
    "updated_at", "updated_by_id", "updated_at_establishment_id", "nonce", "sha256", "size", "digest", "file_name",
    "user_id", "current_establishment_id", "placement_epoch", "merged_into_id", "canonical_id", "together",
    "key", "pictures", "attempts", "password", "version", "questions_version",
})  # fmt: skip
Called = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    label: str
    value: str
    column: str = ""


@dataclass(frozen=True)
class Entry:
    """One row. `key` is its id."""

    key: str
    lines: tuple[Line, ...]
    when: str = ""
    who: str = ""
    where: str = ""


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    entries: tuple[Entry, ...]
    note: str = ""

    @property
    def count(self) -> int:
        return len(self.entries)


@dataclass(frozen=True)
class Names:
    """What keys are called: of users, of establishments, and of what a row points to."""

    people: Called = field(default_factory=dict)
    places: Called = field(default_factory=dict)
    things: Called = field(default_factory=dict)

    def of(self, value: Any) -> str:
        text = str(value)
        return self.people.get(text) or self.things.get(text) or self.places.get(text) or ""


def part(kind: Kind, rows: Iterable[Mapping[str, Any]], names: Names, *, own: bool = False) -> Part:
    """One kind, in the order in which it was written. `own`: for the person, with the columns that have a word."""
    entries = tuple(entry(row, names, own=own, lines=_lines_of(kind)) for row in _in_order(rows))
    return Part(kind.name, gettext(kind.title), entries)


def entry(
    row: Mapping[str, Any], names: Names, *, own: bool = False,
    lines: Callable[[Mapping[str, Any]], list[Line]] | None = None,
) -> Entry:  # fmt: skip
    told = lines(row) if lines else [line for line in _lines(row, names) if not own or line.column in words.LABELS]
    return Entry(
        key=str(row.get("id", "")), lines=tuple(told), when=words.said(row.get("created_at")),
        who=names.people.get(str(row.get("created_by_id")), ""),
        where=names.places.get(str(row.get("created_at_establishment_id")), ""),
    )  # fmt: skip


def html(title: str, parts: Iterable[Part], *, lead: str, lang: str = "en") -> str:
    """The whole as one page that needs nothing else."""
    shown = list(parts)
    every = " ".join(line.value for one in shown for entry in one.entries for line in entry.lines)
    faces = pdf.faces(title + every)
    return render_to_string(
        "pdf/record.html", {"title": title, "parts": shown, "lead": lead, "lang": lang, "faces": faces}
    )


def _lines(row: Mapping[str, Any], names: Names) -> list[Line]:
    found = []
    for column, value in row.items():
        if column in FOR_MACHINES or column == "created_at":
            continue
        text = names.of(value) if column.endswith("_id") or _is_key(value) else words.said(value)
        if text:
            found.append(Line(words.label(column), text, column))
    return found


def _is_key(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def _lines_of(kind: Kind) -> Callable[[Mapping[str, Any]], list[Line]] | None:
    return _happened if kind.model is TimelineEvent else None


def _happened(row: Mapping[str, Any]) -> list[Line]:
    facts = row.get("facts")
    event = TimelineEvent(kind=str(row["kind"]), facts=facts if isinstance(facts, dict) else {})
    line = line_of(event)
    return [Line(line.title, line.words or gettext("Yes"), "facts")]


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: (str(row.get("at") or row.get("created_at") or ""), str(row.get("id", ""))))
