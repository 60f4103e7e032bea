"""Counting and digesting a person's record: the proof that a move lost nothing (interfaces.md, "Root").

A row's digest is made by Postgres from its columns, so that it says what is stored and not what some code believes. A
kind's digest is the SHA-256 of its row digests in the order of their ids; the root covers the kinds of class `record`.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

from campus.core import prepared
from learners.record_kinds import Kind, RecordClass, counted


@dataclass(frozen=True)
class KindDigest:
    record_class: str
    rows: Mapping[str, str]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def digest(self) -> str:
        return hashlib.sha256("".join(self.rows[key] for key in sorted(self.rows)).encode()).hexdigest()

    def summary(self) -> dict[str, Any]:
        return {"class": self.record_class, "count": self.count, "digest": self.digest}


@dataclass(frozen=True)
class RecordDigest:
    """Everything that is counted of one person at one instant."""

    kinds: Mapping[str, KindDigest]

    @property
    def total(self) -> int:
        return sum(kind.count for kind in self.kinds.values())

    @property
    def root(self) -> str:
        covered = [
            [name, kind.count, kind.digest]
            for name, kind in sorted(self.kinds.items())
            if kind.record_class == RecordClass.RECORD
        ]
        return hashlib.sha256(json.dumps(covered, separators=(",", ":")).encode()).hexdigest()

    def summary(self) -> dict[str, dict[str, Any]]:
        return {name: kind.summary() for name, kind in sorted(self.kinds.items())}


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was."""

    kind: str
    row_id: str
    problem: str  # missing, changed or added


def take(learner_id: uuid.UUID) -> RecordDigest:
    """Count and digest one person's record now, in one query."""
    rows: dict[str, dict[str, str]] = {kind.name: {} for kind in counted()}
    for name, row_id, digest in prepared.rows(_statement(), {"learner": learner_id}):
        rows[name][row_id] = digest
    return RecordDigest({kind.name: KindDigest(str(kind.record_class), rows[kind.name]) for kind in counted()})


def differences(before: RecordDigest, after: RecordDigest) -> list[Difference]:
    """Each row that is missing, changed or added between two counts."""
    found = []
    for name in sorted(set(before.kinds) | set(after.kinds)):
        old, new = before.kinds[name].rows, after.kinds[name].rows
        found += [Difference(name, key, "missing") for key in sorted(old.keys() - new.keys())]
        found += [Difference(name, key, "added") for key in sorted(new.keys() - old.keys())]
        found += [Difference(name, key, "changed") for key in sorted(old.keys() & new.keys()) if old[key] != new[key]]
    return found


@cache
def _statement() -> str:
    return "\nUNION ALL\n".join(_of_kind(kind) for kind in counted()) + "\nORDER BY 1, 2"


def _of_kind(kind: Kind) -> str:
    table = connection.ops.quote_name(kind.model._meta.db_table)
    return f"SELECT '{kind.name}', id::text, {row_digest(kind)} FROM {table} WHERE {kind.owner} = %(learner)s"  # noqa: S608


def row_digest(kind: Kind) -> str:
    """The SQL of one row's digest.

    Instants are written in UTC, so that a session's time zone changes nothing; and the person is the one under whom the
    row was written, so that a merge changes nothing.
    """
    said = getattr(kind.model, "DIGESTED_AS", {})
    pairs = ", ".join(f"'{field.column}', {said.get(field.name) or _value(field)}" for field in kind.fields)
    return f"encode(sha256(convert_to(jsonb_build_object({pairs})::text, 'UTF8')), 'hex')"


def _value(field: models.Field) -> str:
    column = connection.ops.quote_name(str(field.column))
    if field.name == "learner":
        return 'COALESCE("origin_id", "learner_id")'
    if isinstance(field, models.DateTimeField):
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    if isinstance(field, models.DecimalField):
        return f"{column}::text"
    return column
