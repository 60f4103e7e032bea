"""The session that is coming for each of many people, said in SQL: `selectors.schedules.next_session` for a list.

An open induction comes before a review. Both joins are by the person's key, so a prison costs as many look-ups as it
holds people, whatever the size of the estate.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In

from learners.models.identity import LearnerQuerySet
from plans.models import Goal, Induction, ReviewSchedule
from plans.rules import schedules as rules
from plans.rules import sessions as said
from plans.rules.schedules import ACTIVE_REVIEW, EXEMPT, HOLD_BY_STATUS, USER_SET, ScheduleStatus
from plans.rules.sessions import INDUCTION, PersonPlan, SessionState
from plans.selectors.schedules import TITLES
from plans.selectors.status_words import TagKind, tag_of, words_of

S = ScheduleStatus
Annotated = Any  # a LearnerQuerySet with columns that its type cannot name
OPEN_INDUCTION = sorted(set(rules.INDUCTION_STATUSES) - {S.COMPLETED})


def with_session(rows: LearnerQuerySet, today: dt.date) -> Annotated:
    """Annotate `session_` kind, status, opens_on, due_on, since, words and state."""
    return rows.annotate(
        open_induction=FilteredRelation(
            "inductionschedule_rows",
            condition=Q(inductionschedule_rows__set_aside=False, inductionschedule_rows__status__in=OPEN_INDUCTION),
        ),
        open_review=FilteredRelation(
            "reviewschedule_rows",
            condition=Q(reviewschedule_rows__set_aside=False, reviewschedule_rows__status__in=sorted(ACTIVE_REVIEW)),
        ),
        session_kind=_either(F("open_review__type"), Value(INDUCTION), CharField()),
        session_status=Coalesce(F("open_induction__status"), F("open_review__status")),
        session_due_on=_either(F("open_review__latest_on"), F("open_induction__due_on"), DateField()),
        session_opens_on=_either(F("open_review__earliest_on"), Value(None), DateField()),
        session_words=Coalesce(F("open_induction__hold_words"), F("open_review__hold_words")),
        # Since when it is on hold, or since when it waits for assessments.
        session_since=_either(
            F("open_review__exempted_on"),
            Coalesce(F("open_induction__exempted_on"), F("open_induction__admitted_on")), DateField(),
        ),
        session_state=_state(today),
    )  # fmt: skip


_NO_INDUCTION = Q(open_induction__id__isnull=True)


def _either(review: Any, induction: Any, field: Any) -> Case:
    return Case(When(_NO_INDUCTION, then=review), default=induction, output_field=field)


def _state(today: dt.date) -> Case:
    """rules.sessions.SessionState of the session, and nothing where none is coming.

    Said of the two joined rows and not of the annotations, which Django would write out again at each place.
    """
    state, status = SessionState, Coalesce(F("open_induction__status"), F("open_review__status"))
    late = Q(open_induction__due_on__lt=today) | Q(_NO_INDUCTION, open_review__latest_on__lt=today)
    opened = Q(open_induction__due_on__lte=said.last_due_on(today)) | Q(
        _NO_INDUCTION, open_review__earliest_on__lte=today
    )
    return Case(
        When(_NO_INDUCTION & Q(open_review__id__isnull=True), then=Value("")),
        When(In(status, sorted(USER_SET)), then=Value(state.ON_HOLD)),
        When(open_induction__status=S.PENDING, then=Value(state.PENDING)),
        When(~Exact(status, Value(S.SCHEDULED)), then=Value(state.PAUSED)),
        When(late, then=Value(state.OVERDUE)),
        When(opened, then=Value(state.DUE)),
        default=Value(state.LATER),
        output_field=CharField(),
    )


def with_plan_status(rows: Annotated) -> Annotated:
    """Annotate `plan_status` (rules.sessions.plan_status) on rows that have their session."""
    latest = ReviewSchedule.objects.filter(learner_id=OuterRef("id")).order_by("-created_at", "-id").values("status")
    planned = Exists(Induction.objects.filter(learner_id=OuterRef("id"))) & Exists(
        Goal.objects.filter(learner_id=OuterRef("id"))
    )
    return rows.annotate(
        latest_review=Subquery(latest[:1]),
        plan_status=Case(
            When(Q(open_induction__status__in=sorted(EXEMPT)) | Q(latest_review__in=sorted(EXEMPT)),
                 then=Value(PersonPlan.EXEMPT)),
            When(open_induction__status=S.PENDING, then=Value(PersonPlan.PENDING)),
            When(planned, then=Value(PersonPlan.ACTIVE)),
            default=Value(PersonPlan.NEEDED),
            output_field=CharField(),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One person of a list with the session that is coming for them. No session, and `state` is empty."""

    learner: Any
    today: dt.date
    goals_due: bool = False

    @property
    def tag(self) -> tuple[str, TagKind] | None:
        """How it stands, for a list of sessions: "3 days late"."""
        return tag_of(self.state, self.due_on, self.hold, self.today)

    @property
    def in_words(self) -> tuple[str, TagKind | None]:
        """What comes next, for a list of people: "Review 3 days late". Without a colour where nothing is due yet."""
        return words_of(self.state, self.title, self.due_on, self.opens_on, self.hold, self.today)

    @property
    def second_line(self) -> str:
        """ "A4821KD · B2-014", below the name."""
        return " · ".join(part for part in (self.learner.prison_number, self.learner.cell) if part)

    @property
    def state(self) -> str:
        return self.learner.session_state or ""

    @property
    def kind(self) -> str:
        return self.learner.session_kind or ""

    @property
    def is_induction(self) -> bool:
        return self.kind == INDUCTION

    @property
    def title(self) -> str:
        return "Induction: goals to add" if self.goals_due else TITLES.get(self.kind, "")

    @property
    def due_on(self) -> dt.date | None:
        return self.learner.session_due_on

    @property
    def opens_on(self) -> dt.date | None:
        return self.learner.session_opens_on

    @property
    def since(self) -> dt.date | None:
        return self.learner.session_since

    @property
    def words(self) -> str:
        return self.learner.session_words or ""

    @property
    def hold(self) -> rules.Hold | None:
        """Why it is on hold. For staff only: some reasons tell of risk."""
        return HOLD_BY_STATUS.get(self.learner.session_status)


def rows_of(learners: Iterable[Any], today: dt.date) -> list[Row]:
    """Rows of people who have their session. One query tells whose induction is recorded and lacks its goals."""
    people = list(learners)
    recorded = set(Induction.objects.filter(learner_id__in=[p.id for p in people]).values_list("learner_id", flat=True))
    return [Row(p, today, p.session_kind == INDUCTION and p.id in recorded) for p in people]
