"""Tablets, secrets and sessions of the kiosk. None of it is part of the record: it says how somebody gets to it."""

from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from campus.estate.models import Establishment
from learners.models.identity import Learner
from learners.rules import DeviceKind


class Device(Base):
    """A tablet that staff enrolled at a prison. Known by a key in its cookie, of which only the digest is kept."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in DeviceKind], default=DeviceKind.CELL)
    key_digest = models.CharField(max_length=64, unique=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.label} at {self.establishment_id}"


class KioskSecret(Base):
    """The hash of a person's PIN, or of a one-time code that staff printed. Never the secret itself."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="kiosk_secret")
    pin_hash = models.CharField(max_length=200, blank=True, default="")
    must_change = models.BooleanField(default=True)
    code_hash = models.CharField(max_length=200, blank=True, default="")
    code_expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"PIN of {self.learner_id}"


class SignInAttempt(models.Model):
    """One try at a kiosk. Counted here, not in a cache that may forget."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    number_digest = models.CharField(max_length=64)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    succeeded = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["number_digest", "-at"], name="attempt_by_number", condition=Q(succeeded=False))
        ]

    def __str__(self) -> str:
        return f"{'in' if self.succeeded else 'refused'} at {self.at:%H:%M}"


class SignInRelease(Base):
    """Staff ended a wait: tries before this instant no longer count."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"wait of {self.learner_id} ended"


class KioskSession(models.Model):
    """One sign-in at a tablet. The person, the device and the place are read again on each request."""

    class Ended(models.TextChoices):
        SIGNED_OUT = "SIGNED_OUT", "Signed out"
        IDLE = "IDLE", "Left alone too long"
        OVER = "OVER", "Open too long"
        MOVED = "MOVED", "Moved to another prison"
        ELSEWHERE = "ELSEWHERE", "Signed in somewhere else"
        STAFF = "STAFF", "Ended by staff"
        DEVICE = "DEVICE", "Device no longer enrolled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="kiosk_sessions")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    used_at = models.DateTimeField()
    placement_epoch = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, choices=Ended, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at__isnull=True), name="one_kiosk_session_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} since {self.started_at:%H:%M}"


class KioskPreference(models.Model):
    """How a person likes the tablet. It follows them, and says nothing about them."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, primary_key=True, related_name="kiosk_preference")
    text_size = models.PositiveSmallIntegerField(default=100, choices=[(n, f"{n}%") for n in (100, 115, 130, 150)])
    tint = models.CharField(
        max_length=15,
        default="cream",
        choices=[("cream", "Cream"), ("white", "White"), ("blue", "Blue"), ("high-contrast", "High contrast")],
    )
    language = models.CharField(max_length=5, default="en-gb")

    def __str__(self) -> str:
        return f"{self.text_size}% {self.tint}"
