"""How far the roll of each prison was read from the source."""

from django.db import models

from campus.core.ids import new_id
from campus.estate.models import Establishment


class RollReading(models.Model):
    """The roll of one prison, read page by page on one day. A reading that was broken off goes on at its cursor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    # Where the next page begins; the numbers on the pages so far; and those of whom something else is stored.
    cursor = models.CharField(max_length=200, blank=True, default="")
    seen = models.JSONField(default=list)
    to_ask = models.JSONField(default=list)
    pages_read = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    # Why the source could not be read, the last time it was asked.
    why = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["establishment", "on"], name="one_reading_a_prison_a_day")]

    def __str__(self) -> str:
        return f"{self.establishment_id} on {self.on}"
