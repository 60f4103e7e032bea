"""The law needs a record: while a hold stands, nothing of it is erased."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from learners.models import Learner
from transfers.rights.rules.erasure import HOLD_WORDS_MOST

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class HoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, actor: "Actor") -> "HoldQuerySet":
        if actor.learner_id:
            return self.none()
        return self.filter(learner__in=Learner.objects.visible_to(actor, "legal_hold.keep"))

    def standing(self, on: dt.date) -> "HoldQuerySet":
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on), ended_at__isnull=True, starts_on__lte=on
        )  # fmt: skip


class LegalHold(Base):
    """One reason why a record is kept, from a day on, until a day or until somebody ends it."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(max_length=HOLD_WORDS_MOST)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_because = models.CharField(max_length=HOLD_WORDS_MOST, blank=True, default="")

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_says_why"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="legal_hold_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="ended_hold_says_who_and_why",
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "id"], name="holds_standing", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"hold from {self.starts_on}"
