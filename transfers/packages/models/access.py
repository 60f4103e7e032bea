"""The answer to somebody who asks what is held about them: in sections, each read for other people's words."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from learners.models import Learner
from transfers.packages.rules.access import REASON_MOST, TEMPLATE, AccessState, SectionState, Verdict
from transfers.packages.rules.finding import Why


class AccessCase(Base):
    """One request, from the first section collected to the copy handed over. One at a time a person."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="access_cases")
    state = models.CharField(max_length=10, choices=[(s, s) for s in AccessState], default=AccessState.COLLECTING)
    template = models.CharField(max_length=20, default=TEMPLATE)
    ready_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=~Q(state="GIVEN"), name="one_open_access_case_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="GIVEN") | Q(given_at__isnull=False), name="given_copy_says_when"
            ),
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="access_cases")]

    def __str__(self) -> str:
        return f"copy {self.state}"


class AccessSection(models.Model):
    """One part of the answer. Collected in a transaction of its own: a run that was stopped goes on behind it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(AccessCase, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=[(s, s) for s in SectionState], default=SectionState.WAITING)
    rows = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=list)
    collected_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="access_section_once"),
            models.CheckConstraint(
                condition=~Q(state="COLLECTED") | Q(collected_at__isnull=False), name="collected_section_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AccessItem(models.Model):
    """Letters of a text that may be about somebody else, and what the reviewer said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    section = models.ForeignKey(AccessSection, on_delete=models.PROTECT, related_name="items")
    entry = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    why = models.CharField(max_length=10, choices=[(w, w) for w in Why])
    verdict = models.CharField(max_length=10, choices=[(v, v) for v in Verdict], blank=True, default="")
    reason = models.CharField(max_length=REASON_MOST, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "entry", "line", "start"], name="access_item_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(~Q(verdict=""), decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="access_verdict_says_who_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["section", "entry", "line", "start"], name="access_to_read", condition=Q(verdict=""))
        ]

    def __str__(self) -> str:
        return f"{self.why} in section {self.section_id}"
