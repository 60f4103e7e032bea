"""Organisations that help, and which of their workers works with whom."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from campus.estate.models import Organisation
from learners.models import LearnerRow, StandingRows, tracked
from providers.rules import ABOUT_MOST, PURPOSE_MOST, SUMMARY_MOST, EndedBecause

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class ProviderProfile(Base):
    """What an organisation does, in its own words. The organisation itself belongs to the estate."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="provider_profile")
    summary = models.CharField(max_length=SUMMARY_MOST)
    about = models.CharField(max_length=ABOUT_MOST, blank=True, default="")

    def __str__(self) -> str:
        return f"profile of {self.organisation}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(ended_at__isnull=True)

    def of_worker(self, actor: "Actor") -> "AssignmentQuerySet":
        """The people that this worker works with now, through a posting that still holds."""
        organisations = actor.organisations_with("portal.message")
        if actor.learner_id or not organisations:
            return self.none()
        return self.open().filter(worker_id=actor.user_id, organisation_id__in=organisations)


@tracked
class Assignment(LearnerRow):
    """One named worker of one provider works with a person, from one instant to another. It holds across a move."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", db_index=False
    )
    purpose = models.CharField(max_length=PURPOSE_MOST)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(
        max_length=16, choices=[(e.value, e.value) for e in EndedBecause], blank=True, default=""
    )

    objects = StandingRows.from_queryset(AssignmentQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "worker", "organisation"],
                condition=Q(set_aside=False, ended_at__isnull=True),
                name="worker_assigned_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | Q(ended_at__gte=F("started_at"), ended_because__in=sorted(e.value for e in EndedBecause)),
                name="ended_assignment_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["worker", "organisation"], name="assignment_of_worker", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["organisation", "learner"], name="assignment_of_provider", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} for {self.purpose}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
