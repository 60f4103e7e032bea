"""Which rows an estate has besides the people. An app that is new adds one function and one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campus.seeding import (
    assessments,
    courses,
    cvs,
    induction,
    messages,
    needs,
    people,
    plans,
    sessions,
    sharing,
    staff,
)
from campus.seeding.copying import Pen
from campus.seeding.people import Person
from campus.seeding.world import World

Columns = Mapping[Any, Sequence[str]]  # by model


@dataclass(frozen=True)
class Part:
    """`rows` writes what one person has of an app; `columns` says in what order each line holds its values."""

    columns: Columns
    rows: Callable[[Person, World, Pen], None]


PARTS = (
    Part(plans.COLUMNS, plans.rows),
    Part(induction.COLUMNS, induction.rows),
    Part(sessions.COLUMNS, sessions.rows),
    Part(messages.COLUMNS, messages.rows),
    Part(cvs.COLUMNS, cvs.rows),
    Part(assessments.COLUMNS, assessments.rows),
    Part(needs.COLUMNS, needs.rows),
    Part(courses.COLUMNS, courses.rows),
    Part(sharing.COLUMNS, sharing.rows),
)


def columns() -> Columns:
    """Every table that is copied into."""
    found: dict[Any, Sequence[str]] = {**staff.COLUMNS, **people.COLUMNS}
    for part in PARTS:
        found.update(part.columns)
    return found
