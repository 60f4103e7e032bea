"""Which rows an erasure takes: the keys of each table's rows, and the order in which tables are emptied of them."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q

from learners.models import Learner
from learners.record_kinds import Kind, RecordClass, kinds
from transfers.rights import what_goes
from transfers.rights.rules.erasure import NEVER_ALONE

Rows = dict[type[Model], set[Any]]


@dataclass(frozen=True)
class Taken:
    """The rows that go, by table, and the tables in the order in which they go: children before what they hang on."""

    rows: Mapping[type[Model], Collection[Any]]
    tables: list[type[Model]]


def everybody_in(learner_id: uuid.UUID) -> list[uuid.UUID]:
    """The person and whoever was joined into them, in the order in which people are locked."""
    mine = Q(id=learner_id) | Q(canonical_id=learner_id)
    return list(Learner.objects.filter(mine).order_by("id").values_list("id", flat=True))


def whole(people: Collection[uuid.UUID]) -> Taken:
    """Everything but the people themselves, who stay as keys without a name."""
    rows: Rows = {}
    for kind in kinds():
        if kind.model is not Learner:
            _add(rows, kind.model, kind.learner, people)
    for one in what_goes.GOES:
        _add(rows, one.model, one.leads, people)
    return _ordered(rows)


def part(people: Collection[uuid.UUID], names: Iterable[str]) -> Taken:
    """These kinds with everything that hangs on them, and whatever repeats what they said."""
    rows: Rows = {}
    for kind in with_what_hangs_on(names):
        _add(rows, kind.model, kind.learner, people)
    todo = dict(rows)
    while todo:
        found: Rows = {}
        for model, column in _pointing_at(list(todo)):
            if model is not Learner:
                _children(found, rows, model, column, todo)
        keys = {key for ids in todo.values() for key in ids}
        for model, name in what_goes.REPEATS:
            said = model._base_manager.filter(**{f"{name}__in": keys, "learner_id__in": people})
            _note(found, rows, model, said.values_list("pk", flat=True))
        todo = found
    return _ordered(rows)


@cache
def choosable() -> tuple[Kind, ...]:
    """The kinds of the record that may be erased by themselves, by title."""
    of_record = [kind for kind in kinds() if kind.record_class == RecordClass.RECORD and kind.name not in NEVER_ALONE]
    return tuple(sorted(of_record, key=lambda kind: kind.title))


def with_what_hangs_on(names: Iterable[str]) -> list[Kind]:
    """The kinds of these names, and every kind whose rows point at theirs."""
    chosen = {kind.model: kind for kind in kinds() if kind.name in set(names)}
    grown = True
    while grown:
        more = [k for k in kinds() if k.model not in chosen and _points_at_any(k.model, chosen)]
        chosen.update({kind.model: kind for kind in more})
        grown = bool(more)
    return sorted(chosen.values(), key=lambda kind: kind.name)


@cache
def histories() -> Mapping[type[Model], type[Model]]:
    """Each tracked model with the table of its versions."""
    found: dict[type[Model], type[Model]] = {}
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is not None:
            found[tracked] = model
    return found


def names_of_files(taken: Mapping[type[Model], Collection[Any]]) -> set[str]:
    """The files of the store that these rows name."""
    found: set[str] = set()
    for model, columns in what_goes.FILES.items():
        for said in model._base_manager.filter(pk__in=list(taken.get(model, ()))).values_list(*columns):
            for value in said:
                found.update(value if isinstance(value, list) else [value])
    return found - {""}


def still_named(name: str) -> bool:
    """Whether any row that stays names this file: one content may have been given twice."""
    for model, columns in what_goes.FILES.items():
        for column in columns:
            many = column == "pictures"
            asked = {f"{column}__contains": [name]} if many else {column: name}
            if model._base_manager.filter(**asked).exists():
                return True
    return False


def _add(rows: Rows, model: type[Model], leads: str, people: Collection[uuid.UUID]) -> None:
    ids = set(model._base_manager.filter(**{f"{leads}__in": people}).values_list("pk", flat=True))
    if ids:
        rows.setdefault(model, set()).update(ids)


def _children(found: Rows, rows: Rows, model: type[Model], column: Field, parents: Rows) -> None:
    ids = list(parents.get(column.related_model, ()))  # type: ignore[arg-type]
    if ids:
        children = model._base_manager.filter(**{f"{column.name}__in": ids})
        _note(found, rows, model, children.values_list("pk", flat=True))


def _note(found: Rows, rows: Rows, model: type[Model], keys: Iterable[Any]) -> None:
    new = set(keys) - rows.get(model, set())
    if new:
        rows.setdefault(model, set()).update(new)
        found.setdefault(model, set()).update(new)


def _pointing_at(targets: Collection[type[Model]]) -> list[tuple[type[Model], Field]]:
    """Every foreign key of a real table that points at one of these. Versions of rows go by themselves."""
    versions = set(histories().values())
    return [
        (model, column) for model in apps.get_models(include_auto_created=True) if model not in versions
        for column in model._meta.concrete_fields if column.is_relation and column.related_model in targets
    ]  # fmt: skip


def _points_at_any(model: type[Model], chosen: Collection[type[Model]]) -> bool:
    return any(column.related_model in chosen for column in model._meta.concrete_fields if column.is_relation)


def _ordered(rows: Rows) -> Taken:
    """Children first. Tables that point at each other go in one go: their keys are checked when all of it is done."""
    left, order = sorted(rows, key=lambda model: model._meta.label), []
    while left:
        free = [m for m in left if not any(_points_at_any(other, {m}) for other in left if other is not m)] or left
        order += free
        left = [model for model in left if model not in free]
    return Taken(rows, order)
