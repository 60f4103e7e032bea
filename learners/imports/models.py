"""A file of rows that staff brought in, and what became of each row.

Neither leads to a person: a row holds what the file said, until it is emptied (rules.KEPT_DAYS). What was written from
it is the record, and that is elsewhere.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from learners.imports.rules import BatchState, RowState, Verdict

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, actor: "Actor") -> "BatchQuerySet":
        """Files of the prisons where the actor may bring in files."""
        if actor.learner_id:
            return self.none()
        return self.filter(created_at_establishment_id__in=actor.establishments_with("import.run"))


class ImportBatch(Base):
    """One file. The counts are of its check and of what has been done so far."""

    importer = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=[(s, s) for s in BatchState], default=BatchState.CHECKED)
    # The post in which the file was brought in: the worker acts in it, and asks again whether it still holds.
    posting_id = models.UUIDField(null=True)
    columns = models.JSONField(default=list)
    good = models.PositiveIntegerField(default=0)
    look = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=200, blank=True, default="")
    cleared_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["CHECKED", "CANCELLED"], confirmed_at__isnull=True)
                | Q(state__in=["RUNNING", "STOPPED"], confirmed_at__isnull=False, finished_at__isnull=True)
                | Q(state="DONE", confirmed_at__isnull=False, finished_at__isnull=False),
                name="import_says_when_it_ran",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at_establishment", "-created_at"], name="imports_of_a_prison"),
            models.Index(fields=["created_at"], name="imports_to_clear", condition=Q(cleared_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rows_sent(self) -> int:
        return self.good + self.look + self.refused

    @property
    def to_do(self) -> int:
        return self.good + self.look


class ImportRow(models.Model):
    """One line of the file: what it said, what the check said of it, and whether it was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    about = models.CharField(max_length=140, blank=True, default="")
    verdict = models.CharField(max_length=8, choices=[(v, v) for v in Verdict])
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=[(s, s) for s in RowState], default=RowState.WAITING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "number"], name="import_rows_waiting", condition=Q(state="WAITING")),
            models.Index(fields=["batch", "verdict", "number"], name="import_rows_by_verdict"),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"

    def said(self) -> list[str]:
        """The cells that hold something, in the order of the file. Ask of rows whose batch is at hand."""
        return [cell for name in self.batch.columns if (cell := self.cells.get(name, ""))]
