"""The inbox: each message about movements, as it came."""

from django.db import models
from django.db.models import Q

from campus.core.ids import new_id


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
    # The number whose timeline this is a fact of: another one than was said, after a booking was moved.
    counts_for = models.CharField(max_length=10, blank=True, default="")
    occurred_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    why = models.CharField(max_length=300, blank=True, default="")
    # The roll said otherwise of that time: the event stays, and is no fact any more.
    overruled_at = models.DateTimeField(null=True)

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
            models.Index(fields=["counts_for"], name="event_of_a_number", condition=~Q(counts_for="")),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.state}"
