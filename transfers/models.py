"""What was heard about movements, what each move did, and the proof of it. None of it is the record: it is about it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from campus.estate.models import Establishment
from learners.models import Learner
from transfers.rules import ALLOWED, OPEN_STATES, CaseState

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)


class MovementEvent(models.Model):
    """One message about somebody's movements, kept as it came. An event is a hint; the roll is the truth."""

    class State(models.TextChoices):
        NEW = "NEW", "New"
        APPLIED = "APPLIED", "Applied"
        DUPLICATE = "DUPLICATE", "Seen before"
        SUPERSEDED = "SUPERSEDED", "Something newer is known"
        IGNORED = "IGNORED", "Changes nothing"
        PARKED = "PARKED", "Cannot be read"
        FAILED = "FAILED", "Failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transport = models.CharField(max_length=20)
    transport_message_id = models.CharField(max_length=100)
    semantic_key = models.CharField(max_length=64, blank=True, default="")
    event_type = models.CharField(max_length=100, blank=True, default="")
    prison_number = models.CharField(max_length=10, blank=True, default="")
    occurred_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transport", "transport_message_id"], name="message_heard_once"),
        ]
        indexes = [
            models.Index(
                fields=["semantic_key", "-received_at"], name="event_by_meaning", condition=~Q(semantic_key="")
            ),
            models.Index(
                fields=["state", "-id"], name="event_needing_a_person", condition=Q(state__in=["PARKED", "FAILED"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.state}"


class TransferCase(Base):
    """One move of one person, from departure to acceptance."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="transfer_cases")
    from_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    to_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=[(s, s) for s in CaseState])
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state__in=sorted(OPEN_STATES)), name="one_open_case_a_person"
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_establishment", "-arrived_at"], name="case_arrived", condition=Q(arrived_at__isnull=False)
            ),
            models.Index(fields=["state"], name="case_in_exception", condition=Q(state="EXCEPTION")),
        ]

    def __str__(self) -> str:
        return f"{self.from_establishment_id} to {self.to_establishment_id}: {self.state}"


class TransferTransition(models.Model):
    """One step of a case. The state column is written only together with one of these."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(TransferCase, on_delete=models.PROTECT, related_name="transitions")
    before = models.CharField(max_length=12, blank=True, default="")
    after = models.CharField(max_length=12)
    cause = models.ForeignKey(MovementEvent, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(before=b or "", after=a) for b, a in sorted(ALLOWED, key=lambda p: (p[0] or "", p[1]))],
                    _connector=Q.OR,
                ),
                name="transition_is_allowed",
            ),
            models.UniqueConstraint(fields=["case", "cause", "after"], name="one_cause_moves_a_case_once"),
        ]
        triggers = [WRITTEN_ONCE]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"


class Manifest(models.Model):
    """What was counted: how many rows of each kind, and a digest of them, before and after."""

    class Phase(models.TextChoices):
        BEFORE = "BEFORE", "Before the move"
        AFTER = "AFTER", "After the move"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(TransferCase, on_delete=models.PROTECT, related_name="manifests")
    phase = models.CharField(max_length=8, choices=Phase)
    kinds = models.JSONField()
    total = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    epoch = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

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
