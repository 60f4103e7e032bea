"""The support plan: one a person, each version kept; its reviews; a plan that was turned down; the EHCP."""

from decimal import Decimal

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from campus.core.clock import london_date
from learners.models import LearnerRow, tracked
from learners.models.record_base import written_once
from plans.needs.rules.codes import DeclineReason
from plans.needs.rules.recording import NAME_MOST
from plans.needs.rules.support_plans import Consulted, PlanContent


@tracked
class SupportPlan(LearnerRow):
    """One a person, for life. What it says is in its versions; `number` is the one that holds."""

    number = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(set_aside=False), name="one_support_plan_a_person")
        ]

    def __str__(self) -> str:
        return f"support plan, version {self.number}"


@tracked
class SupportPlanVersion(LearnerRow):
    """The plan as it stood from one save to the next. Never changed."""

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    person_says = models.TextField()
    adjustments = models.TextField(blank=True, default="")
    teacher_skills = models.TextField(blank=True, default="")
    access_arrangements = models.TextField(blank=True, default="")
    lnsp_support = models.TextField(blank=True, default="")
    lnsp_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    anything_else = models.TextField(blank=True, default="")
    consulted = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    # Empty where the one who keyed it in wrote it.
    written_with_name = models.CharField(max_length=NAME_MOST, blank=True, default="")
    written_with_role = models.CharField(max_length=NAME_MOST, blank=True, default="")
    review_on = models.DateField()

    class Meta(LearnerRow.Meta):
        ordering = ["number"]
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="support_plan_version_has_its_number"),
            models.CheckConstraint(condition=~Q(person_says=""), name="support_plan_holds_what_the_person_says"),
            models.CheckConstraint(
                condition=Q(lnsp_support="", lnsp_hours__isnull=True)
                | (~Q(lnsp_support="") & Q(lnsp_hours__isnull=False)),
                name="specialist_support_says_its_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def content(self) -> PlanContent:
        """The version as rules take it."""
        return PlanContent(
            self.person_says, self.adjustments, self.teacher_skills, self.access_arrangements, self.lnsp_support,
            self.hours, self.anything_else, tuple(Consulted(one["name"], one["role"]) for one in self.consulted),
            self.written_with_name, self.written_with_role,
        )  # fmt: skip

    @property
    def summary(self) -> str:
        """For the line that unfolds it."""
        return f"{self.number}, {london_date(self.created_at):%-d %B %Y}"

    @property
    def people(self) -> str:
        """Who else was asked, one a line."""
        return "\n".join(f"{one['name']}, {one['role']}" if one["role"] else one["name"] for one in self.consulted)

    @property
    def hours(self) -> Decimal | None:
        return None if self.lnsp_hours is None else Decimal(self.lnsp_hours).quantize(Decimal("0.1"))


@tracked
class SupportPlanReview(LearnerRow):
    """A look at the plan with the person. `version` is the plan as it stood after it. Never changed."""

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(SupportPlanVersion, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    reviewed_on = models.DateField()
    persons_view = models.TextField(blank=True, default="")
    declined_to_take_part = models.BooleanField(default=False)
    reviewers_view = models.TextField()
    # When it should have been, so that late ones can be counted. Empty where there was no date.
    was_due_on = models.DateField(null=True)

    class Meta(LearnerRow.Meta):
        ordering = ["reviewed_on", "id"]
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_to_take_part=True, persons_view="")
                | (Q(declined_to_take_part=False) & ~Q(persons_view="")),
                name="support_review_has_the_view_or_the_refusal",
            ),
        ]

    def __str__(self) -> str:
        return f"review on {self.reviewed_on:%-d %B %Y}"

    @property
    def was_late(self) -> bool:
        return self.was_due_on is not None and self.reviewed_on > self.was_due_on


@tracked
class SupportPlanDecline(LearnerRow):
    """A support plan that was turned down, until somebody asks again."""

    reason = models.CharField(max_length=40, choices=[(r, r) for r in DeclineReason])
    detail = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, withdrawn_at__isnull=True),
                name="one_standing_decline_a_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("created_at")),
                name="decline_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


@tracked
class EhcpStatus(LearnerRow):
    """Whether the person has an education, health and care plan. Each answer is kept; the newest counts."""

    has_plan = models.BooleanField()

    class Meta(LearnerRow.Meta):
        ordering = ["created_at", "id"]
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        verbose_name_plural = "EHCP statuses"

    def __str__(self) -> str:
        return "has an EHCP" if self.has_plan else "has no EHCP"
