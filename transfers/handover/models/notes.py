"""What one prison tells the next about somebody, and who takes over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from learners.models import LearnerRow
from learners.models.record_base import KEPT, NEVER_EMPTIED, written_once
from transfers.handover.rules import NOTE_MOST
from transfers.models import TransferCase


def _user() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class HandOver(LearnerRow):
    """One a move: the note, who should take it on, and who did. `number` 0 is the draft that the record made."""

    case = models.OneToOneField(TransferCase, on_delete=models.PROTECT, related_name="hand_over")
    text = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    first = models.JSONField(default=list)
    number = models.PositiveSmallIntegerField(default=0)
    drafted_at = models.DateTimeField(null=True)
    edit_until_on = models.DateField()
    written_by = _user()
    written_at = models.DateTimeField(null=True)
    # The read receipt: who at the receiving prison opened which version first.
    read_by = _user()
    read_at = models.DateTimeField(null=True)
    read_number = models.PositiveSmallIntegerField(null=True)
    assignee = _user()
    accepted_by = _user()
    worker = _user()
    decisions = models.JSONField(default=list)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(number=0, written_by__isnull=True) | Q(number__gt=0, written_by__isnull=False),
                name="written_note_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="read_note_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["assignee", "case"], name="handover_of", condition=Q(assignee__isnull=False))]

    def __str__(self) -> str:
        return f"hand-over note {self.number}"

    @property
    def is_written(self) -> bool:
        return self.number > 0


class HandOverVersion(LearnerRow):
    """The note as somebody saved it. Never changed."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=NOTE_MOST)
    first = models.JSONField(default=list)

    class Meta(LearnerRow.Meta):
        constraints = [models.UniqueConstraint(fields=["hand_over", "number"], name="one_note_a_number")]
        triggers = [KEPT, NEVER_EMPTIED, written_once()]

    def __str__(self) -> str:
        return f"version {self.number}"
