"""What a person says is wrong, what staff answered, and corrections of who somebody is."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.clock import london_date
from learners.models import Learner, LearnerRow, StandingRows, tracked
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About, CorrectionState, RequestState

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def _user() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class RequestQuerySet(models.QuerySet["RectificationRequest"]):
    def visible_to(self, actor: "Actor") -> "RequestQuerySet":
        """A person's own; for staff those of the people whom they decide for, which follow a person who moves."""
        if actor.learner_id:
            return self.filter(learner_id=actor.learner_id)
        return self.filter(learner__in=Learner.objects.visible_to(actor, "rectification.decide"))

    def waiting(self) -> "RequestQuerySet":
        return self.filter(state=RequestState.WAITING)


@tracked
class RectificationRequest(LearnerRow):
    """The person's own words about what is wrong, and the answer that they read. Neither is changed afterwards."""

    about = models.CharField(max_length=10, choices=[(a, a) for a in About])
    wrong = models.CharField(max_length=rules.WORDS_MOST)
    should_be = models.CharField(max_length=rules.WORDS_MOST)
    # The language of the page on which it was asked: staff answer in it where they can.
    language = models.CharField(max_length=5, default="en-gb")
    state = models.CharField(max_length=12, choices=[(s, s) for s in RequestState], default=RequestState.WAITING)
    answer_by_on = models.DateField()
    longer_at = models.DateTimeField(null=True)
    longer_because = models.CharField(max_length=rules.REASON_MOST, blank=True, default="")
    answer = models.CharField(max_length=rules.ANSWER_MOST, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = _user()

    objects = StandingRows.from_queryset(RequestQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "TAKEN_BACK"], answered_at__isnull=True, answer="")
                | Q(~Q(state__in=["WAITING", "TAKEN_BACK"]), answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer=""),
                name="answered_rectification_says_what",
            ),
            models.CheckConstraint(
                condition=Q(longer_at__isnull=True, longer_because="")
                | Q(longer_at__isnull=False) & ~Q(longer_because=""),
                name="longer_rectification_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by_on", "id"], name="rectifications_waiting", condition=Q(state="WAITING")
            ),
            models.Index(fields=["learner", "-created_at"], name="rectifications_of_a_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.about} {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestState.WAITING

    @property
    def asked_on(self) -> dt.date:
        return london_date(self.created_at)

    @property
    def may_complain(self) -> bool:
        return self.state in rules.MAY_COMPLAIN


@tracked
class IdentityCorrection(LearnerRow):
    """A name or a birth date that is to be put right: one person asks with what shows it, a steward decides."""

    request = models.ForeignKey(
        RectificationRequest, on_delete=models.PROTECT, null=True, related_name="corrections", db_index=False
    )
    before = models.JSONField()
    after = models.JSONField()
    evidence = models.CharField(max_length=rules.REASON_MOST)
    state = models.CharField(max_length=8, choices=[(s, s) for s in CorrectionState], default=CorrectionState.ASKED)
    decided_at = models.DateTimeField(null=True)
    decided_by = _user()
    words = models.CharField(max_length=rules.REASON_MOST, blank=True, default="")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(set_aside=False, state="ASKED"), name="one_identity_correction_waits"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", decided_by__isnull=True)
                | Q(~Q(state="ASKED"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("created_by")),
                name="identity_correction_is_decided_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="identity_corrections_asked", condition=Q(state="ASKED")),
        ]

    def __str__(self) -> str:
        return f"identity {self.state}"

    @property
    def is_asked(self) -> bool:
        return self.state == CorrectionState.ASKED

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Each field that differs: what it is called, what it says, what it should say."""
        labels = {"given_name": "First name", "family_name": "Family name", "date_of_birth": "Birth date"}
        return [
            (label, self.before.get(name) or "Not known", self.after.get(name) or "Not known")
            for name, label in labels.items() if self.before.get(name) != self.after.get(name)
        ]  # fmt: skip
