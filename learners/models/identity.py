"""Who a person is, by which numbers they are known, and where they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Upper

from campus.accounts.permissions import IN_TRANSIT_WRITES, LOOKS, READS
from campus.core import remembering
from campus.core.models import Base
from campus.estate.models import Establishment
from learners.models.record_base import NEVER_EMPTIED, LearnerRow, kept, tracked
from learners.relations import WindowKind
from learners.rules import IdentifierType, LegalStatus, PlacementStatus

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def _within_reach(actor: "Actor", permission: str) -> Q:
    """Those at the prisons where a posting gives the permission, but for those who are away; and a few more."""
    from learners.models.windows import AccessWindow

    at, supporting = actor.establishments_with(permission), actor.supporting_with(permission)
    found = Q(current_establishment_id__in=at)
    if plain := [code for code in at if code not in supporting]:
        found &= ~Q(id__in=_those_away(PlacementStatus.RESTRICTED_PATIENT, plain))
    if permission not in LOOKS | IN_TRANSIT_WRITES:
        found &= ~Q(id__in=_those_away(PlacementStatus.IN_TRANSIT, list(at)))
    if actor.may_of_released(permission):
        found |= Q(current_establishment__isnull=True, canonical__isnull=True)
        found |= Q(id__in=_away(PlacementStatus.RESTRICTED_PATIENT, None))
    opened = AccessWindow.objects.opened_to(actor) if permission in READS else {}
    emergencies = [key for key, kinds in opened.items() if WindowKind.BREAK_GLASS in kinds]
    if authored := [key for key in opened if key not in emergencies]:
        patients = _away(PlacementStatus.RESTRICTED_PATIENT, None, authored)
        found |= Q(id__in=authored, canonical__isnull=True) & ~Q(id__in=patients)
    if emergencies:
        found |= Q(id__in=emergencies, canonical__isnull=True)
    return found | Q(id=actor.late_for) if actor.late_for else found


def _away(status: PlacementStatus, codes: list[str] | None, learners: Sequence[Any] = ()) -> models.QuerySet[Any]:
    """Who is held at one of the prisons and is in hospital, or on the way: few, and an index holds just these."""
    rows = Placement.objects.filter(ended_at__isnull=True, set_aside=False, status=status)
    if codes is not None:
        rows = rows.filter(establishment_id__in=codes)
    return (rows.filter(learner_id__in=learners) if learners else rows).values("learner_id")


def _those_away(status: PlacementStatus, codes: list[str]) -> Any:
    """The same as keys while a page is read, for each list on it asks about the same few; a subquery otherwise."""
    if not remembering.is_reading():
        return _away(status, codes)
    key = ("away", status, tuple(sorted(codes)))
    return remembering.once(key, lambda: list(_away(status, codes).values_list("learner_id", flat=True)))


class LearnerQuerySet(models.QuerySet["Learner"]):
    def visible_to(self, actor: "Actor", permission: str = "learner.view") -> "LearnerQuerySet":
        """The people whom this actor reaches with a permission, by where they are now (`learners.relations`).

        The codes, and the few whom a window opens, are fetched first (house.md, section 4). Somebody who was joined
        with another is nowhere, and nobody's: their record is found under that other.
        """
        standing = self.filter(merged_into__isnull=True)
        if actor.learner_id:
            return standing.filter(id=actor.learner_id)
        if not actor.may(permission):
            return self.none()
        if actor.may_anywhere(permission):
            return standing
        return standing.filter(_within_reach(actor, permission))

    def placed_at(self, code: str) -> "LearnerQuerySet":
        return self.filter(current_establishment_id=code)

    def with_prison_number(self) -> "LearnerQuerySet":
        """Annotate the number in use, for a list."""
        number = Identifier.objects.filter(
            learner_id=models.OuterRef("id"), type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE
        ).order_by("-valid_from", "-id")
        return self.annotate(prison_number=models.Subquery(number.values("value")[:1]))


@tracked
class Learner(Base):
    """A person in prison or on probation. The key is theirs for life; numbers and places are rows of their own."""

    class Sex(models.TextChoices):
        MALE = "M", "Male"
        FEMALE = "F", "Female"

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="learner")
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    preferred_name = models.CharField(max_length=60, blank=True, default="")
    date_of_birth = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True, default="")
    release_on = models.DateField(null=True)
    legal_status = models.CharField(max_length=30, choices=[(s, s) for s in LegalStatus], default=LegalStatus.UNKNOWN)
    # Copies of the open placement, written in its transaction, so that a list is one index scan.
    current_establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    cell = models.CharField(max_length=20, blank=True, default="")
    placement_epoch = models.PositiveIntegerField(default=0)

    # Two people turned out to be one: this one is known as the other from then on. `canonical` is the end of the chain.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    canonical = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    objects = LearnerQuerySet.as_manager()

    VOLATILE = Base.VOLATILE | {
        "user", "release_on", "legal_status", "current_establishment", "cell", "placement_epoch", "merged_into",
        "canonical",
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["current_establishment", "family_name", "given_name", "id"], name="learner_list"),
            models.Index(fields=["current_establishment", "release_on", "id"], name="learner_by_release"),
            models.Index(Upper("family_name"), Upper("given_name"), name="learner_by_name"),
            models.Index(Coalesce("canonical", "id"), name="learner_canonical"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, canonical__isnull=True)
                | Q(merged_into__isnull=False, canonical__isnull=False, current_establishment__isnull=True)
                & ~Q(merged_into=F("id"))
                & ~Q(canonical=F("id")),
                name="merged_learner_is_nowhere",
            ),
        ]
        triggers = [kept("id"), NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The first name the person goes by: what the kiosk and sentences say."""
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        return f"{self.called} {self.family_name}".strip()

    @property
    def list_name(self) -> str:
        return f"{self.family_name}, {self.called}"

    def age_on(self, on: dt.date) -> int | None:
        born = self.date_of_birth
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None


@tracked
class Identifier(LearnerRow):
    """A number by which some system knows the person. A number may be replaced; the row stays."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "In use"
        REPLACED = "REPLACED", "Replaced"
        MERGED = "MERGED", "Merged"
        # It turned out to be somebody else's number: the row stays, the number is free.
        UNMATCHED = "UNMATCHED", "Unmatched"

    type = models.CharField(max_length=20, choices=[(t, t) for t in IdentifierType])
    value = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    source = models.CharField(max_length=40, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    # That the number was joined with another says nothing of the number: a merge changes no digest.
    DIGESTED_AS: ClassVar[Mapping[str, str]] = {
        "status": "CASE \"status\" WHEN 'MERGED' THEN 'ACTIVE' ELSE \"status\" END"
    }

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["type", "value"], condition=~Q(status="UNMATCHED"), name="identifier_names_one_person"
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, type="ULN", status="ACTIVE"),
                name="one_uln_in_use_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(type="PRISON_NUMBER") | Q(value__regex=r"^[A-Z][0-9]{4}[A-Z]{2}$"),
                name="prison_number_shape",
            ),
            models.CheckConstraint(condition=~Q(type="ULN") | Q(value__regex=r"^[1-9][0-9]{9}$"), name="uln_shape"),
        ]
        # Who is known by a number is asked without a status, which the partial index above cannot answer.
        indexes = [models.Index(fields=["type", "value"], name="identifier_by_number")]

    def __str__(self) -> str:
        return f"{self.type} {self.value}"


IN_ONE_PLACE_AT_A_TIME = pgtrigger.Trigger(
    name="in_one_place_at_a_time",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("learner_id", "started_at", "ended_at", "voided_at", "set_aside"),
    func="""
        IF NEW.voided_at IS NULL AND NOT NEW.set_aside AND EXISTS (
            SELECT 1 FROM learners_placement AS other
            WHERE other.learner_id = NEW.learner_id AND other.id <> NEW.id
            AND other.voided_at IS NULL AND NOT other.set_aside
            AND tstzrange(other.started_at, other.ended_at) && tstzrange(NEW.started_at, NEW.ended_at)
        ) THEN
            RAISE EXCEPTION 'a person is in one place at a time' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    """,
)


class Placement(LearnerRow):
    """Where a person is held, from one instant to another. One is open at a time; the database sees to it."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=20, choices=[(s, s) for s in PlacementStatus])
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    movement_seq = models.PositiveIntegerField(null=True)
    provisional = models.BooleanField(default=False)
    # The source took the movement back: the row stays to say what was believed, and counts for nothing.
    voided_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(ended_at__isnull=False), name="voided_placement_is_closed"
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, ended_at__isnull=True),
                name="one_open_placement_a_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RELEASED", "DECEASED"], establishment__isnull=True)
                | Q(~Q(status__in=["RELEASED", "DECEASED"]), establishment__isnull=False),
                name="placement_is_somewhere_unless_out",
            ),
        ]
        indexes = [
            models.Index(
                fields=["establishment", "learner"], name="placement_open_here", condition=Q(ended_at__isnull=True)
            ),
            # Who has been out for how long, for the table of retention.
            models.Index(
                fields=["started_at"],
                name="placement_out_since",
                condition=Q(ended_at__isnull=True, establishment__isnull=True),
            ),
            # Few at any time, and asked for on every page (`_away`).
            models.Index(
                fields=["status", "establishment", "learner"],
                name="placement_open_away",
                condition=Q(ended_at__isnull=True, status__in=["IN_TRANSIT", "RESTRICTED_PATIENT"]),
            ),
        ]
        triggers = [*LearnerRow.Meta.triggers, IN_ONE_PLACE_AT_A_TIME]

    def __str__(self) -> str:
        return f"{self.status} at {self.establishment_id or 'no prison'}"
