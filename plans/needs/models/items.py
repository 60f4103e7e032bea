"""What is known of a person's needs: conditions, challenges, strengths, strategies, and screeners."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, StandingRows, tracked
from plans.needs.rules import codes
from plans.needs.rules.recording import REASON_MOST

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class ItemQuerySet(models.QuerySet["NeedItem"]):
    """Deleted rows are tombstones: no page shows them."""

    def visible_to(self, actor: "Actor", permission: str) -> Self:
        from learners.models import Learner

        return self.kept().filter(learner__in=Learner.objects.visible_to(actor, permission))

    def kept(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def in_use(self) -> Self:
        return self.filter(deleted_at__isnull=True, archived_at__isnull=True)

    def archived(self) -> Self:
        return self.filter(deleted_at__isnull=True, archived_at__isnull=False)


class NeedItem(LearnerRow):
    """A row that may be moved to history and back, or deleted with a reason. Deleted rows stay, as tombstones."""

    archived_at = models.DateTimeField(null=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    archive_reason = models.CharField(max_length=REASON_MOST, blank=True, default="")
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    deletion_reason = models.CharField(
        max_length=30, choices=[(r, r) for r in codes.DeletionReason], blank=True, default=""
    )

    objects = StandingRows.from_queryset(ItemQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        abstract = True
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_by__isnull=True, deletion_reason="")
                | Q(deleted_at__isnull=False, deleted_by__isnull=False, deletion_reason__in=list(codes.DeletionReason)),
                name="%(class)s_deleted_says_why_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(archived_at__isnull=False) | Q(archive_reason="", archived_by__isnull=True),
                name="%(class)s_archive_reason_has_its_day",
            ),
        ]

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_from_screener(self) -> bool:
        return getattr(self, "screener_id", None) is not None


@tracked
class Condition(NeedItem):
    """A condition, as the person tells it or as it was diagnosed. Few may see it (transfers-access-security.md 2.5)."""

    code = models.CharField(max_length=20, choices=[(c, c) for c in codes.CONDITIONS])
    source = models.CharField(max_length=20, choices=[(s, s) for s in codes.ConditionSource])
    name = models.CharField(max_length=200, blank=True, default="")
    details = models.TextField(blank=True, default="")

    class Meta(NeedItem.Meta):
        constraints = [
            *NeedItem.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(code__in=sorted(codes.NAMED_CONDITIONS)) | ~Q(name=""), name="other_condition_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name or codes.CONDITIONS[self.code]

    @property
    def group(self) -> str:
        return codes.GROUP_OF_CONDITION[self.code]

    @property
    def is_diagnosed(self) -> bool:
        return self.source == codes.ConditionSource.CONFIRMED_DIAGNOSIS

    @property
    def source_label(self) -> str:
        return codes.SOURCE_LABELS[codes.ConditionSource(self.source)]


@tracked
class Screener(NeedItem):
    """One sitting of a screening tool, keyed in. One is current; a newer one sends it to history with what it found."""

    screened_on = models.DateField()

    class Meta(NeedItem.Meta):
        ordering = ["screened_on", "created_at", "id"]
        constraints = [
            *NeedItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(set_aside=False, archived_at__isnull=True, deleted_at__isnull=True),
                name="one_current_screener_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"screener of {self.screened_on:%-d %B %Y}"


class Skill(NeedItem):
    """What a challenge and a strength have in common."""

    code = models.CharField(max_length=40, choices=[(c, c) for c in codes.SKILLS])
    symptoms = models.TextField(blank=True, default="")
    how = models.JSONField(default=list)
    how_other = models.CharField(max_length=REASON_MOST, blank=True, default="")
    screener = models.ForeignKey(Screener, on_delete=models.PROTECT, null=True, related_name="%(class)ss")

    class Meta(NeedItem.Meta):
        abstract = True
        constraints = [
            *NeedItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["screener", "code"], condition=Q(screener__isnull=False), name="%(class)s_once_a_screener"
            ),
            models.CheckConstraint(
                condition=Q(screener__isnull=False) | Q(code__in=sorted(codes.WHOLE_CODES)),
                name="%(class)s_by_hand_names_a_whole_category",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return codes.SKILLS[self.code]

    @property
    def category(self) -> codes.Category:
        return codes.CATEGORY_OF_SKILL[self.code]

    @property
    def how_labels(self) -> list[str]:
        """In words, retired ways included; "another way" in its own."""
        said = [codes.HOW_LABELS[codes.HowIdentified(way)] for way in self.how if way != codes.HowIdentified.OTHER]
        return [*said, self.how_other] if codes.HowIdentified.OTHER in self.how else said


@tracked
class Challenge(Skill):
    """Something that is hard for the person."""

    class Meta(Skill.Meta):
        constraints = [
            *Skill.Meta.constraints,
            models.CheckConstraint(condition=~Q(code="GENERAL_DEFAULT"), name="general_is_a_strength_only"),
        ]


@tracked
class Strength(Skill):
    """Something that the person is good at, or likes."""


@tracked
class SupportStrategy(NeedItem):
    """What helps, in words that a teacher can act on."""

    category = models.CharField(max_length=40, choices=[(c, c) for c in codes.STRATEGIES])
    detail = models.TextField()
    # Said by the person themselves, at the kiosk.
    told_by_person = models.BooleanField(default=False)

    class Meta(NeedItem.Meta):
        verbose_name_plural = "support strategies"
        indexes = [
            models.Index(
                fields=["learner", "created_at", "id"], name="strategies_in_use",
                condition=Q(archived_at__isnull=True, deleted_at__isnull=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.detail[:80]

    @property
    def label(self) -> str:
        return codes.STRATEGIES[self.category]

    @property
    def is_in_staffs_words(self) -> bool:
        return not self.told_by_person
