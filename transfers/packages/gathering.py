"""Everything that a package or a reading of a record is made from, as it stood at one instant."""

import contextlib
import hashlib
import importlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from campus.core import files
from campus.estate.models import Establishment
from learners import digests
from learners.models import Learner
from learners.record_kinds import Kind, for_the_person, kinds
from transfers import files as kept_files
from transfers.packages import references, rows
from transfers.packages.readable import Names


class NotWhole(Exception):
    """A file of the record is gone or changed. No copy is made of what is not whole: a steward must look first."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class KeptFile:
    """A file that a row stands for. `made` files can be made again."""

    kind: str
    row: str
    name: str
    sha256: str
    size: int
    made: bool = False


@dataclass(frozen=True)
class Gathered:
    learner: Learner
    records: Mapping[str, list[dict[str, Any]]]
    references: Mapping[str, list[dict[str, Any]]]
    digest: digests.RecordDigest
    files: tuple[KeptFile, ...]
    identifiers: tuple[dict[str, str], ...]

    @property
    def name(self) -> str:
        return self.learner.name


@contextlib.contextmanager
def one_instant(learner_id: uuid.UUID) -> Iterator[None]:
    """All reads inside see the record as it stood at one instant.

    A snapshot of the database does it, and keeps nobody from writing. Inside somebody's transaction there can be none
    any more: there the person is locked, as each writer of their record does.
    """
    if connection.in_atomic_block:
        list(Learner.objects.select_for_update(no_key=True).filter(id=learner_id))
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def gather(learner_id: uuid.UUID, *, own: bool = False) -> Gathered:
    """Read it all. `own`: only what the person's own copy holds. Call inside `one_instant`."""
    learner = Learner.objects.get(id=learner_id)
    records = {kind.name: rows.of_person(kind, learner_id) for kind in kinds()}
    if own:
        records = {name: _own(name, found) for name, found in records.items()}
    numbers = sorted(
        ({"type": row["type"], "value": row["value"], "status": row["status"]} for row in records["identifier"]),
        key=lambda number: (number["type"], number["value"]),
    )
    return Gathered(
        learner, records, references.of(records), digests.take(learner_id),
        tuple(_files(learner_id, {str(row["id"]) for found in records.values() for row in found})), tuple(numbers),
    )  # fmt: skip


def names(gathered: Gathered, *, own: bool = False) -> Names:
    """What keys are called. The person's own copy names staff by their first name, as the kiosk does."""
    people = {}
    for user in gathered.references.get("accounts_user", []):
        whole = f"{user['given_name']} {user['family_name']}".strip()
        people[str(user["id"])] = str(user["given_name"]) if own else whole
    places = {one.code: one.short_name for one in Establishment.objects.all()}
    things = {
        str(row["id"]): str(row.get("title") or row.get("name") or "")
        for table, found in gathered.references.items() if table != "accounts_user" for row in found
    }  # fmt: skip
    return Names(people, places, things)


def known(name: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.name == name), None)


def _own(name: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = for_the_person().get(name)
    if shown is None:
        return found
    return [dict(row) for row in map(shown, found) if row is not None]


def _files(learner_id: uuid.UUID, there: set[str]) -> Iterator[KeptFile]:
    for kind, listed in kept_files.sources():
        for row, name, size, sha256 in listed(learner_id):
            if str(row) in there:
                yield KeptFile(kind, str(row), name, sha256, size)
    for kind, made in _made():
        for row, name in made(learner_id):
            if str(row) in there and (found := _digest_of(name)):
                yield KeptFile(kind, str(row), name, *found, made=True)


def files_of(learner_id: uuid.UUID) -> list[KeptFile]:
    """Every file that was given to somebody, of one person."""
    return [
        KeptFile(kind, str(row), name, sha256, size)
        for kind, listed in kept_files.sources() for row, name, size, sha256 in listed(learner_id)
    ]  # fmt: skip


def content(file: KeptFile) -> bytes:
    """The file as it was written. Raises NotWhole."""
    problem = files.check(file.name, file.size, file.sha256)
    if problem:
        raise NotWhole(f"{problem} It belongs to {file.kind} {file.row}: a steward must look at it first.")
    return files.read(file.name)


def _digest_of(name: str) -> tuple[str, int] | None:

    try:
        read = files.read(name)
    except FileNotFoundError:
        return None
    return hashlib.sha256(read).hexdigest(), len(read)


def _made() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for app in apps.get_app_configs():
        with contextlib.suppress(ModuleNotFoundError):
            found += getattr(importlib.import_module(f"{app.name}.record"), "MADE_FILES", [])
    return found
