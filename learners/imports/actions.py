"""Bringing in a file: check it, confirm it, write its rows in the background, and forget its words in time.

Nothing is half done. A row is written in a savepoint of its own, together with the mark that it is done; and nothing at
all is written before the file is confirmed.
"""

import datetime as dt
import logging
import uuid

from django.db import DatabaseError, OperationalError, transaction

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import outbox
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.imports import reading, rules
from learners.imports.models import ImportBatch, ImportRow
from learners.imports.reading import Sheet
from learners.imports.registry import Importer, importer
from learners.imports.rules import BatchState, RowCheck, RowState, Verdict

log = logging.getLogger(__name__)
TOPIC = "imports.run"
NOT_HERE = "This person is not at your prison now."
NOT_WRITTEN = "This row could not be written. Look at it and try it again by hand."
NO_POST = "Whoever started this no longer has the post for it. Somebody else can go on with it."


@transaction.atomic
def check_file(*, by: Actor, kind: str, file_name: str, content: bytes, at: dt.datetime) -> ImportBatch:
    """Read a file and say of each row whether it can be brought in. Writes nothing but the rows of the check."""
    one = _allowed(by, kind)
    if by.establishment_id is None:
        raise NotYours("no prison")
    sheet = reading.read(content, one.columns)
    checks = _checks(one, sheet, by, at)
    batch = ImportBatch.objects.create(
        importer=kind, file_name=file_name[:120] or "rows.csv", columns=sheet.columns,
        posting_id=by.current.id if by.current else None, **_counts(checks), **written(by, at),
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                batch=batch, number=line.number, cells=line.cells, about=check.about[:140], verdict=check.verdict,
                reasons=list(check.reasons),
                state=RowState.REFUSED if check.verdict == Verdict.REFUSED else RowState.WAITING,
            )
            for line, check in zip(sheet.lines, checks, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    record(by=by, verb="import.checked", subject=batch, kind=kind, rows=len(checks))
    return batch


@transaction.atomic
def confirm(*, by: Actor, batch_id: uuid.UUID, at: dt.datetime) -> ImportBatch:
    """Start to write the rows; or go on after a stop, in the post of whoever says so."""
    batch = _locked(by, batch_id)
    rules.check_move(batch.state, BatchState.RUNNING)
    rules.check_something_to_do(batch.to_do)
    batch.state, batch.confirmed_at, batch.stopped_because = BatchState.RUNNING, batch.confirmed_at or at, ""
    batch.posting_id = by.current.id if by.current else None
    batch.touch(by, at)
    batch.save()
    record(by=by, verb="import.confirmed", subject=batch, rows=batch.to_do)
    _queue(batch)
    return batch


@transaction.atomic
def cancel(*, by: Actor, batch_id: uuid.UUID, at: dt.datetime) -> ImportBatch:
    """Take a checked file back. Nothing of it is left."""
    batch = _locked(by, batch_id)
    rules.check_move(batch.state, BatchState.CANCELLED)
    _forget(batch, at)
    batch.state = BatchState.CANCELLED
    batch.touch(by, at)
    batch.save()
    record(by=by, verb="import.cancelled", subject=batch)
    return batch


@transaction.atomic
def run_chunk(*, batch_id: uuid.UUID, at: dt.datetime) -> None:
    """Write the next rows of a file, and owe the rest. Done twice, it finds nothing to do the second time."""
    batch = ImportBatch.objects.select_for_update(no_key=True).filter(id=batch_id).first()
    one = importer(batch.importer) if batch else None
    if batch is None or one is None or batch.state != BatchState.RUNNING:
        return
    by = _actor(batch, one, at)
    if by is None:
        batch.state, batch.stopped_because = BatchState.STOPPED, NO_POST
        batch.save(update_fields=["state", "stopped_because"])
        record(by=actors.system(), verb="import.stopped", subject=batch)
        return
    rows = list(ImportRow.objects.filter(batch=batch, state=RowState.WAITING).order_by("number")[: rules.CHUNK])
    for row in rows:
        _write(row, one, by, at)
    if len(rows) == rules.CHUNK:
        _queue(batch)
        return
    batch.state, batch.finished_at = BatchState.DONE, at
    batch.touch(by, at)
    batch.save()
    record(by=by, verb="import.done", subject=batch)


@transaction.atomic
def clear_old(*, at: dt.datetime) -> int:
    """Forget the words of files that are old enough. Returns how many."""
    before = at - dt.timedelta(days=rules.KEPT_DAYS)
    rows = ImportBatch.objects.select_for_update(no_key=True, skip_locked=True)
    old = rows.filter(cleared_at__isnull=True, created_at__lt=before).exclude(state=BatchState.RUNNING)
    count = 0
    for batch in old:
        _forget(batch, at)
        if batch.state == BatchState.CHECKED:
            batch.state = BatchState.CANCELLED
        batch.save(update_fields=["state", "cleared_at"])
        count += 1
    return count


def _allowed(by: Actor, kind: str) -> Importer:
    by.check(Permission.IMPORT_RUN)
    one = importer(kind)
    if one is None:
        raise NotYours(f"importer {kind}")
    by.check(one.permission)
    return one


def _locked(by: Actor, batch_id: uuid.UUID) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(no_key=True).visible_to(by)
    batch = rows.filter(id=batch_id).first()
    if batch is None:
        raise NotYours(f"import {batch_id}")
    _allowed(by, batch.importer)
    return batch


def _checks(one: Importer, sheet: Sheet, by: Actor, at: dt.datetime) -> list[RowCheck]:
    """What the importer says of the rows that can be read, and what reading says of the others."""
    readable = [line for line in sheet.lines if not line.problems]
    said = iter(one.check(rows=[line.cells for line in readable], by=by, at=at))
    return [rules.refused(*line.problems) if line.problems else next(said) for line in sheet.lines]


def _counts(checks: list[RowCheck]) -> dict[str, int]:
    verdicts = [check.verdict for check in checks]
    return {
        "good": verdicts.count(Verdict.GOOD), "look": verdicts.count(Verdict.LOOK),
        "refused": verdicts.count(Verdict.REFUSED),
    }  # fmt: skip


def _actor(batch: ImportBatch, one: Importer, at: dt.datetime) -> Actor | None:
    """Whoever confirmed the file, in the post in which they did, if it still gives them the right."""
    user = batch.updated_by
    if user is None or not user.is_active:
        return None
    by = actors.for_user(user, london_date(at), str(batch.posting_id))
    holds = by.current is not None and by.current.id == batch.posting_id
    return by if holds and by.may(Permission.IMPORT_RUN) and by.may(one.permission) else None


def _write(row: ImportRow, one: Importer, by: Actor, at: dt.datetime) -> None:
    try:
        with transaction.atomic():
            one.apply(row=row.cells, by=by, at=at)
        row.state = RowState.DONE
    except OperationalError:
        raise  # a deadlock, or a database that went away: the chunk is done again as a whole
    except Refused as refused:
        row.state, row.reasons = RowState.REFUSED, [refused.sentence]
    except NotYours:
        row.state, row.reasons = RowState.REFUSED, [NOT_HERE]
    except (DatabaseError, ValueError, LookupError) as error:
        log.warning("import %s row %s: %r", row.batch_id, row.number, type(error).__name__)
        row.state, row.reasons = RowState.REFUSED, [NOT_WRITTEN]
    row.save(update_fields=["state", "reasons"])


def _queue(batch: ImportBatch) -> None:
    outbox.queue(topic=TOPIC, key=f"import:{batch.id}", body={"batch": str(batch.id)})


def _forget(batch: ImportBatch, at: dt.datetime) -> None:
    ImportRow.objects.filter(batch=batch).delete()
    batch.cleared_at = at
