"""What rows of a record point to and is nobody's record: courses, classes, organisations, and who wrote.

A package carries these as rows of their own, so that a campus that never heard of a course can still say which it was.
Of a user it carries a name and nothing to sign in with.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from campus.accounts.models import User
from campus.estate.models import Establishment
from learners.models import Learner
from learners.record_kinds import exempt, kinds
from transfers.packages import rows

Rows = dict[str, list[dict[str, Any]]]

USER_COLUMNS = ("id", "kind", "given_name", "family_name")
# Who made or changed a course or a class is not part of what a person learned.
_NOBODYS_BUSINESS = ("created_by_id", "updated_by_id")
# What must be unique in a campus, and is given another word when a campus has it for something else.
_RENAMED = {"courses.course": "code", "estate.organisation": "name"}
_WITHDRAWN = {"courses.course": "withdrawn_on"}


def of(records: Mapping[str, Iterable[Mapping[str, Any]]]) -> Rows:
    """Each row that these rows of kinds point to, and what those point to in turn, by table."""
    known = {kind.name: kind.model for kind in kinds()}
    wanted: dict[type[models.Model], set[str]] = {}
    for name, found in records.items():
        if name in known:
            _note(known[name], found, wanted)
    carried: Rows = {}
    done: dict[type[models.Model], set[str]] = {}
    while any(keys - done.get(model, set()) for model, keys in wanted.items()):
        for model in list(wanted):
            new = wanted[model] - done.setdefault(model, set())
            done[model] |= new
            got = _fetch(model, sorted(new))
            carried.setdefault(table_of(model), []).extend(got)
            _note(model, got, wanted)
    return {table: sorted(found, key=lambda row: str(row["id"])) for table, found in sorted(carried.items()) if found}


def bring_in(carried: Mapping[str, Iterable[Mapping[str, Any]]], *, on: str) -> int:
    """Write what this campus does not have yet. What it has stays as it is. Returns how many were written."""
    written = 0
    for model in _in_order():
        got = {_key(model, row): row for row in carried.get(table_of(model), [])}
        missing = got.keys() - _here(model, sorted(got))
        for key in sorted(missing):
            _write(model, got[key], on)
        written += len(missing)
    return written


def models_pointed_to() -> list[type[models.Model]]:
    """Every model that a row of a kind may lead to, and that is no part of a record."""
    found: list[type[models.Model]] = []
    todo = [target for kind in kinds() for target, _field in _targets(kind.model)]
    while todo:
        model = todo.pop()
        if model not in found:
            found.append(model)
            todo += [target for target, _field in _targets(model)]
    return sorted(found, key=lambda model: model._meta.label)


def table_of(model: type[models.Model]) -> str:
    return model._meta.label_lower.replace(".", "_")


def _in_order() -> list[type[models.Model]]:
    """Users and organisations before courses, courses before classes. Foreign keys are checked at the end anyhow."""
    return sorted(models_pointed_to(), key=lambda model: (model is not User, len(list(_targets(model)))))


def _targets(model: type[models.Model]) -> Iterable[tuple[type[models.Model], models.Field]]:
    inside = {Learner, *(kind.model for kind in kinds()), *exempt()}
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and target not in inside and target is not Establishment:
            yield target, field


def _note(
    model: type[models.Model], found: Iterable[Mapping[str, Any]], wanted: dict[type[models.Model], set[str]]
) -> None:
    for target, field in _targets(model):
        if model is Learner and field.name == "user":
            continue
        keys = {str(row[str(field.column)]) for row in found if row.get(str(field.column)) is not None}
        wanted.setdefault(target, set()).update(keys)


def _fetch(model: type[models.Model], keys: list[str]) -> list[dict[str, Any]]:
    if not keys:
        return []
    if model is User:
        users = User.objects.filter(id__in=keys).order_by("id").values_list(*USER_COLUMNS)
        return [{name: str(value) for name, value in zip(USER_COLUMNS, one, strict=True)} for one in users]
    found = rows.of_people(model, str(model._meta.pk.column), _keys(model, keys))
    return [{name: None if name in _NOBODYS_BUSINESS else value for name, value in row.items()} for row in found]


def _keys(model: type[models.Model], keys: Iterable[str]) -> list[Any]:
    return [model._meta.pk.to_python(key) for key in keys]


def _key(model: type[models.Model], row: Mapping[str, Any]) -> str:
    return str(row[str(model._meta.pk.column)])


def _here(model: type[models.Model], keys: list[str]) -> set[str]:
    return {str(key) for key in model._base_manager.filter(pk__in=_keys(model, keys)).values_list("pk", flat=True)}


def _write(model: type[models.Model], row: Mapping[str, Any], on: str) -> None:
    if model is User:
        _user(row)
        return
    label = model._meta.label_lower
    taken = {**row, **({_WITHDRAWN[label]: row.get(_WITHDRAWN[label]) or on} if label in _WITHDRAWN else {})}
    try:
        with transaction.atomic():
            rows.insert(model, [taken])
    except IntegrityError:
        if label not in _RENAMED:
            raise
        column = _RENAMED[label]
        most = rows.columns(model)[column].max_length or 40
        mark = f" {_key(model, row).replace('-', '')[-8:].upper()}"
        rows.insert(model, [{**taken, column: str(row[column])[: most - len(mark)] + mark}])


def _user(row: Mapping[str, Any]) -> None:
    """Somebody who wrote elsewhere: a name, and nobody who can sign in."""
    kinds_known = set(User.Kind.values)
    User.objects.create(
        id=row["id"], username=f"elsewhere-{row['id']}", is_active=False, password="!",  # noqa: S106 (no password fits)
        kind=row["kind"] if row["kind"] in kinds_known else User.Kind.STAFF,
        given_name=str(row["given_name"])[:60], family_name=str(row["family_name"])[:60],
    )  # fmt: skip


def model_of(table: str) -> type[models.Model] | None:
    return next((model for model in apps.get_models() if table_of(model) == table), None)
