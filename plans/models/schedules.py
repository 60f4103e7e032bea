"""When somebody's induction and next review are due. Bindings: they hang on a place and a date.

Each row stands as it is now; each state it ever had is a version, written beside it and never changed.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from learners.models import LearnerRow
from learners.models.record_base import written_once
from plans.rules.schedules import (
    ACTIVE_REVIEW,
    HOLD_WORDS_MOST,
    INDUCTION_STATUSES,
    REVIEW_STATUSES,
    Contract,
    InductionRule,
    ScheduleStatus,
)
from plans.rules.windows import ReviewRule, ReviewType

# Whose it is may change when two people turn out to be one, and nothing else.
DONE_IS_DONE = pgtrigger.Trigger(
    name="done_is_done",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__status=ScheduleStatus.COMPLETED.value),
    func="""
        IF to_jsonb(OLD) - ARRAY['learner_id', 'origin_id', 'set_aside']
            <> to_jsonb(NEW) - ARRAY['learner_id', 'origin_id', 'set_aside'] THEN
            RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    """,
)


class InductionSchedule(LearnerRow):
    """One a person. Without a date it waits for assessments."""

    status = models.CharField(max_length=60, choices=[(s, s) for s in INDUCTION_STATUSES])
    due_on = models.DateField(null=True)
    rule = models.CharField(max_length=60, choices=[(r, r) for r in InductionRule])
    contract = models.CharField(max_length=3, choices=[(c, c) for c in Contract])
    admitted_on = models.DateField()
    exempted_on = models.DateField(null=True)
    hold_words = models.CharField(max_length=HOLD_WORDS_MOST, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(set_aside=False), name="one_induction_schedule_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(status=ScheduleStatus.SCHEDULED) | Q(due_on__isnull=False),
                name="scheduled_induction_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "due_on", "learner"], name="induction_open", condition=~Q(status="COMPLETED")
            ),
        ]
        triggers = [*LearnerRow.Meta.triggers, DONE_IS_DONE]

    def __str__(self) -> str:
        return f"induction {self.status}"


class ReviewSchedule(LearnerRow):
    """A review that is or was to be held between two days. At most one is active a person."""

    status = models.CharField(max_length=60, choices=[(s, s) for s in REVIEW_STATUSES])
    earliest_on = models.DateField()
    latest_on = models.DateField()
    rule = models.CharField(max_length=60, choices=[(r, r) for r in ReviewRule])
    type = models.CharField(max_length=20, choices=[(t, t) for t in ReviewType])
    # What the window was worked out from: another release date or sentence makes another window, from the same day.
    worked_out_on = models.DateField()
    release_on = models.DateField(null=True)
    legal_status = models.CharField(max_length=30)
    exempted_on = models.DateField(null=True)
    hold_words = models.CharField(max_length=HOLD_WORDS_MOST, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, status__in=sorted(ACTIVE_REVIEW)),
                name="one_active_review_a_person",
            ),
            models.CheckConstraint(
                condition=Q(latest_on__gte=F("earliest_on")), name="review_window_ends_after_it_opens"
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "latest_on", "learner"], name="review_open", condition=~Q(status="COMPLETED")
            ),
        ]
        triggers = [*LearnerRow.Meta.triggers, DONE_IS_DONE]

    def __str__(self) -> str:
        return f"{self.type} {self.status}"


class ScheduleVersion(LearnerRow):
    """What one change made of a schedule: what changed, when, why and at which prison. Contract managers read these."""

    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=60)
    rule = models.CharField(max_length=60)
    hold_words = models.CharField(max_length=HOLD_WORDS_MOST, blank=True, default="")
    # What brought it about: a movement, a member of staff, the nightly look, a new release date.
    cause = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta(LearnerRow.Meta):
        abstract = True


class InductionScheduleVersion(ScheduleVersion):
    schedule = models.ForeignKey(InductionSchedule, on_delete=models.PROTECT, related_name="versions", db_index=False)
    due_on = models.DateField(null=True)

    class Meta(ScheduleVersion.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["schedule", "version"], name="induction_version_is_one")]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return f"version {self.version}: {self.status}"


class ReviewScheduleVersion(ScheduleVersion):
    schedule = models.ForeignKey(ReviewSchedule, on_delete=models.PROTECT, related_name="versions", db_index=False)
    earliest_on = models.DateField()
    latest_on = models.DateField()

    class Meta(ScheduleVersion.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["schedule", "version"], name="review_version_is_one")]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return f"version {self.version}: {self.status}"
