"""Where people are held, and the organisations that work with them."""

from django.db import models
from django.db.models.functions import Lower

from campus.core.ids import new_id


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    def active(self) -> "EstablishmentQuerySet":
        return self.filter(active=True)

    def for_women(self) -> "EstablishmentQuerySet":
        return self.filter(female=True)


class Establishment(models.Model):
    """A prison or young offender institution. The register's code (three letters, with few exceptions) is the key."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=80)
    welsh_name = models.CharField(max_length=80, blank=True, default="")
    active = models.BooleanField()
    male = models.BooleanField()
    female = models.BooleanField()
    long_term_high_security = models.BooleanField(default=False)
    contracted = models.BooleanField(default=False)
    types = models.CharField(max_length=40, blank=True, default="")
    categories = models.CharField(max_length=40, blank=True, default="")
    operator = models.CharField(max_length=40, blank=True, default="")
    town = models.CharField(max_length=60, blank=True, default="")
    county = models.CharField(max_length=60, blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    country = models.CharField(max_length=20, blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[A-Z0-9]{3,6}$"), name="establishment_code_shape"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The name as people say it: "Leeds", not "Leeds (HMP)"."""
        return self.name.split(" (")[0]


class Organisation(models.Model):
    """A body outside prison whose workers use the portal. Its profile is kept by the app that deals with it."""

    class Kind(models.TextChoices):
        PROVIDER = "PROVIDER", "Provider"
        EMPLOYER = "EMPLOYER", "Employer"
        LEGAL_ADVISER = "LEGAL_ADVISER", "Legal adviser"

    class Status(models.TextChoices):
        """providers-messaging-outcomes.md 1.2"""

        APPLIED = "APPLIED", "Applied"
        IN_REVIEW = "IN_REVIEW", "In review"
        REJECTED = "REJECTED", "Rejected"
        APPROVED = "APPROVED", "Approved"
        ACTIVE = "ACTIVE", "Active"
        SUSPENDED = "SUSPENDED", "Suspended"
        OFFBOARDING = "OFFBOARDING", "Off-boarding"
        CLOSED = "CLOSED", "Closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=20, choices=Status, default=Status.APPLIED)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its workers may use the portal at all."""
        return self.status in (self.Status.ACTIVE, self.Status.OFFBOARDING)
