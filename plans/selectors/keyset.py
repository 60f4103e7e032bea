"""Pages of a list by key: each page begins after the last row of the one before, however many rows that is.

The place in a list travels in the address as `<id>` or, where the list is sorted by a date, `<date>_<id>`, so that a
row whose date changes meanwhile neither repeats nor hides others. No name is ever in it.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from learners.models.identity import LearnerQuerySet

NO_DATE = "none"
NAME = ("family_name", "given_name", "id")


@dataclass(frozen=True)
class Sort:
    """A sort as asked for: "due", or "-due" for backwards. `column` is None for names."""

    key: str
    column: str | None
    backwards: bool
    names: tuple[str, ...] = NAME

    @property
    def said(self) -> str:
        return f"-{self.key}" if self.backwards else self.key


@dataclass(frozen=True)
class Slice:
    rows: list[Any]
    next_after: str


def sort_of(asked: str, columns: Mapping[str, str | None], usual: str, names: tuple[str, ...] = NAME) -> Sort:
    """The sort that was asked for, or the usual one for what nobody offers. `names` are the columns of a name."""
    wanted = asked if asked.removeprefix("-") in columns else usual
    key = wanted.removeprefix("-")
    return Sort(key, columns[key], wanted.startswith("-"), names)


def ordered(rows: LearnerQuerySet, sort: Sort) -> LearnerQuerySet:
    """In the order of the sort. Without a date comes last, either way round."""
    dated = sort.column is not None
    return rows.order_by(*(_towards(name, sort.backwards, dated=dated) for name in _columns(sort)))


def _columns(sort: Sort) -> tuple[str, ...]:
    return sort.names if sort.column is None else (sort.column, "id")


def _towards(name: str, backwards: bool, *, dated: bool) -> OrderBy:
    """A name is never missing; said so, its index serves both ways round."""
    last = True if dated else None
    return F(name).desc(nulls_last=last) if backwards else F(name).asc(nulls_last=last)


def page(rows: LearnerQuerySet, sort: Sort, after: str, *, size: int, within: LearnerQuerySet) -> Slice:
    """The next rows after a place. `within` holds everybody whose place in the list the actor may learn of."""
    found = list(ordered(_beyond(rows, sort, after, within), sort)[: size + 1])
    kept = found[:size]
    return Slice(kept, _place(kept[-1], sort) if len(found) > size else "")


def _place(row: Any, sort: Sort) -> str:
    if sort.column is None:
        return str(row.id)
    value = getattr(row, sort.column)
    return f"{value.isoformat() if value else NO_DATE}_{row.id}"


def _beyond(rows: LearnerQuerySet, sort: Sort, after: str, within: LearnerQuerySet) -> LearnerQuerySet:
    """An address that says nothing, or something untrue, begins at the beginning."""
    if not after:
        return rows
    try:
        if sort.column is None:
            return _after_name(rows, sort, uuid.UUID(after), within)
        said, _, key = after.rpartition("_")
        on = None if said == NO_DATE else dt.date.fromisoformat(said)
        return rows.filter(_after_date(sort, on, uuid.UUID(key)))
    except ValueError:
        return rows


def _after_date(sort: Sort, on: dt.date | None, key: uuid.UUID) -> Q:
    further, column = "lt" if sort.backwards else "gt", sort.column
    tie = Q(**{f"id__{further}": key})
    if on is None:
        return Q(**{f"{column}__isnull": True}) & tie
    return Q(**{f"{column}__{further}": on}) | (Q(**{str(column): on}) & tie) | Q(**{f"{column}__isnull": True})


def _after_name(rows: LearnerQuerySet, sort: Sort, key: uuid.UUID, within: LearnerQuerySet) -> LearnerQuerySet:
    last = within.filter(id=key).values_list(*sort.names).first()
    if last is None:
        return rows
    further = "lt" if sort.backwards else "gt"
    beyond, same = Q(), Q()
    for column, value in zip(sort.names, last, strict=True):
        beyond |= same & Q(**{f"{column}__{further}": value})
        same &= Q(**{column: value})
    # Said by itself too, so that an index is entered at the right name.
    return rows.filter(beyond, **{f"{sort.names[0]}__{further}e": last[0]})
