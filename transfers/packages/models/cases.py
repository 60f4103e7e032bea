"""Packages that this campus makes, packages that it is sent, and what it keeps of them that it has no room for."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.ids import new_id
from campus.core.models import Base
from learners.models import Learner, LearnerRow, tracked
from learners.models.record_base import written_once
from transfers.packages.rules.cases import WAITS_FOR_ANSWER, WORDS_MOST, Basis, Purpose, ReceivedState, SentState
from transfers.packages.rules.importing import Outcome, WhyCarried

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def _user_key() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class PackageCaseQuerySet(models.QuerySet["PackageCase"]):
    def visible_to(self, actor: "Actor") -> "PackageCaseQuerySet":
        """A person's own copies; for staff the packages of the people whom they reach. Own copies are on their page."""
        if actor.learner_id:
            return self.filter(learner_id=actor.learner_id, purpose=Purpose.OWN_COPY)
        reached = Learner.objects.visible_to(actor, "package.ask")
        return self.filter(learner__in=reached).exclude(purpose=Purpose.OWN_COPY)

    def own_copies(self) -> "PackageCaseQuerySet":
        return self.filter(purpose=Purpose.OWN_COPY)


class PackageCase(Base):
    """One package about one person: asked for, decided by somebody else, made, fetched, and answered."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="package_cases")
    purpose = models.CharField(max_length=20, choices=[(p, p) for p in Purpose])
    legal_basis = models.CharField(max_length=20, choices=[(b, b) for b in Basis])
    recipient = models.CharField(max_length=120, blank=True, default="")
    recipient_key = models.TextField(blank=True, default="", help_text="Their X25519 public key, as a JWK.")
    reason = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    state = models.CharField(max_length=12, choices=[(s, s) for s in SentState], default=SentState.ASKED)
    decided_at = models.DateTimeField(null=True)
    decided_by = _user_key()
    decision_words = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    package_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    paper_name = models.CharField(max_length=200, blank=True, default="", help_text="Of an own copy: its PDF.")
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    root = models.CharField(max_length=64, blank=True, default="")
    total = models.PositiveIntegerField(default=0)
    offered_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    their_root = models.CharField(max_length=64, blank=True, default="")
    rejected_because = models.CharField(max_length=24, blank=True, default="")

    objects = PackageCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="OWN_COPY")
                | Q(state="ASKED", decided_by__isnull=True)
                | Q(~Q(state="ASKED"), decided_by__isnull=False) & ~Q(decided_by=F("created_by")),
                name="package_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "DECLINED", "MAKING", "NOT_MADE"])
                | Q(offered_at__isnull=False, package_id__isnull=False, size__gt=0) & ~Q(file_name="") & ~Q(sha256=""),
                name="offered_package_has_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="REJECTED") | ~Q(rejected_because=""), name="rejected_package_says_why"
            ),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(purpose="OWN_COPY", state="MAKING"), name="one_own_copy_in_the_making"
            ),
        ]
        indexes = [
            models.Index(
                fields=["offered_at"], name="package_to_be_answered",
                condition=Q(state__in=sorted(WAITS_FOR_ANSWER)) & ~Q(purpose="OWN_COPY"),
            ),
            models.Index(fields=["-created_at", "-id"], name="packages_asked", condition=~Q(purpose="OWN_COPY")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"package {self.state}"


class ReceivedPackage(Base):
    """A package that was let in to be looked at: its seal holds and every digest agrees. The record knows nothing of
    it before a steward has said whose it is."""

    issuer = models.CharField(max_length=43, help_text="The key that signed it.")
    issuer_name = models.CharField(max_length=120, blank=True, default="")
    package_id = models.UUIDField()
    manifest = models.JSONField()
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=[(s, s) for s in ReceivedState], default=ReceivedState.QUARANTINED)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, null=True, related_name="received_packages")
    decided_at = models.DateTimeField(null=True)
    decided_by = _user_key()
    words = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    result = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "package_id"], condition=Q(state="IMPORTED"), name="package_is_imported_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="IMPORTED") | Q(learner__isnull=False, decided_at__isnull=False),
                name="imported_package_says_whose_it_is",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="packages_received")]

    def __str__(self) -> str:
        return f"package {self.package_id} {self.state}"


class ReceivedRow(models.Model):
    """Where a row came from, and what became of it here. Kept: it is how one finds the source of any such row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    package = models.ForeignKey(ReceivedPackage, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in Outcome])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "kind", "source_id"], name="received_row_once")]
        indexes = [models.Index(fields=["source_id"], name="received_row_by_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


@tracked
class CarriedRow(LearnerRow):
    """Something that came in a package and has no place of its own here, kept word for word and sent on again.

    A kind or a column that this campus does not know, another version of a row that it has, or a row that a rule of
    this campus has no room for beside its own.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120, blank=True, default="")
    record_class = models.CharField(max_length=10)
    why = models.CharField(max_length=16, choices=[(w, w) for w in WhyCarried])
    source_system = models.CharField(max_length=120)
    source_id = models.CharField(max_length=40)
    body = models.TextField(help_text="The row as RFC 8785 canonical JSON.")
    files = models.JSONField(default=list, help_text="Its files, each with name, sha256 and size.")

    class Meta(LearnerRow.Meta):
        indexes = [models.Index(fields=["learner", "kind"], name="carried_of_a_person")]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"
