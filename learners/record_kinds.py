"""The one list of what a person's record is, put together from every app's `record.py` (interfaces.md, "Root").

An app's `record.py` declares:

    KINDS = [Kind("goal", Goal, "record"), ...]      counted and digested
    EXEMPT = {HandOverNote: "why"}                   not part of the record, with the reason
    FOR_THE_PERSON = {"concern": never}              what of a row the person's own copy holds; all, when not named
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


class RecordClass(StrEnum):
    RECORD = "record"
    BINDING = "binding"
    DERIVED = "derived"


@dataclass(frozen=True)
class Kind:
    """One kind of row. `learner` is the lookup path from the row to the person; volatile columns are not digested."""

    name: str
    model: type[models.Model]
    record_class: RecordClass
    title: str
    learner: str = "learner_id"
    volatile: frozenset[str] = frozenset()

    @property
    def owner(self) -> str:
        """The SQL of whose row it is now. A person who was merged into another is part of that one's identity."""
        return 'COALESCE("canonical_id", "id")' if self.learner == "id" else f'"{self.learner}"'

    @property
    def fields(self) -> list[models.Field]:
        """The columns that are digested, in the order of their names."""
        left_out = self.volatile | getattr(self.model, "VOLATILE", frozenset())
        return sorted(
            (f for f in self.model._meta.concrete_fields if f.name not in left_out), key=lambda field: str(field.column)
        )


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of every app, by name."""
    found = [kind for module in _modules() for kind in getattr(module, "KINDS", [])]
    return tuple(sorted(found, key=lambda kind: kind.name))


@cache
def exempt() -> Mapping[type[models.Model], str]:
    """Models that lead to a person and are no part of the record, each with its reason."""
    return {model: why for module in _modules() for model, why in getattr(module, "EXEMPT", {}).items()}


# A row as it is shown to the person whom it is about, or None for one that is kept among staff.
Row = Mapping[str, Any]
Shown = Callable[[Row], Row | None]


@cache
def for_the_person() -> Mapping[str, Shown]:
    """By kind, what of a row the person's own copy holds. A kind that is not here is theirs to read as it is."""
    return {name: shown for module in _modules() for name, shown in getattr(module, "FOR_THE_PERSON", {}).items()}


def never(row: Row) -> Row | None:
    """Kept among staff."""
    return None


def without(*columns: str) -> Shown:
    """All but these columns."""
    return lambda row: {column: value for column, value in row.items() if column not in columns}


def counted() -> tuple[Kind, ...]:
    """The kinds that a manifest counts: what the person has, and what ties them to a place."""
    return tuple(kind for kind in kinds() if kind.record_class != RecordClass.DERIVED)


def _modules() -> list[Any]:
    modules: list[Any] = []
    for app in apps.get_app_configs():
        try:
            modules.append(importlib.import_module(f"{app.name}.record"))
        except ModuleNotFoundError as missing:
            if missing.name != f"{app.name}.record":
                raise
    return modules
