"""One move of one person, and each of its steps."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.core.ids import new_id
from campus.core.models import Base
from campus.estate.models import Establishment
from learners.models import Learner
from transfers.models.events import MovementEvent
from transfers.rules import ALLOWED, HAS_ARRIVED, OPEN_STATES, CaseEnd, CaseKind, CaseState

if TYPE_CHECKING:
    from collections.abc import Iterable

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)


def _quoted(states: "Iterable[Any]") -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


ENDED_FOR_GOOD = pgtrigger.Trigger(
    name="ended_for_good",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a transfer case is never deleted';
        END IF;
        IF OLD.state NOT IN ({_quoted(OPEN_STATES)}) THEN
            RAISE EXCEPTION 'a transfer case that is % has ended, and never changes', OLD.state;
        END IF;
        RETURN NEW;
    """,
)
# The step is written first, and the state only with it: `steps` says which one.
MOVED_BY_A_STEP = pgtrigger.Trigger(
    name="moved_by_a_step",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "steps"),
    func="""
        IF TG_OP = 'INSERT' OR (NEW.state, NEW.steps) IS DISTINCT FROM (OLD.state, OLD.steps) THEN
            IF NOT EXISTS (
                SELECT 1 FROM transfers_transfertransition AS step
                WHERE step.case_id = NEW.id AND step.number = NEW.steps AND step.after = NEW.state
                AND step.before = CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END
                AND NEW.steps = CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE OLD.steps + 1 END
            ) THEN
                RAISE EXCEPTION 'a transfer case moves by a step only';
            END IF;
        END IF;
        RETURN NEW;
    """,
)


class TransferCase(Base):
    """One move of one person, from when it is expected to when it is accepted and done with."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="transfer_cases")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in CaseKind], default=CaseKind.TRANSFER)
    from_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    to_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=[(s, s) for s in CaseState])
    steps = models.PositiveSmallIntegerField(default=0)
    # Where staff or the source said that the person would go, and when: kept when they went elsewhere.
    expected_establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    expected_on = models.DateField(null=True)
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    # Nobody received them in 72 hours. The source is asked each hour.
    overdue_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    diverted = models.BooleanField(default=False)
    ended_because = models.CharField(max_length=10, choices=[(e, e) for e in CaseEnd], blank=True, default="")
    # The case that this one took the place of: what was still open there is open here.
    carries = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # The move of which this one is the way back: what was suspended then may be resumed.
    back_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state__in=sorted(OPEN_STATES)), name="one_open_case_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(HAS_ARRIVED))
                | Q(to_establishment__isnull=False, arrived_at__isnull=False),
                name="arrived_case_says_where_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="CANCELLED") | ~Q(ended_because=""), name="cancelled_case_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_establishment", "-arrived_at"], name="case_arrived", condition=Q(arrived_at__isnull=False)
            ),
            models.Index(
                fields=["from_establishment", "-departed_at"], name="case_departed",
                condition=Q(departed_at__isnull=False),
            ),
            # The queue of those whom nobody has accepted yet, the longest here first.
            models.Index(
                fields=["to_establishment", "arrived_at", "id"], name="case_waiting",
                condition=Q(state__in=["ARRIVED", "VERIFIED", "EXCEPTION"]),
            ),
            models.Index(fields=["state"], name="case_in_exception", condition=Q(state="EXCEPTION")),
            models.Index(fields=["departed_at"], name="case_on_the_way", condition=Q(state="DEPARTED")),
            models.Index(fields=["expected_on"], name="case_expected", condition=Q(state="EXPECTED")),
            models.Index(fields=["accepted_at"], name="case_accepted", condition=Q(state="ACCEPTED")),
        ]  # fmt: skip
        triggers = [ENDED_FOR_GOOD, MOVED_BY_A_STEP]

    def __str__(self) -> str:
        return f"{self.from_establishment_id} to {self.to_establishment_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        return self.state == CaseState.DEPARTED and self.overdue_at is not None

    @property
    def is_way_back(self) -> bool:
        """A to B to A: the person is back where they were, and what was kept for them there may be resumed."""
        return self.back_from_id is not None


# A step follows the one before it, so that the chain of a case has no gap and no fork.
FOLLOWS_THE_LAST = pgtrigger.Trigger(
    name="follows_the_last",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.number <> 1 + (
            SELECT count(*) FROM transfers_transfertransition AS step WHERE step.case_id = NEW.case_id
        ) OR NEW.before <> COALESCE((
            SELECT step.after FROM transfers_transfertransition AS step
            WHERE step.case_id = NEW.case_id ORDER BY step.number DESC LIMIT 1
        ), '') THEN
            RAISE EXCEPTION 'a step of a transfer case follows the one before it';
        END IF;
        RETURN NEW;
    """,
)


class TransferTransition(models.Model):
    """One step of a case. The state column is written only together with one of these."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(TransferCase, on_delete=models.PROTECT, related_name="transitions", db_index=False)
    number = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=12, blank=True, default="")
    after = models.CharField(max_length=12)
    cause = models.ForeignKey(MovementEvent, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(before=b or "", after=a) for b, a in sorted(ALLOWED, key=lambda p: (p[0] or "", p[1]))],
                    _connector=Q.OR,
                ),
                name="transition_is_allowed",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="one_step_a_number"),
            models.UniqueConstraint(fields=["case", "cause", "after"], name="one_cause_moves_a_case_once"),
        ]
        triggers = [WRITTEN_ONCE, FOLLOWS_THE_LAST]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"
