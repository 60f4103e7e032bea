"""Taking a package in: it is kept apart first, then somebody says whose it is, then its rows are written at once."""

import datetime as dt
import logging
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import DataError, IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import files
from campus.core.models import written
from learners import digests
from learners.models import Learner
from transfers.packages import matching, references, rows
from transfers.packages.actions.writing import Writer
from transfers.packages.checking import Checked
from transfers.packages.gathering import known
from transfers.packages.models import ReceivedPackage, ReceivedRow
from transfers.packages.rules.cases import ReceivedState
from transfers.packages.rules.importing import Outcome
from transfers.packages.rules.refusals import Code, PackageRefused

log = logging.getLogger(__name__)

FOLDER = "packages/received"
REPLAY = "This package was taken in already."


@dataclass(frozen=True)
class Result:
    """What became of the rows. `same_root`: the record here is, row for row, the record that was sent."""

    learner: str
    package_id: str
    issuer: str
    written: int
    here_already: int
    set_aside: int
    carried: int
    files: int
    root: str
    root_sent: str
    same_root: bool

    @property
    def changed(self) -> bool:
        return bool(self.written or self.set_aside or self.carried)

    def summary(self) -> dict[str, Any]:
        return {**asdict(self), "changed": self.changed}


@transaction.atomic
def quarantine(*, by: Actor, checked: Checked, file_name: str, at: dt.datetime) -> ReceivedPackage:
    """Keep a package apart: its seal holds and its digests agree, and nobody has said yet whose it is."""
    by.check(Permission.PACKAGE_IMPORT)
    check_replay(checked)
    package = _received(by, checked, file_name, at)
    record(by=by, verb="package.received", subject=package, issuer=checked.issuer, package=str(checked.package_id))
    return package


def integrate(
    *, by: Actor, checked: Checked, package_id: uuid.UUID | None, match: str, at: dt.datetime
) -> Result:  # fmt: skip
    """Write the rows of a package, all or none. `match` is the prison number that somebody said, or empty.

    Raises PackageRefused. Rows that are here already, and equal, stay as they are; when all are, nothing is written.
    """
    by.check(Permission.PACKAGE_IMPORT)
    try:
        return _integrate(by, checked, package_id, match, at)
    except (KeyError, TypeError, ValueError, DataError, IntegrityError) as error:
        log.warning("package %s: %r", checked.package_id, error)
        raise PackageRefused(Code.POLICY, "A row of the package cannot be kept here. Nothing was taken in.") from None


@transaction.atomic
def _integrate(
    by: Actor, checked: Checked, package_id: uuid.UUID | None, match: str, at: dt.datetime
) -> Result:  # fmt: skip
    check_replay(checked)
    subject = matching.subject_of(checked, match)
    _lock(subject)
    writer = Writer(checked, subject, by, at)
    writer.plan()
    if writer.nothing_to_do:
        _close(by, package_id, at, ReceivedState.HERE_ALREADY, subject.owner_id, {})
        return _result(checked, subject.owner_id, {}, writer, 0)
    references.bring_in(checked.references, on=at.date().isoformat())
    stored = _files(checked)
    outcomes = writer.write()
    _check_written(checked, writer)
    result = _result(checked, subject.owner_id, outcomes, writer, stored)
    package = _close(by, package_id, at, ReceivedState.IMPORTED, subject.owner_id, result.summary())
    package = package or _received(by, checked, "", at, ReceivedState.IMPORTED, subject.owner_id, result.summary())
    _keep_provenance(package, writer, outcomes)
    record(
        by=by, verb="package.imported", subject=package, written=result.written, carried=result.carried,
        set_aside=result.set_aside, issuer=checked.issuer,
    )  # fmt: skip
    return result


def check_replay(checked: Checked) -> None:
    if ReceivedPackage.objects.filter(
        issuer=checked.issuer, package_id=checked.package_id, state=ReceivedState.IMPORTED
    ).exists():
        raise PackageRefused(Code.REPLAY, REPLAY)


@transaction.atomic
def turn_away(*, by: Actor, package_id: uuid.UUID, words: str, at: dt.datetime) -> ReceivedPackage:
    """Say that a package is not taken in, and why."""
    by.check(Permission.PACKAGE_IMPORT)
    package = ReceivedPackage.objects.select_for_update().get(id=package_id)
    if package.state == ReceivedState.QUARANTINED:
        package.state, package.words = ReceivedState.REFUSED, words.strip()
        package.decided_at, package.decided_by = at, by.user
        package.touch(by, at)
        package.save()
        record(by=by, verb="package.turned_away", subject=package)
    return package


def _lock(subject: matching.Subject) -> None:
    """Whoever stands for the person here is locked, as every writer of a record does."""
    if subject.owner_id and not subject.is_new:
        list(Learner.objects.select_for_update(no_key=True).filter(id=subject.owner_id))


def _received(
    by: Actor, checked: Checked, file_name: str, at: dt.datetime,
    state: ReceivedState = ReceivedState.QUARANTINED, learner_id: uuid.UUID | None = None,
    result: Mapping[str, Any] | None = None,
) -> ReceivedPackage:  # fmt: skip
    checked.file.seek(0)
    stored = files.put(checked.file.read(), f"{FOLDER}/{checked.package_id}.zip")
    done = state != ReceivedState.QUARANTINED
    try:
        with transaction.atomic():
            return ReceivedPackage.objects.create(
                issuer=checked.issuer, issuer_name=str(checked.manifest["issuer"].get("name", ""))[:120],
                package_id=checked.package_id, manifest=dict(checked.manifest), file_name=stored.name,
                size=stored.size, sha256=stored.sha256, root=checked.root, state=state, learner_id=learner_id,
                words=file_name[:120], decided_at=at if done else None, decided_by=by.user if done else None,
                result=dict(result or {}), **written(by, at),
            )  # fmt: skip
    except IntegrityError:
        raise PackageRefused(Code.REPLAY, REPLAY) from None


def _close(
    by: Actor, package_id: uuid.UUID | None, at: dt.datetime, state: ReceivedState, learner_id: uuid.UUID,
    result: Mapping[str, Any],
) -> ReceivedPackage | None:  # fmt: skip
    if package_id is None:
        return None
    package = ReceivedPackage.objects.select_for_update().get(id=package_id)
    package.state, package.learner_id, package.result = state, learner_id, dict(result)
    package.decided_at, package.decided_by = at, by.user
    package.touch(by, at)
    package.save()
    return package


def _files(checked: Checked) -> int:
    """Put each file under the name that its row knows. A name in use for something else stops the import."""
    stored = 0
    for file in checked.manifest["files"]:
        kind = known(file["kind"])
        if kind is None:
            continue  # kept in the package itself, beside the rows that are carried
        put = files.put(checked.content(file["sha256"]), _safe(file["name"]))
        if put.name != file["name"]:
            raise PackageRefused(Code.POLICY, "A file of the package has the name of another file here.")
        stored += 1
    return stored


def _safe(name: str) -> str:
    """Below the store's own folder, whoever signed it."""
    parts = str(name).split("/")
    if not name or name != name.strip() or "\\" in name or "\0" in name or {"", ".", ".."} & set(parts):
        raise PackageRefused(Code.POLICY, "A file of the package has a name that no file has.")
    return str(name)


def _check_written(checked: Checked, writer: Writer) -> None:
    """Read back from the database what was written, and digest it as the sender did."""
    transaction.get_connection().check_constraints()
    for kind, ids in writer.rows_written().items():
        said = checked.manifest["kinds"].get(kind.name, {}).get("columns") or rows.digested(kind)
        columns = [name for name in said if name in rows.columns(kind.model)]
        stored = rows.of_people(kind.model, "id", [uuid.UUID(one) for one in ids])
        for key, digest in rows.digests(stored, columns).items():
            if writer.expected(kind, key, columns) != digest:
                raise PackageRefused(Code.DIGEST_MISMATCH, f"A row of {kind.name} cannot be kept as it was sent.")


def _keep_provenance(package: ReceivedPackage, writer: Writer, outcomes: Mapping[tuple[str, str], Outcome]) -> None:
    ReceivedRow.objects.bulk_create(
        [
            ReceivedRow(package=package, kind=kind, source_id=key, digest=writer.digest_of(kind, key), outcome=outcome)
            for (kind, key), outcome in sorted(outcomes.items())
        ],
        batch_size=500,
    )


def _result(
    checked: Checked, owner_id: uuid.UUID, outcomes: Mapping[tuple[str, str], Outcome], writer: Writer, stored: int
) -> Result:
    found = list(outcomes.values())
    root = digests.take(owner_id).root
    return Result(
        learner=str(owner_id), package_id=str(checked.package_id), issuer=checked.issuer,
        written=found.count(Outcome.WRITTEN), here_already=writer.here_already,
        set_aside=found.count(Outcome.SET_ASIDE), carried=writer.carried, files=stored,
        root=root, root_sent=checked.root,
        same_root=root == checked.root,
    )  # fmt: skip
