"""R2: every row that was ever written is there, as its history says, and somebody wrote it.

Three questions for each kind, each answered by one statement over the whole table:

* does each row say what the last version in its history says, and is there a row for each history?
* was each version written by somebody (a version without a context was written behind the application's back)?
* is the history itself, up to the mark of the last count, what it was then?
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from learners.record_kinds import Kind, RecordClass, kinds
from transfers.proof.models import HistoryCount
from transfers.proof.rules import FINDINGS_KEPT, CheckId, Finding, Outcome

# Enough for the largest table's keys to be joined in memory.
WORK_MEMORY = "256MB"
MARK_WAITS_MOST = "5s"


@dataclass(frozen=True)
class Watched:
    """A kind of the record with the table of its history."""

    kind: Kind
    history: type[models.Model]

    @property
    def row_table(self) -> str:
        return connection.ops.quote_name(self.kind.model._meta.db_table)

    @property
    def history_table(self) -> str:
        return connection.ops.quote_name(self.history._meta.db_table)

    @property
    def columns(self) -> list[str]:
        """Every column of the row: a version keeps them all."""
        return sorted(str(field.column) for field in self.kind.model._meta.concrete_fields)


@dataclass(frozen=True)
class Counted:
    """The history of one kind up to a mark."""

    mark: int
    versions: int
    total: Decimal
    columns: list[str]


def watched() -> list[Watched]:
    """Each kind of the record with its history."""
    histories: dict[Any, Any] = {getattr(model, "pgh_tracked_model", None): model for model in apps.get_models()}
    return [Watched(kind, histories[kind.model]) for kind in kinds() if kind.record_class == RecordClass.RECORD]


def compare(one: Watched, since: HistoryCount | None) -> Outcome:
    """What is wrong with one kind, against its own history and against the last count of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true), set_config('timezone', 'UTC', true)", [WORK_MEMORY])
        cursor.execute(_comparison(one))
        rows, histories, wrong = cursor.fetchone()
        cursor.execute(_anonymous(one), [since.mark if since else 0])
        anonymous = cursor.fetchone()[0]
        findings = _first(cursor, one, since) if wrong or anonymous else []
        rewritten = _rewritten(one, since)
    findings += [Finding(one.kind.name, "", text) for text in rewritten]
    return Outcome(
        CheckId.CONSERVATION, expected=histories, read=rows, mismatched=wrong + anonymous + len(rewritten),
        findings=tuple(findings[:FINDINGS_KEPT]),
    )  # fmt: skip


def _latest(one: Watched) -> str:
    return (
        f"SELECT version.* FROM {one.history_table} AS version "  # noqa: S608
        f"JOIN (SELECT pgh_obj_id, max(pgh_id) AS last FROM {one.history_table} GROUP BY pgh_obj_id) AS latest "
        "ON version.pgh_id = latest.last"
    )


def _comparison(one: Watched) -> str:
    """Rows, histories, and how many of either are not as the other says. A lost row is both one too few and wrong."""
    return (
        f"SELECT count(kept.id), count(said.pgh_obj_id), count(*) FILTER (WHERE {differs(one)}) "  # noqa: S608
        f"FROM {one.row_table} AS kept FULL JOIN ({_latest(one)}) AS said ON said.pgh_obj_id = kept.id"
    )


def differs(one: Watched) -> str:
    kept = ", ".join(f'kept."{column}"' for column in one.columns)
    said = ", ".join(f'said."{column}"' for column in one.columns)
    return f"kept.id IS NULL OR said.pgh_obj_id IS NULL OR ROW({kept})::text <> ROW({said})::text"


def _anonymous(one: Watched) -> str:
    return f"SELECT count(*) FROM {one.history_table} WHERE pgh_context_id IS NULL AND pgh_id > %s"  # noqa: S608


def _first(cursor: Any, one: Watched, since: HistoryCount | None) -> list[Finding]:
    cursor.execute(
        f"SELECT coalesce(kept.id, said.pgh_obj_id)::text, "  # noqa: S608
        "CASE WHEN kept.id IS NULL THEN 'is missing' WHEN said.pgh_obj_id IS NULL THEN 'has no history' "
        "ELSE 'is not what its history says' END "
        f"FROM {one.row_table} AS kept FULL JOIN ({_latest(one)}) AS said ON said.pgh_obj_id = kept.id "
        f"WHERE {differs(one)} LIMIT {FINDINGS_KEPT}"
    )
    found = [Finding(one.kind.name, row, problem) for row, problem in cursor.fetchall()]
    cursor.execute(
        f"SELECT pgh_obj_id::text FROM {one.history_table} WHERE pgh_context_id IS NULL AND pgh_id > %s "  # noqa: S608
        f"LIMIT {FINDINGS_KEPT}", [since.mark if since else 0],
    )  # fmt: skip
    return found + [Finding(one.kind.name, row, "was written by nobody") for (row,) in cursor.fetchall()]


def _rewritten(one: Watched, since: HistoryCount | None) -> list[str]:
    """Whether the history up to the last mark is still what it was, less what erasure orders took."""
    if since is None:
        return []
    now = count_history(one, mark=since.mark, columns=since.columns)
    versions, total = since.versions - since.erased_versions, since.total - since.erased_total
    if (now.versions, now.total) == (versions, total):
        return []
    return [f"the history was rewritten: {versions:,} versions were counted, {now.versions:,} are there"]


def mark_of(one: Watched) -> int:
    """A mark below which nothing more is written: writers under way are waited for, and no longer than that."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [MARK_WAITS_MOST])
        cursor.execute(f"LOCK TABLE {one.history_table} IN SHARE MODE")
        cursor.execute(f"SELECT coalesce(max(pgh_id), 0) FROM {one.history_table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def count_history(one: Watched, *, mark: int, columns: Sequence[str], only: Iterable[Any] | None = None) -> Counted:
    """Count the versions up to a mark and add up their digests. `only`: those of the rows with these keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")
        keys = [] if only is None else [[str(key) for key in only]]
        cursor.execute(_total(one, columns, only is not None), [mark, *keys])
        versions, total = cursor.fetchone()
    return Counted(mark, versions, Decimal(total), list(columns))


def _total(one: Watched, columns: Sequence[str], of_some: bool) -> str:
    said = ", ".join(f'"{column}"' for column in columns)
    digest = f"sha256(convert_to(ROW(pgh_id, pgh_obj_id, {said})::text, 'UTF8'))"
    some = " AND pgh_obj_id = ANY(%s::uuid[])" if of_some else ""
    return (
        f"SELECT count(*), coalesce(sum(('x' || left(encode({digest}, 'hex'), 15))::bit(60)::bigint), 0) "  # noqa: S608
        f"FROM {one.history_table} WHERE pgh_id <= %s{some}"
    )
