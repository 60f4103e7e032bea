"""The proof of a move: what was counted before and after, and what was not as it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from learners.models import Learner
from transfers.models.cases import WRITTEN_ONCE, TransferCase


class Manifest(models.Model):
    """What was counted: how many rows of each kind, and a digest of them, before and after."""

    class Phase(models.TextChoices):
        BEFORE = "BEFORE", "Before the move"
        AFTER = "AFTER", "After the move"
        ACCEPT = "ACCEPT", "When they were accepted"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(TransferCase, on_delete=models.PROTECT, related_name="manifests")
    phase = models.CharField(max_length=8, choices=Phase)
    kinds = models.JSONField()
    total = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    epoch = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    # Ed25519 over all of the above (transfers.seals). Counts from before there were keys have none.
    signature = models.CharField(max_length=86, blank=True, default="")
    key_id = models.CharField(max_length=43, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "phase"], name="one_count_a_phase")]
        triggers = [WRITTEN_ONCE]

    def __str__(self) -> str:
        return f"{self.phase} {self.total}"


class TransferException(Base):
    """Something is not as it was before the move. Open until a steward says what it was."""

    case = models.ForeignKey(TransferCase, on_delete=models.PROTECT, related_name="exceptions")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", db_index=False)
    problems = models.JSONField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    resolution = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(resolved_at__isnull=True), name="one_open_exception"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | (Q(resolved_by__isnull=False) & ~Q(resolution="")),
                name="resolved_exception_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{len(self.problems)} problems"
