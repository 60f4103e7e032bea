"""Results, what was done about them, and when a person's first assessments were complete."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, StandingRows, tracked
from learners.models.record_base import written_once
from plans.assessments.rules.guard import WORDS_MOST, Override, Why
from plans.assessments.rules.results import LEGACY_TEXT_MOST, NAME_MOST, REASON_MOST, TOOL_MOST, ResultState, Source
from plans.assessments.rules.types import MODES, REASONS, SPECS, AssessmentType, outcome_name

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def _of_its_type() -> Q:
    """Each type with the outcomes that it can come to; an old record may say it in words instead."""
    modern = [Q(type=kind, outcome__in=list(spec.outcomes)) for kind, spec in SPECS.items() if not spec.is_legacy]
    legacy = [
        Q(type=kind) & (Q(outcome__in=list(spec.outcomes)) | Q(outcome="") & ~Q(legacy_text="") if spec.outcomes
                        else Q(outcome="") & ~Q(legacy_text=""))
        for kind, spec in SPECS.items() if spec.is_legacy
    ]  # fmt: skip
    return reduce(or_, [*modern, *legacy])


def _banding_in_range() -> Q:
    allowed = Q(banding__isnull=True)
    for kind, spec in SPECS.items():
        if spec.banding:
            allowed |= Q(type=kind, banding__gte=spec.banding[0], banding__lte=spec.banding[1])
    return allowed


class ResultQuerySet(models.QuerySet["AssessmentResult"]):
    def visible_to(self, actor: "Actor") -> "ResultQuerySet":
        from learners.models import Learner

        permission = "own.view" if actor.learner_id else "assessment.view"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def current(self) -> "ResultQuerySet":
        return self.filter(state=ResultState.CURRENT)


@tracked
class AssessmentResult(LearnerRow):
    """One assessment and what it came to. All are kept; the latest by date is the headline of its subject."""

    type = models.CharField(max_length=20, choices=[(t, t) for t in AssessmentType])
    outcome = models.CharField(max_length=30, blank=True, default="")
    banding = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    taken_on = models.DateField()
    # Where it was taken, as the source says it: it may be a prison that the register does not know.
    place_code = models.CharField(max_length=6, blank=True, default="")
    place_name = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=20, choices=[(r, r) for r in REASONS], blank=True, default="")
    consent = models.BooleanField(null=True)
    referrals = models.JSONField(default=list)
    next_step = models.CharField(max_length=40, blank=True, default="")
    assessor = models.CharField(max_length=NAME_MOST, blank=True, default="")
    provider = models.CharField(max_length=NAME_MOST, blank=True, default="")
    tool = models.CharField(max_length=TOOL_MOST, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True)
    mode = models.CharField(max_length=10, choices=[(m, m) for m in MODES], blank=True, default="")
    accommodations = models.JSONField(default=list)
    legacy_text = models.CharField(max_length=LEGACY_TEXT_MOST, blank=True, default="")
    source = models.CharField(max_length=10, choices=[(s, s) for s in Source], default=Source.CAMPUS)
    state = models.CharField(max_length=10, choices=[(s, s) for s in ResultState], default=ResultState.CURRENT)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    override = models.OneToOneField(
        "assessments.RetestOverride", on_delete=models.PROTECT, null=True, related_name="result"
    )
    # Why it was corrected (said on the newer row) or taken out of use (said on the row itself).
    why = models.CharField(max_length=REASON_MOST, blank=True, default="")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = StandingRows.from_queryset(ResultQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        ordering = ["-taken_on", "-id"]
        indexes = [models.Index(fields=["learner", "type", "-taken_on"], name="result_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=_of_its_type(), name="result_is_of_its_type"),
            models.CheckConstraint(condition=_banding_in_range(), name="banding_in_range"),
            models.UniqueConstraint(
                fields=["learner", "type", "taken_on", "outcome", "legacy_text", "source"],
                condition=Q(set_aside=False) & ~Q(source=Source.CAMPUS), name="result_comes_once",
            ),
            models.CheckConstraint(
                condition=Q(state="VOID", voided_at__isnull=False, voided_by__isnull=False) & ~Q(why="")
                | ~Q(state="VOID") & Q(voided_at__isnull=True, voided_by__isnull=True),
                name="void_result_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(why=""), name="corrected_result_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome_name}"

    @property
    def spec(self) -> object:
        return SPECS[AssessmentType(self.type)]

    @property
    def title(self) -> str:
        return SPECS[AssessmentType(self.type)].title

    @property
    def outcome_name(self) -> str:
        return outcome_name(self.type, self.outcome, self.legacy_text)

    @property
    def is_current(self) -> bool:
        return self.state == ResultState.CURRENT

    @property
    def place(self) -> str:
        """The name as people say it: "Leeds", not "Leeds (HMP)"."""
        return self.place_name.split(" (")[0] or self.place_code


@tracked
class RetestOverride(LearnerRow):
    """Somebody let a person be tested again although it was not needed, and said why. It is counted."""

    type = models.CharField(max_length=20, choices=[(t, t) for t in AssessmentType])
    reason = models.CharField(max_length=25, choices=[(r, r) for r in Override])
    words = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    why = models.CharField(max_length=15, choices=[(w, w) for w in Why])
    # What it was that made the test needless.
    earlier = models.ForeignKey(
        AssessmentResult, on_delete=models.PROTECT, null=True, related_name="overrides", db_index=False
    )
    qualification = models.ForeignKey(
        "assessments.LearningEvent", on_delete=models.PROTECT, null=True, related_name="overrides", db_index=False
    )

    class Meta(LearnerRow.Meta):
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        indexes = [models.Index(fields=["created_at_establishment", "-created_at"], name="override_at_a_prison")]
        constraints = [
            models.CheckConstraint(
                condition=Q(earlier__isnull=False) | Q(qualification__isnull=False),
                name="override_names_what_there_was",
            ),
            models.CheckConstraint(
                condition=~Q(reason="OTHER") | ~Q(words=""), name="other_override_says_what"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.type} again: {self.reason}"


@tracked
class ScreeningComplete(LearnerRow):
    """All first assessments of one time in custody are done or not needed: the day on which that became so."""

    stay_began_on = models.DateField()
    completed_on = models.DateField()

    class Meta(LearnerRow.Meta):
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "stay_began_on"], condition=Q(set_aside=False), name="screened_once_a_stay"
            ),
        ]

    def __str__(self) -> str:
        return f"screened on {self.completed_on}"
