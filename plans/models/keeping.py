"""Who works with a person, what was put right afterwards, and what was printed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from campus.estate.models import Establishment
from learners.models import LearnerRow, tracked
from learners.models.record_base import written_once
from plans.rules.goals import CORRECTION_REASON_MOST


class CaseWorker(LearnerRow):
    """A member of staff who works with a person at a prison, from one day to another. One is open a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, ended_at__isnull=True),
                name="one_open_case_worker_a_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="case_work_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "learner"], name="caseload_open", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"case worker since {self.started_at:%Y-%m-%d}"


@tracked
class Correction(LearnerRow):
    """Something recorded was wrong and was put right: what it was, what it is, and why. The original stays here."""

    about = models.CharField(max_length=40)
    about_id = models.UUIDField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=CORRECTION_REASON_MOST)

    class Meta(LearnerRow.Meta):
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_says_why")]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return f"correction of a {self.about}"


@tracked
class PlanPrint(LearnerRow):
    """A plan as it was printed for the person. The file is part of the record: it was given to somebody."""

    asked_by_name = models.CharField(max_length=150)
    title = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, file_name="") | (Q(made_at__isnull=False) & ~Q(file_name="")),
                name="made_print_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DigestSent(Base):
    """The daily digest of one member of staff was queued. One a day, however often the task runs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"digest of {self.on}"
