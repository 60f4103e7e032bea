"""What a person has agreed to share with people outside, and with whom."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from campus.estate.models import Organisation
from learners.models.record_base import LearnerRow, StandingRows, tracked
from learners.rules import SharedBy, SharedThing, SharedWith

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class SharingChoiceQuerySet(models.QuerySet["SharingChoice"]):
    def visible_to(self, actor: "Actor") -> "SharingChoiceQuerySet":
        from learners.models.identity import Learner

        permission = "own.view" if actor.learner_id else "sharing.view"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def open(self) -> "SharingChoiceQuerySet":
        return self.filter(withdrawn_at__isnull=True)


@tracked
class SharingChoice(LearnerRow):
    """One thing, shared with one party, from one instant to another. Consent is a safeguard, not the lawful basis."""

    what = models.CharField(max_length=16, choices=[(w, w) for w in SharedThing])
    shared_with = models.CharField(max_length=28, choices=[(w, w) for w in SharedWith])
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    given_by_way = models.CharField(max_length=6, choices=[(h, h) for h in SharedBy])
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_way = models.CharField(max_length=6, choices=[(h, h) for h in SharedBy], blank=True, default="")

    objects = StandingRows.from_queryset(SharingChoiceQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "what", "organisation"],
                condition=Q(set_aside=False, withdrawn_at__isnull=True, organisation__isnull=False),
                name="shared_once_with_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["learner", "what", "shared_with"],
                condition=Q(set_aside=False, withdrawn_at__isnull=True, organisation__isnull=True),
                name="shared_once_with_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(shared_with="ORGANISATION", organisation__isnull=False)
                | Q(~Q(shared_with="ORGANISATION"), organisation__isnull=True),
                name="sharing_names_one_party",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by_way="")
                | Q(withdrawn_at__gte=F("given_at"), withdrawn_by_way__gt=""),
                name="withdrawn_sharing_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what.lower()} shared with {self.shared_with.lower()}"

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None
