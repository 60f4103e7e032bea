"""Getting rows into PostgreSQL fast: COPY in the text format, and each row's history afterwards by INSERT … SELECT."""

import datetime as dt
import json
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

from django.apps import apps
from django.db import connection, models

Model = type[models.Model]
Pen = dict[Model, list[str]]
NULL = r"\N"
TAB = "\t"
# What every row of a person says of its making, in the order of `made`.
MADE = (
    "created_at", "created_by_id", "created_at_establishment_id",
    "updated_at", "updated_by_id", "updated_at_establishment_id",
)  # fmt: skip
BLOCK = 1 << 20  # bytes handed to libpq at a time
WAITING_MOST = 4  # pens that may wait for the database, so that memory stays small
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def text(value: str) -> str:
    """A text as COPY reads it. Words from the lists are escaped once, where the list is made."""
    return value.translate(_ESCAPES)


def made(at: str, user: str, place: str, later: str = "") -> str:
    """The values of MADE for a row that one person wrote at one place."""
    return f"{at}\t{user}\t{place}\t{later or at}\t{user}\t{place}"


def again(said: str, at: str, user: str, place: str) -> str:
    """The same values of MADE for a row that somebody changed later."""
    return f"{said.rsplit(TAB, 3)[0]}\t{at}\t{user}\t{place}"


class Table:
    """One COPY target: the columns that a line says, and the defaults of the columns it does not."""

    def __init__(self, model: Model, said: Sequence[str]) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        unknown = set(said) - set(fields)
        if unknown:
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        silent = [field for name, field in fields.items() if name not in said]
        names = [str(field.column) for field in [*(fields[name] for name in said), *silent]]
        columns = ", ".join(connection.ops.quote_name(name) for name in names)
        self.statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN"
        self.end = "".join(f"\t{_default(field)}" for field in silent) + "\n"

    def blocks(self, lines: list[str]) -> Iterator[str]:
        """The lines, ended, in pieces that libpq likes."""
        step = max(1, BLOCK // max(1, len(lines[0]) + len(self.end)))
        for start in range(0, len(lines), step):
            yield self.end.join(lines[start : start + step]) + self.end


def _default(field: models.Field) -> str:
    if field.has_default():
        value: Any = field.get_default()
    elif field.null:
        value = None
    elif field.empty_strings_allowed and field.blank:
        value = ""
    else:
        raise ValueError(f"{field} has no default: the seed must say it")
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(field, models.JSONField):
        return text(json.dumps(value))
    return "{}" if value == [] else text(str(value))


class Load:
    """Writes pens in a thread of its own, so that rows are made while others are stored. Left, it has stored all."""

    def __init__(self, columns: Mapping[Model, Sequence[str]]) -> None:
        self.tables = {model: Table(model, said) for model, said in columns.items()}
        self.counts: dict[Model, int] = dict.fromkeys(self.tables, 0)
        self._cursor = connection.connection.cursor()
        self._waiting: queue.Queue[Pen | None] = queue.Queue(WAITING_MOST)
        self._error: BaseException | None = None
        self._given_up = False
        self._thread = threading.Thread(target=self._write_all, name="seed-copy", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Wait until all is stored; after an error, only until the thread has let go."""
        self._given_up = error[0] is not None
        self._waiting.put(None)
        self._thread.join()
        if self._error and not self._given_up:
            raise self._error

    def pen(self) -> Pen:
        return {model: [] for model in self.tables}

    def put(self, pen: Pen) -> None:
        """Hand over rows. Raises what went wrong with earlier ones."""
        if self._error:
            raise self._error
        self._waiting.put(pen)

    def _write_all(self) -> None:
        while (pen := self._waiting.get()) is not None:
            if self._error is None and not self._given_up:
                try:
                    self._write(pen)
                except BaseException as error:  # told to the caller by the next put or by close
                    self._error = error

    def _write(self, pen: Pen) -> None:
        for model, lines in pen.items():
            if lines:
                with self._cursor.copy(self.tables[model].statement) as copy:
                    for block in self.tables[model].blocks(lines):
                        copy.write(block)
                self.counts[model] += len(lines)


def without_triggers() -> bool:
    """Turn foreign-key and history triggers off for this transaction, where the role may. Says whether it did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_catalog.has_parameter_privilege('session_replication_role', 'SET')")
        allowed = bool(cursor.fetchone()[0])
        if allowed:
            cursor.execute("SET LOCAL session_replication_role = replica")
    return allowed


def histories(models_copied: Iterable[Model]) -> list[Any]:
    """The history models of those of the given models that are tracked."""
    return [event for event in apps.get_models() if getattr(event, "pgh_tracked_model", None) in set(models_copied)]


def write_history(model_counts: Mapping[Model, int], say: Callable[[str], None]) -> int:
    """Give each copied row of a tracked model the history row that its trigger would have written. Returns how many."""
    total = 0
    with connection.cursor() as cursor:
        # Another scan must not change where ours begins: history keys come in the order of the rows.
        cursor.execute("SET LOCAL synchronize_seqscans = off")
        for event in histories(model_counts):
            if model_counts[event.pgh_tracked_model]:
                cursor.execute(_history_of(event, event.pgh_tracked_model))
                total += cursor.rowcount
    say(f"{total:,} history rows")
    return total


def _history_of(event: Model, tracked: Model) -> str:
    quote = connection.ops.quote_name
    kept = {field.column for field in tracked._meta.concrete_fields}
    written = [str(field.column) for field in event._meta.concrete_fields]
    columns = [column for column in written if column in kept and not column.startswith("pgh_")]
    names = ", ".join(quote(column) for column in columns)
    return (
        f"INSERT INTO {quote(event._meta.db_table)} (pgh_created_at, pgh_label, pgh_obj_id, {names}) "  # noqa: S608
        f"SELECT updated_at, 'insert', id, {names} FROM {quote(tracked._meta.db_table)}"
    )


def analyze() -> None:
    """Tell the planner what there is now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def utc(on: dt.date) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC)
