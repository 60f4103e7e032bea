"""The support plans of a whole prison, filtered, sorted and paged by the database."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, DateField, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Coalesce

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from learners import selectors as people
from learners.models import Learner
from learners.models.identity import LearnerQuerySet
from plans.needs.models import SupportSchedule
from plans.needs.rules.standing import (
    STATUS_WORDS,
    Footing,
    ScheduleTask,
    SupportPlanStatus,
    SupportScheduleStatus,
    due_from,
)

PAGE_SIZE = 50
SORTS = ("deadline", "name")
# Who is listed: those of whom something is known, everybody, those with a need.
SHOWS = ("known", "need", "all")
LATE = (SupportPlanStatus.PLAN_OVERDUE, SupportPlanStatus.REVIEW_OVERDUE)
DUE = (SupportPlanStatus.PLAN_DUE, SupportPlanStatus.REVIEW_DUE)
# A date that comes after every other: no deadline sorts last.
NEVER = dt.date.max


@dataclass(frozen=True)
class PlanRow:
    """One person of the list."""

    learner: Learner
    has_need: bool
    in_education: bool
    words: str
    tag: str
    deadline_on: dt.date | None

    @property
    def second_line(self) -> str:
        return " · ".join(part for part in (getattr(self.learner, "prison_number", ""), self.learner.cell) if part)


@dataclass(frozen=True)
class SupportPage:
    """A page of people with how their support plans stand."""

    rows: list[PlanRow]
    next_after: str
    sort: str
    show: str
    status: str
    total: int
    late: int
    due: int


def may_see_deadlines(actor: Actor) -> bool:
    """Those who keep support plans, and those who answer for the education of everybody at the prison (3.5)."""
    return actor.may(Permission.NEED_VIEW_SUPPORT) and (
        actor.may(Permission.NEED_EDIT) or actor.may(Permission.CASELOAD_ASSIGN)
    )


def with_plan_status(rows: LearnerQuerySet, today: dt.date) -> Any:
    """Annotate need, education, `support_status` and `support_deadline`: rules.standing.plan_status, said in SQL."""
    s, t, on = SupportPlanStatus, ScheduleTask, "schedule_held__"
    runs = Q(**{f"{on}status": SupportScheduleStatus.SCHEDULED})
    late, soon = Q(**{f"{on}deadline_on__lt": today}), Q(**{f"{on}deadline_on__lte": due_from(today)})
    plan, review = Q(**{f"{on}task": t.PLAN}), Q(**{f"{on}task": t.REVIEW})
    declined = Q(**{f"{on}status": SupportScheduleStatus.DECLINED})
    status = Case(
        When(runs & review & late, then=Value(s.REVIEW_OVERDUE)),
        When(runs & plan & late, then=Value(s.PLAN_OVERDUE)),
        When(runs & review & soon, then=Value(s.REVIEW_DUE)),
        When(runs & plan & soon, then=Value(s.PLAN_DUE)),
        When(runs & review, then=Value(s.ACTIVE_PLAN)),
        When(runs & plan, then=Value(s.NEEDS_PLAN)),
        When(review, then=Value(s.INACTIVE_PLAN)),
        When(plan & declined, then=Value(s.PLAN_DECLINED)),
        default=Value(s.NO_PLAN),
        output_field=CharField(),
    )
    deadline = Case(When(runs, then=F(f"{on}deadline_on")), default=None, output_field=DateField())
    studying = Case(
        When(Q(**{f"{on}footing": Footing.STUDYING}), then=True), default=False, output_field=BooleanField()
    )
    undated = Case(
        When(runs & Q(**{f"{on}deadline_on__isnull": False}), then=False), default=True, output_field=BooleanField()
    )
    return rows.annotate(
        schedule_held=FilteredRelation("supportschedule_rows", condition=Q(supportschedule_rows__set_aside=False)),
        profile_held=FilteredRelation("needsprofile_rows", condition=Q(needsprofile_rows__set_aside=False)),
    ).annotate(
        support_status=status, support_deadline=deadline, in_education=studying,
        has_need=Coalesce(F("profile_held__has_need"), False), support_order=Coalesce(deadline, Value(NEVER)),
        support_undated=undated,
    )  # fmt: skip


def support_plans(
    actor: Actor, *, today: dt.date, search: str = "", show: str = "", status: str = "", sort: str = "", after: str = ""
) -> SupportPage:
    """A page of the people at the actor's prison. `sort` may start with "-"; `after` is the last person before."""
    rows = Learner.objects.visible_to(actor, Permission.NEED_VIEW_SUPPORT)
    if actor.establishment_id:
        rows = rows.placed_at(actor.establishment_id)
    every = with_plan_status(rows, today)
    counted = every.aggregate(
        late=Count("id", filter=Q(support_status__in=LATE)), due=Count("id", filter=Q(support_status__in=DUE))
    )
    show = show if show in SHOWS else SHOWS[0]
    sort = sort if sort.removeprefix("-") in SORTS else SORTS[0]
    status = status if status in set(SupportPlanStatus) else ""
    found = people.matching(_shown(every, show, status), search)
    page = list(_after(found, every, sort, after)[: PAGE_SIZE + 1])
    more = str(page[PAGE_SIZE - 1].id) if len(page) > PAGE_SIZE else ""
    listed = [_row(one) for one in page[:PAGE_SIZE]]
    return SupportPage(listed, more, sort, show, status, found.count(), counted["late"], counted["due"])


def _row(learner: Any) -> PlanRow:
    words, tag = STATUS_WORDS[SupportPlanStatus(learner.support_status)]
    return PlanRow(learner, learner.has_need, learner.in_education, words, tag, learner.support_deadline)


@dataclass(frozen=True)
class Waiting:
    """How many support plans and reviews of a prison are late, and how many due."""

    late: int
    due: int


def waiting_at(code: str, today: dt.date) -> Waiting:
    rows = SupportSchedule.objects.filter(
        learner__current_establishment_id=code, status=SupportScheduleStatus.SCHEDULED, deadline_on__lte=due_from(today)
    )
    found = rows.aggregate(late=Count("id", filter=Q(deadline_on__lt=today)), all=Count("id"))
    return Waiting(found["late"], found["all"] - found["late"])


def _shown(rows: Any, show: str, status: str) -> Any:
    if show == "known":
        rows = rows.filter(Q(profile_held__id__isnull=False) | Q(schedule_held__id__isnull=False))
    elif show == "need":
        rows = rows.filter(has_need=True)
    return rows.filter(support_status=status) if status else rows


def _after(rows: Any, every: Any, sort: str, after: str) -> Any:
    """Keyset paging: what comes after a person in the order. No deadline comes last either way."""
    down, key = sort.startswith("-"), sort.removeprefix("-")
    by_name = ("family_name", "given_name", "id")
    if key == "deadline":
        order = [("support_undated", False), ("support_order", down), *((column, False) for column in by_name)]
    else:
        order = [(column, down) for column in by_name]
    last = every.filter(id=_uuid(after)).first() if after else None
    if last is not None:
        beyond, same = Q(), Q()
        for column, falls in order:
            value = getattr(last, column)
            beyond |= same & Q(**{f"{column}__{'lt' if falls else 'gt'}": value})
            same &= Q(**{column: value})
        rows = rows.filter(beyond)
    return rows.with_prison_number().order_by(*(F(c).desc() if falls else F(c).asc() for c, falls in order))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
