"""Rows as they are carried: read from Postgres with the very values that it digests, and written back to the letter."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from learners.record_kinds import Kind
from transfers.packages.rules import text

BATCH = 500


def of_person(kind: Kind, learner_id: uuid.UUID) -> list[dict[str, Any]]:
    """Every row of a kind that is this person's now, set aside or not."""
    return _read(kind.model, f"{kind.owner} = %s", [learner_id])


def of_people(model: type[models.Model], column: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Every row of a table whose column is one of these."""
    found: list[dict[str, Any]] = []
    name = connection.ops.quote_name(column)
    for start in range(0, len(values), BATCH):
        found += _read(model, f"{name} = ANY(%s)", [list(values[start : start + BATCH])])
    return found


def columns(model: type[models.Model]) -> dict[str, models.Field]:
    return {str(field.column): field for field in model._meta.concrete_fields}


def digested(kind: Kind) -> list[str]:
    return [str(field.column) for field in kind.fields]


def digests(rows: Iterable[Mapping[str, Any]], over: Sequence[str]) -> dict[str, str]:
    """The digest of each row by its id."""
    return {str(row["id"]): text.row_digest(row, over) for row in rows}


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows with their own keys. A column that is not in a row has its default."""
    fields = columns(model)
    table, quoted = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name
    names, marks = ", ".join(quoted(name) for name in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            lines = ", ".join([f"({marks})"] * len(some))
            # One statement, not many: the history triggers are told by a statement who acts and why.
            statement = f"INSERT INTO {table} ({names}) VALUES {lines}"  # noqa: S608 (names of our own models)
            cursor.execute(statement, [value for row in some for value in _values(fields, row)])


def _read(model: type[models.Model], where: str, params: Sequence[Any]) -> list[dict[str, Any]]:
    fields = columns(model)
    plain = {name: field for name, field in fields.items() if not isinstance(field, models.JSONField)}
    kept = [name for name in fields if name not in plain]
    quoted = connection.ops.quote_name
    pairs = ", ".join(f"'{name}', {_said(field)}" for name, field in plain.items())
    extra = "".join(f", {quoted(name)}::text" for name in kept)
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    statement = f"SELECT jsonb_build_object({pairs}){extra} FROM {table} WHERE {where} ORDER BY {key}::text"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found = cursor.fetchall()
    return [_row(one[0], dict(zip(kept, one[1:], strict=True))) for one in found]


def _row(plain: Any, kept: Mapping[str, str | None]) -> dict[str, Any]:
    row = dict(json.loads(plain) if isinstance(plain, str) else plain)
    return row | {name: None if said is None else text.carried(said) for name, said in kept.items()}


def _said(field: models.Field) -> str:
    """As learners.digests writes a column: instants in UTC to the microsecond, decimals as their text."""
    column = connection.ops.quote_name(str(field.column))
    if isinstance(field, models.DateTimeField):
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    if isinstance(field, models.DecimalField):
        return f"{column}::text"
    return column


def _values(fields: Mapping[str, models.Field], row: Mapping[str, Any]) -> list[Any]:
    return [_value(field, row[name]) if name in row else _default(field) for name, field in fields.items()]


def _value(field: models.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return text.jsonb(value)
    if isinstance(field, ArrayField):
        return list(value)
    return value


def _default(field: models.Field) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) and value is not None else value
