"""Whether somebody has a need, and when their support plan or its review is due."""

from django.db import models
from django.db.models import Q

from campus.estate.models import Establishment
from learners.models import LearnerRow, tracked
from learners.models.record_base import written_once
from plans.needs.rules.standing import (
    CHANGE_WORDS,
    SCHEDULE_WORDS,
    Footing,
    NoDeadline,
    ScheduleChange,
    ScheduleTask,
    SupportScheduleStatus,
)


@tracked
class NeedsProfile(LearnerRow):
    """What the items come to, worked out at each change, so that a list of a whole prison is one join."""

    has_need = models.BooleanField()
    sources = models.JSONField(default=list)
    screened_on = models.DateField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(set_aside=False), name="one_needs_profile_a_person")
        ]

    def __str__(self) -> str:
        return "has a need" if self.has_need else "no need"


class ScheduleState(LearnerRow):
    """The columns that a schedule and each version of it share."""

    task = models.CharField(max_length=10, choices=[(t, t) for t in ScheduleTask])
    status = models.CharField(max_length=40, choices=[(s, s) for s in SupportScheduleStatus])
    deadline_on = models.DateField(null=True)
    no_deadline = models.CharField(max_length=20, choices=[(n, n) for n in NoDeadline], blank=True, default="")
    footing = models.CharField(max_length=12, choices=[(f, f) for f in Footing], default=Footing.NEVER)
    course_started_on = models.DateField(null=True)
    pes_funded = models.BooleanField(default=False)
    course_at = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta(LearnerRow.Meta):
        abstract = True


@tracked
class SupportSchedule(ScheduleState):
    """The one thing that is due next for a person: their support plan or, once there is one, its review."""

    number = models.PositiveIntegerField(default=1)

    class Meta(ScheduleState.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(set_aside=False), name="one_support_schedule_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(status="SCHEDULED") | Q(deadline_on__isnull=False) | ~Q(no_deadline=""),
                name="scheduled_support_has_a_date_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True) | Q(no_deadline=""), name="dated_support_needs_no_excuse"
            ),
            models.CheckConstraint(
                condition=Q(footing="NEVER", course_started_on__isnull=True) | ~Q(footing="STUDYING")
                | Q(course_started_on__isnull=False),
                name="studying_since_some_day",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["deadline_on", "learner"], name="support_due", condition=Q(status="SCHEDULED")),
        ]

    def __str__(self) -> str:
        return f"{self.task.lower()}: {self.status}"


class SupportScheduleVersion(ScheduleState):
    """A schedule as it stood: contract managers see each change. Never changed itself."""

    schedule = models.ForeignKey(SupportSchedule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    because = models.CharField(max_length=20, choices=[(c, c) for c in ScheduleChange])

    class Meta(ScheduleState.Meta):
        ordering = ["number"]
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="support_schedule_version_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def status_words(self) -> str:
        return SCHEDULE_WORDS[SupportScheduleStatus(self.status)]

    @property
    def because_words(self) -> str:
        return CHANGE_WORDS[ScheduleChange(self.because)]
