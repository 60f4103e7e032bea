"""Looking at somebody who is elsewhere, for a time and for a reason."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core import clock
from campus.estate.models import Establishment
from learners.models.record_base import LearnerRow, StandingRows
from learners.relations import OPENS_RECORD, WindowKind

if TYPE_CHECKING:
    from campus.accounts.actors import Actor

REASON_MOST = 500


class AccessWindowQuerySet(models.QuerySet["AccessWindow"]):
    def open(self, at: dt.datetime) -> "AccessWindowQuerySet":
        return self.filter(closed_at__isnull=True, starts_at__lte=at, ends_at__gt=at)

    def opened_to(self, actor: "Actor") -> dict[uuid.UUID, frozenset[str]]:
        """Whose records a window opens to the actor, with the kinds of window. Asked once a request."""
        if actor.learner_id or not actor.postings:
            return {}
        if "windows" not in actor.memo:
            rows = self.open(clock.now()).filter(user_id=actor.user_id, kind__in=sorted(OPENS_RECORD))
            found: dict[uuid.UUID, frozenset[str]] = {}
            for learner_id, kind in rows.values_list("learner_id", "kind"):
                found[learner_id] = found.get(learner_id, frozenset()) | {kind}
            actor.memo["windows"] = found
        return actor.memo["windows"]


class AccessWindow(LearnerRow):
    """One user, or everybody of one prison, may look at one person from one instant to another. Never a write.

    An emergency opens at once and is told at once, and every use of it is reviewed (transfers-access-security.md 1.8).
    """

    kind = models.CharField(max_length=17, choices=[(k, k) for k in WindowKind])
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=30, blank=True, default="")
    reason = models.CharField(max_length=REASON_MOST, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    review = models.CharField(max_length=REASON_MOST, blank=True, default="")
    review_outcome = models.CharField(max_length=20, blank=True, default="")

    objects = StandingRows.from_queryset(AccessWindowQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="window_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(kind__in=["AUTHOR", "BREAK_GLASS"]) | Q(user__isnull=False), name="window_names_who_looks"
            ),
            models.CheckConstraint(
                condition=~Q(kind="BREAK_GLASS") | (~Q(reason="") & ~Q(reason_code="")), name="emergency_says_why"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, review="", review_outcome="")
                | (Q(reviewed_by__isnull=False) & ~Q(review="") & ~Q(review_outcome="")),
                name="reviewed_window_says_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "ends_at"], name="window_of_a_user",
                condition=Q(kind__in=["AUTHOR", "BREAK_GLASS"], closed_at__isnull=True),
            ),
            models.Index(
                fields=["establishment", "-starts_at"], name="emergency_here", condition=Q(kind="BREAK_GLASS")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind.lower()} until {self.ends_at:%Y-%m-%d %H:%M}"

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None
