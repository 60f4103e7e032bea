"""Two records that were joined, and what stewards did about it. About the record, and no part of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from learners.models import Learner
from transfers.merges.rules import (
    ANSWER_MOST,
    REASON_MOST,
    Allotment,
    AskKind,
    AskState,
    MergeState,
    Problem,
    TaskKind,
)
from transfers.models import MovementEvent


def _person() -> models.ForeignKey:
    return models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")


def _decider() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class MergeCase(Base):
    """One merge: who into whom, what was counted of both before and of the one after, and how to take it back."""

    survivor = _person()
    removed = _person()
    survivor_number = models.CharField(max_length=10)
    removed_number = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=[(s, s) for s in MergeState])
    problem = models.CharField(max_length=16, choices=[(p, p) for p in Problem], blank=True, default="")
    problems = models.JSONField(default=list)
    cause = models.ForeignKey(MovementEvent, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # Manifests: counts and digests by kind, of each before and of the union after.
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True, default="")
    # What the merge changed beside whose the rows are: rows set aside, numbers, copies on the person.
    set_aside = models.JSONField(default=list)
    numbers = models.JSONField(default=list)
    stood = models.JSONField(default=dict)
    # Who stands with the removed person's copies since, if the removed person's stay was the later one.
    lent_to = models.UUIDField(null=True)
    merged_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    # Who opened the joined record while it was joined: for the assessment of a breach.
    viewings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["removed"], condition=Q(state="MERGED"), name="merged_into_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(state__in=["MERGED", "UNDONE"], merged_at__isnull=False, problem="")
                | Q(~Q(problem=""), state__in=["EXCEPTION", "ANSWERED"], merged_at__isnull=True),
                name="merge_was_done_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(state="UNDONE", undone_at__isnull=False) | Q(~Q(state="UNDONE"), undone_at__isnull=True),
                name="undone_merge_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.removed_number} into {self.survivor_number}: {self.state}"

    @property
    def is_merged(self) -> bool:
        return self.state == MergeState.MERGED


class IdentityRequest(Base):
    """Something about who is who that takes two stewards: one asks with a reason, another decides."""

    kind = models.CharField(max_length=10, choices=[(k, k) for k in AskKind])
    state = models.CharField(max_length=10, choices=[(s, s) for s in AskState], default=AskState.ASKED)
    reason = models.CharField(max_length=REASON_MOST)
    # From whom, and to whom: of a join, who is joined into whom; of an unmerge, as the case has it.
    learner = _person()
    other = _person()
    case = models.ForeignKey(MergeCase, on_delete=models.PROTECT, null=True, related_name="requests")
    # Of a move: the kind of row and its key. Counts of both before and after are kept with it.
    what = models.CharField(max_length=60, blank=True, default="")
    row_id = models.UUIDField(null=True)
    words = models.CharField(max_length=300, blank=True, default="")
    counts = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)
    decided_by = _decider()
    decision = models.CharField(max_length=REASON_MOST, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="ASKED"), name="unmerge_is_asked_once"),
            models.UniqueConstraint(fields=["row_id"], condition=Q(state="ASKED"), name="move_of_a_row_is_asked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="identity_request_says_why"),
            models.CheckConstraint(
                condition=Q(state="ASKED", decided_by__isnull=True)
                | Q(~Q(state="ASKED"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("created_by")),
                name="identity_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(kind="UNMERGE", case__isnull=False)
                | Q(kind="MOVE", row_id__isnull=False)
                | Q(kind="JOIN", row_id__isnull=True),
                name="identity_request_names_its_thing",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="identity_requests_open", condition=Q(state="ASKED"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == AskState.ASKED


class NeverSame(Base):
    """These two were taken for one and are not. A message that says so again goes to a steward."""

    one = _person()
    other = _person()
    case = models.ForeignKey(MergeCase, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "never the same"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(ended_at__isnull=True), name="never_same_is_said_once"
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="never_same_names_two"),
        ]

    def __str__(self) -> str:
        return "not the same person"


class Allocation(Base):
    """A row that was written while two records were one, and whose it is now that they are two again."""

    case = models.ForeignKey(MergeCase, on_delete=models.PROTECT, related_name="allocations")
    kind = models.CharField(max_length=40)
    row_id = models.UUIDField()
    # Who has it, and the other of the two, as of the moment in which they were parted.
    learner = _person()
    other = _person()
    words = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=8, choices=[(a, a) for a in Allotment], default=Allotment.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = _decider()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "row_id"], name="row_is_allocated_once"),
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_by__isnull=True)
                | Q(~Q(state="WAITING"), decided_by__isnull=False, decided_at__isnull=False),
                name="allocated_row_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["created_at", "id"], name="rows_to_allocate", condition=Q(state="WAITING"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class StewardTask(Base):
    """One thing about who is who that waits for a steward's answer."""

    kind = models.CharField(max_length=10, choices=[(k, k) for k in TaskKind])
    learner = _person()
    other = models.ForeignKey(Learner, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(MergeCase, on_delete=models.PROTECT, null=True, related_name="tasks")
    cause = models.ForeignKey(MovementEvent, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    facts = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by = _decider()
    answer = models.CharField(max_length=ANSWER_MOST, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="answered_task_says_what",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="steward_tasks_open", condition=Q(answered_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} for a steward"
