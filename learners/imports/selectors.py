"""Questions about files that were brought in."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from campus.accounts.actors import Actor
from learners.imports.models import ImportBatch, ImportRow
from learners.imports.rules import BatchState, RowState, Verdict

PAGE_SIZE = 50
LATEST = 10


@dataclass(frozen=True)
class Progress:
    done: int
    refused: int
    waiting: int

    @property
    def dealt_with(self) -> int:
        return self.done + self.refused


@dataclass(frozen=True)
class RowPage:
    rows: list[ImportRow]
    after: int | None


def latest(actor: Actor) -> list[ImportBatch]:
    """The latest files of the actor's prisons."""
    return list(
        ImportBatch.objects.visible_to(actor).select_related("created_by").order_by("-created_at", "-id")[:LATEST]
    )


def unfinished(actor: Actor) -> list[ImportBatch]:
    """Files of the actor's prisons that wait for a person or for a worker, the latest first."""
    open_now = [BatchState.CHECKED, BatchState.RUNNING, BatchState.STOPPED]
    rows = ImportBatch.objects.visible_to(actor).filter(state__in=open_now, cleared_at__isnull=True)
    return list(rows.order_by("-created_at", "-id")[:LATEST])


def batch_for(actor: Actor, batch_id: uuid.UUID) -> ImportBatch | None:
    rows = ImportBatch.objects.visible_to(actor).select_related("created_by")
    return rows.filter(id=batch_id).first()


def progress(batch: ImportBatch) -> Progress:
    """How far a file that is being written has come. Rows that the check refused are none of it."""
    rows = ImportRow.objects.filter(batch=batch).exclude(verdict=Verdict.REFUSED)
    found = rows.aggregate(
        done=Count("id", filter=Q(state=RowState.DONE)), refused=Count("id", filter=Q(state=RowState.REFUSED)),
        waiting=Count("id", filter=Q(state=RowState.WAITING)),
    )  # fmt: skip
    return Progress(found["done"], found["refused"], found["waiting"])


def rows_of(batch: ImportBatch, verdict: str, after: int) -> RowPage:
    """A page of the rows with one verdict, in the order of the file."""
    rows = batch.rows.filter(verdict=verdict, number__gt=after).order_by("number")
    page = list(rows[: PAGE_SIZE + 1])
    return RowPage(page[:PAGE_SIZE], page[PAGE_SIZE - 1].number if len(page) > PAGE_SIZE else None)


def refused_rows(batch: ImportBatch, most: int | None = None) -> list[ImportRow]:
    """The rows that were not brought in, by the check or when they were written."""
    rows = batch.rows.filter(state=RowState.REFUSED).order_by("number")
    return list(rows[:most] if most else rows)
