"""The only way in which rows of a record go: an order by law, asked for by one person and approved by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from learners.models.identity import Learner
from learners.rules import ErasureReason, ErasureState


class ErasureOrder(Base):
    """Approved, it lets the database delete this person's rows, in a transaction that names it.

    `kinds` names what goes; none for everything. It is kept when the record is gone: it is the proof that this was law.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="erasure_orders")
    reason = models.CharField(max_length=30, choices=[(r, r) for r in ErasureReason])
    words = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=[(s, s) for s in ErasureState], default=ErasureState.ASKED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decision_words = models.CharField(max_length=1000, blank=True, default="")
    kinds = models.JSONField(default=list, blank=True)
    # Of the reason that it was kept long enough: the line of the table of retention.
    period = models.CharField(max_length=20, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    lapsed_because = models.CharField(max_length=200, blank=True, default="")
    # Of each kind the rows and the versions of their history that went, for the check that nothing else did.
    erased = models.JSONField(default=dict, blank=True)
    files = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state__in=["ASKED", "APPROVED"]), name="one_erasure_order_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", decided_by__isnull=True)
                | Q(~Q(state="ASKED"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("created_by")),
                name="erasure_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="DONE", done_at__isnull=False) | Q(~Q(state="DONE"), done_at__isnull=True),
                name="erasure_done_says_when",
            ),
            models.CheckConstraint(
                condition=Q(kinds=[]) | Q(reason__in=["RECORDED_IN_ERROR", "RETENTION_ENDED"]),
                name="erasure_of_a_part_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="LAPSED") & ~Q(lapsed_because="") | ~Q(state="LAPSED") & Q(lapsed_because=""),
                name="lapsed_erasure_says_why",
            ),
        ]
        # What waits is asked for on each page of those who decide.
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="erasure_orders"),
            models.Index(fields=["created_at"], name="erasure_waiting", condition=Q(state__in=["ASKED", "APPROVED"])),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.state}"

    @property
    def is_whole(self) -> bool:
        return not self.kinds

    @property
    def is_asked(self) -> bool:
        return self.state == ErasureState.ASKED

    @property
    def is_done(self) -> bool:
        return self.state == ErasureState.DONE

    @property
    def rows_erased(self) -> int:
        return sum(count["rows"] for count in self.erased.values())
