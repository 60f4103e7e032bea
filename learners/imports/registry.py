"""What can be imported. The app that owns the rows says how one is read and written, in its `navigation.py`:

    registry.register(Importer(
        code="results", title="Results of assessments",
        columns=(Column("prison_number", "A1234BC", required=True), ...),
        permission=Permission.ASSESSMENT_RECORD, check=importing.check, apply=importing.apply,
    ))

`check(rows=, by=, at=)` answers one RowCheck for each row, in order, and writes nothing; ask in bulk, for there may be
thousands of rows. `apply(row=, by=, at=)` writes one row in a savepoint of its own: it raises Refused with a sentence
when it cannot, and does nothing when the row is there already, because a worker that was killed does it again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from campus.accounts.actors import Actor
from learners.imports.rules import RowCheck

Row = Mapping[str, str]


class Check(Protocol):
    def __call__(self, *, rows: Sequence[Row], by: Actor, at: dt.datetime) -> list[RowCheck]: ...


class Apply(Protocol):
    def __call__(self, *, row: Row, by: Actor, at: dt.datetime) -> None: ...


@dataclass(frozen=True)
class Column:
    """One column of the file. The head of the file holds its name; capitals, spaces and dashes do not matter."""

    name: str
    example: str = ""
    hint: str = ""
    required: bool = False


@dataclass(frozen=True)
class Importer:
    """One kind of file. `permission` is asked for beside `import.run`."""

    code: str
    title: str
    columns: tuple[Column, ...]
    permission: str
    check: Check
    apply: Apply


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    _importers[importer.code] = importer


def importer(code: str) -> Importer | None:
    return _importers.get(code)


def importers(actor: Actor) -> list[Importer]:
    """The kinds of file that this actor may bring in."""
    return [one for one in _importers.values() if actor.may(one.permission)]
