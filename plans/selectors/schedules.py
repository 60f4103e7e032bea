"""Questions about when the next session is."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from campus.core.months import add_months
from plans.models import (
    Goal,
    Induction,
    InductionSchedule,
    InductionScheduleVersion,
    Review,
    ReviewSchedule,
    ReviewScheduleVersion,
)
from plans.rules import schedules as rules
from plans.rules.movements import Standing
from plans.rules.schedules import ACTIVE_REVIEW, HOLD_BY_STATUS, ScheduleStatus

S = ScheduleStatus
CLOSED_REVIEW = frozenset(rules.REVIEW_STATUSES) - ACTIVE_REVIEW - {S.COMPLETED}


@dataclass(frozen=True)
class Session:
    """The one session that is coming for a person: their induction, or a review."""

    kind: str  # INDUCTION, REVIEW, PRE_RELEASE_REVIEW or TRANSFER_REVIEW
    status: ScheduleStatus
    opens_on: dt.date | None
    due_on: dt.date | None
    schedule: InductionSchedule | ReviewSchedule

    @property
    def is_induction(self) -> bool:
        return self.kind == "INDUCTION"

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def is_on_hold(self) -> bool:
        return self.status in rules.USER_SET

    @property
    def hold(self) -> rules.Hold | None:
        """Why it is on hold. For staff only: some reasons tell of risk."""
        return HOLD_BY_STATUS.get(self.status)

    @property
    def waits_for_assessments(self) -> bool:
        return self.status == S.PENDING

    def state(self, today: dt.date) -> str:
        """overdue, due, later, on_hold, pending or paused: what lists count it as."""
        if self.is_on_hold:
            return "on_hold"
        if self.status == S.PENDING:
            return "pending"
        if self.status != S.SCHEDULED or self.due_on is None:
            return "paused"
        if self.due_on < today:
            return "overdue"
        return "due" if self.opens_on is not None and self.opens_on <= today else "later"


TITLES = {
    "INDUCTION": "Induction",
    "REVIEW": "Review",
    "PRE_RELEASE_REVIEW": "Pre-release review",
    "TRANSFER_REVIEW": "Transfer review",
}


def next_session(learner_id: uuid.UUID) -> Session | None:
    """The session that is coming, or None: no schedule, or all done."""
    induction = InductionSchedule.objects.filter(learner_id=learner_id).exclude(status=S.COMPLETED).first()
    if induction is not None:
        return of_induction(induction)
    review = ReviewSchedule.objects.filter(learner_id=learner_id, status__in=ACTIVE_REVIEW).first()
    return of_review(review) if review else None


def of_induction(schedule: InductionSchedule) -> Session:
    opens = add_months(schedule.due_on, -rules.DUE_SOON_MONTHS) if schedule.due_on else None
    return Session("INDUCTION", S(schedule.status), opens, schedule.due_on, schedule)


def of_review(schedule: ReviewSchedule) -> Session:
    return Session(schedule.type, S(schedule.status), schedule.earliest_on, schedule.latest_on, schedule)


def reviews_of(learner_id: uuid.UUID) -> list[Review]:
    """Reviews that were held, the latest first."""
    rows = Review.objects.filter(learner_id=learner_id).select_related("created_by", "created_at_establishment")
    return list(rows.order_by("-held_on", "-id"))


def induction_versions(learner_id: uuid.UUID) -> QuerySet[InductionScheduleVersion]:
    """What changed about the induction's date, newest first."""
    rows = InductionScheduleVersion.objects.filter(learner_id=learner_id)
    return rows.select_related("created_by", "created_at_establishment").order_by("-at", "-version")


def review_versions(learner_id: uuid.UUID) -> QuerySet[ReviewScheduleVersion]:
    rows = ReviewScheduleVersion.objects.filter(learner_id=learner_id)
    return rows.select_related("created_by", "created_at_establishment", "schedule").order_by("-at", "-version")


@dataclass
class Held:
    """What is stored of one person's schedules, as the actions change it."""

    induction: InductionSchedule | None = None
    review: ReviewSchedule | None = None
    closed_review: ReviewSchedule | None = None
    has_plan: bool = False
    after_final: bool = False

    def standing(self, *, today: dt.date, release_on: dt.date | None, legal_status: str) -> Standing:
        return Standing(
            today=today, has_plan=self.has_plan, release_on=release_on, legal_status=legal_status,
            induction=S(self.induction.status) if self.induction else None,
            review=S(self.review.status) if self.review else None,
            closed_review=S(self.closed_review.status) if self.closed_review else None,
            after_final=self.after_final,
        )  # fmt: skip


def held(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Held]:
    """The schedules of many people, in five queries however many they are."""
    found = {learner_id: Held() for learner_id in learner_ids}
    for induction in InductionSchedule.objects.filter(learner_id__in=found):
        found[induction.learner_id].induction = induction
    for review in ReviewSchedule.objects.filter(learner_id__in=found).order_by("created_at", "id"):
        mine = found[review.learner_id]
        if review.status in ACTIVE_REVIEW:
            mine.review = review
        mine.closed_review = review if review.status in CLOSED_REVIEW else None
    inducted = set(Induction.objects.filter(learner_id__in=found).values_list("learner_id", flat=True))
    with_goals = set(Goal.objects.filter(learner_id__in=inducted).values_list("learner_id", flat=True))
    for learner_id in inducted & with_goals:
        found[learner_id].has_plan = True
    last = Review.objects.filter(learner_id__in=found).order_by("held_on", "id").values_list("learner_id", "is_last")
    for learner_id, is_last in last:
        found[learner_id].after_final = is_last
    return found
