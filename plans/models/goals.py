"""A person's plan: goals in their own words, and the steps that lead there."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, StandingRows, tracked
from plans.rules.goals import (
    ARCHIVE_WORDS_MOST,
    NOTE_MOST,
    QUALIFICATION_MOST,
    TITLE_MOST,
    ArchiveReason,
    GoalStatus,
    PlanStatus,
    StepOwner,
    StepStatus,
)

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


@tracked
class Plan(LearnerRow):
    """One a person, for life. It is a draft until staff and the person agree it."""

    status = models.CharField(max_length=10, choices=[(s, s) for s in PlanStatus], default=PlanStatus.DRAFT)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(set_aside=False), name="one_plan_a_person"),
            models.CheckConstraint(
                condition=Q(status="DRAFT", agreed_at__isnull=True)
                | Q(status="AGREED", agreed_at__isnull=False, agreed_by__isnull=False),
                name="agreed_plan_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status.lower()} plan"


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, actor: "Actor") -> "GoalQuerySet":
        from learners.models import Learner

        permission = "own.view" if actor.learner_id else "plan.view"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def active(self) -> "GoalQuerySet":
        return self.filter(status=GoalStatus.ACTIVE)


@tracked
class Goal(LearnerRow):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(max_length=TITLE_MOST)
    target_on = models.DateField()
    status = models.CharField(max_length=10, choices=[(s, s) for s in GoalStatus], default=GoalStatus.ACTIVE)
    note = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    note_is_staff_only = models.BooleanField(default=False)
    # What the goal leads to, any of the three: when the linked thing is done, the page suggests to complete the goal.
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, null=True, related_name="+")
    qualification = models.CharField(max_length=QUALIFICATION_MOST, blank=True, default="")
    work_type = models.CharField(max_length=30, blank=True, default="")
    # How it ended, if it did. A reopened goal keeps neither; its history does.
    closed_on = models.DateField(null=True)
    closing_note = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    archive_reason = models.CharField(max_length=60, blank=True, default="", choices=[(r, r) for r in ArchiveReason])
    archive_words = models.CharField(max_length=ARCHIVE_WORDS_MOST, blank=True, default="")

    objects = StandingRows.from_queryset(GoalQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ACTIVE", closed_on__isnull=True) | Q(~Q(status="ACTIVE"), closed_on__isnull=False),
                name="closed_goal_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status="ARCHIVED") & ~Q(archive_reason="")
                | Q(~Q(status="ARCHIVED"), archive_reason="", archive_words=""),
                name="archived_goal_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(archive_reason="OTHER") | ~Q(archive_words=""), name="other_reason_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StepQuerySet(models.QuerySet["Step"]):
    def live(self) -> "StepQuerySet":
        """The steps that still stand in their goal."""
        return self.filter(removed_at__isnull=True)


@tracked
class Step(LearnerRow):
    """A small thing to do. The learner ticks it; it is done when staff have confirmed it.

    A step is never deleted. One that was taken out of its goal says when, and stands behind all others.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_MOST)
    status = models.CharField(max_length=12, choices=[(s, s) for s in StepStatus], default=StepStatus.NOT_STARTED)
    owner = models.CharField(max_length=10, blank=True, default="", choices=[(o, o) for o in StepOwner])
    due_on = models.DateField(null=True)
    ticked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True)

    objects = StandingRows.from_queryset(StepQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        ordering = ["position"]
        constraints = [
            # Checked at the end of each statement, so that one statement can put the steps in another order.
            models.UniqueConstraint(
                fields=["goal", "position"], name="step_has_its_place", deferrable=models.Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(
                condition=Q(status="COMPLETE", done_at__isnull=False) | Q(~Q(status="COMPLETE"), done_at__isnull=True),
                name="done_step_says_when",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(status="NOT_STARTED", ticked_at__isnull=True),
                name="only_unstarted_step_is_taken_out",
            ),
        ]
        indexes = [
            models.Index(
                fields=["learner", "ticked_at"], name="step_to_confirm",
                condition=Q(ticked_at__isnull=False, done_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.status == StepStatus.COMPLETE

    @property
    def waits_for_staff(self) -> bool:
        return self.ticked_at is not None and not self.is_done
