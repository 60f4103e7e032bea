"""What somebody wrote while the person moved away: kept for those who have the person now."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.estate.models import Establishment
from learners.models import Learner, LearnerRow
from learners.models.record_base import StandingRows
from transfers.handover.rules import WORDS_MOST, LateState

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class LateQuerySet(models.QuerySet["LateContribution"]):
    def for_deciding(self, actor: "Actor") -> "LateQuerySet":
        """About people here, and of such things as the actor may read and do."""
        here = Learner.objects.visible_to(actor, "late.decide")
        return self.filter(learner__in=here, permission__in=sorted(actor.granted))

    def waiting(self) -> "LateQuerySet":
        return self.filter(state=LateState.WAITING)

    def over(self, before: dt.datetime) -> "LateQuerySet":
        return self.waiting().filter(created_at__lte=before)


class LateContribution(LearnerRow):
    """One form that was sent after the person had moved, as it was typed. Never a silent write, and never lost.

    `page` and `names` are the address that it was sent to; `typed` what the browser sent; `said` the same in words.
    Who wrote it, when and from which prison is the row's provenance.
    """

    page = models.CharField(max_length=80)
    names = models.JSONField()
    query = models.CharField(max_length=300, blank=True, default="")
    typed = models.JSONField()
    said = models.JSONField()
    title = models.CharField(max_length=100)
    permission = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    opened_epoch = models.PositiveIntegerField()
    author_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=[(s, s) for s in LateState], default=LateState.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed = models.BooleanField(default=False)
    reason = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    result_url = models.CharField(max_length=500, blank=True, default="")
    # The author has read what became of it.
    told_at = models.DateTimeField(null=True)

    objects = StandingRows.from_queryset(LateQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_at__isnull=True)
                | Q(state="ATTACHED", decided_at__isnull=False, decided_by__isnull=True)
                | Q(state__in=["ACCEPTED", "RETURNED"], decided_at__isnull=False, decided_by__isnull=False),
                name="decided_contribution_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="RETURNED") & ~Q(reason="") | ~Q(state="RETURNED") & Q(reason=""),
                name="returned_contribution_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "created_at"], name="late_waiting", condition=Q(state="WAITING")),
            models.Index(fields=["created_at"], name="late_by_age", condition=Q(state="WAITING")),
            models.Index(fields=["created_by", "-created_at"], name="late_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.state.lower()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == LateState.WAITING
