"""Finding people: a page of those at the prison, or a search of everybody within reach."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import TruncDate, Upper

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core import clock
from learners.models import Learner, Placement
from learners.models.identity import LearnerQuerySet
from learners.rules import may_be_prison_number
from learners.selectors import matching
from plans.rules.sessions import PLAN_LABELS, PersonPlan
from plans.selectors import keyset
from plans.selectors.caseload import Load, load_of, worked_with_by
from plans.selectors.sessions import Annotated, Row, rows_of, with_plan_status, with_session

PAGE_SIZE = 50
MINE, ALL = "mine", "all"
SORTS: dict[str, str | None] = {
    "name": None, "release": "release_on", "arrived": "arrived_on", "next": "session_due_on",
}  # fmt: skip
EVERYWHERE = ("family", "given", "id")  # upper case, as the index over every prison has them
NUMBER_HINT = "A prison number looks like A1234BC"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Asked:
    """What a page of people is asked for; everything may be missing or untrue."""

    search: str = ""
    who: str = ""
    plan: str = ""
    sort: str = ""
    after: str = ""


@dataclass(frozen=True)
class Found:
    """One person of the list. `support` is None where the reader may not know it."""

    row: Row
    support: str | None

    @property
    def learner(self) -> Any:
        return self.row.learner

    @property
    def plan(self) -> str:
        return PLAN_LABELS[PersonPlan(self.learner.plan_status)]


@dataclass(frozen=True)
class PeoplePage:
    """`load` is None for those who have no prison of their own: they search, and are told no total."""

    rows: list[Found]
    next_after: str
    sort: str
    who: str
    plan: str
    load: Load | None
    shows_support: bool


def people(actor: Actor, asked: Asked, today: dt.date) -> PeoplePage:
    """A page of people, filtered, sorted and paged by the database."""
    visible = Learner.objects.visible_to(actor)
    code = actor.establishment_id
    if code is None:
        return _everywhere(actor, visible, asked, today)
    here = visible.placed_at(code)
    load = load_of(here, actor.user_id)
    who = asked.who if asked.who in (MINE, ALL) else MINE if load.mine else ALL
    plan = asked.plan if asked.plan in set(PersonPlan) and actor.may(Permission.PLAN_VIEW) else ""
    rows = matching(here, asked.search)
    if who == MINE:
        rows = rows.filter(worked_with_by(actor.user_id))
    listed = _annotated(rows, today)
    if plan:
        listed = listed.filter(plan_status=plan)
    sort = keyset.sort_of(asked.sort, SORTS, "name")
    found = keyset.page(listed.with_prison_number(), sort, asked.after, size=PAGE_SIZE, within=here)
    return _page(actor, found.rows, found.next_after, sort.said, who, plan, load, today)


def _everywhere(actor: Actor, visible: LearnerQuerySet, asked: Asked, today: dt.date) -> PeoplePage:
    """Everybody within reach by name, along the one index that has them so: no count, no other order, no filter."""
    named = visible.annotate(family=Upper("family_name"), given=Upper("given_name"))
    found = matching(named, asked.search).select_related("current_establishment")
    rows = _annotated(found, today).with_prison_number()
    sort = keyset.sort_of(asked.sort, {"name": None}, "name", EVERYWHERE)
    page = keyset.page(rows, sort, asked.after, size=PAGE_SIZE, within=named)
    return _page(actor, page.rows, page.next_after, sort.said, ALL, "", None, today)


def _annotated(rows: LearnerQuerySet, today: dt.date) -> Annotated:
    return with_plan_status(with_session(rows, today)).annotate(arrived_on=_arrived())


def _arrived() -> TruncDate:
    """The day they came to the prison where they are: what court and day release interrupt counts as one stay."""
    elsewhere = Placement.objects.filter(
        learner_id=OuterRef("learner_id"), started_at__gt=OuterRef("started_at"), voided_at__isnull=True,
        set_aside=False,
    ).exclude(establishment_id=OuterRef("establishment_id"))  # fmt: skip
    stay = Placement.objects.filter(
        ~Exists(elsewhere), learner_id=OuterRef("id"), establishment_id=OuterRef("current_establishment_id"),
        voided_at__isnull=True, set_aside=False,
    )  # fmt: skip
    return TruncDate(Subquery(stay.order_by("started_at").values("started_at")[:1]), tzinfo=clock.LONDON)


def _page(
    actor: Actor, learners: list[Any], following: str, sort: str, who: str, plan: str, load: Load | None, today: dt.date
) -> PeoplePage:  # fmt: skip
    shows = actor.may(Permission.NEED_VIEW_SUPPORT)
    support = _support([person.id for person in learners]) if shows else {}
    rows = [Found(row, support.get(row.learner.id)) for row in rows_of(learners, today)]
    return PeoplePage(rows, following, sort, who, plan, load, shows)


def _support(learner_ids: list[Any]) -> dict[Any, str]:
    """What helps each person, in a few words. Never why."""
    from plans.needs.selectors import adjustments_of, has_need_of

    helps, known = adjustments_of(learner_ids), has_need_of(learner_ids)
    return {key: _in_words(helps.get(key, []), key in known) for key in learner_ids}


def _in_words(adjustments: list[str], known: bool) -> str:
    if not adjustments:
        return "None recorded" if known else "Not screened"
    more = len(adjustments) - 1
    return f"{adjustments[0]} and {more} more" if more else adjustments[0]


def wrong_number(search: str) -> bool:
    """Whether somebody seems to have typed a prison number wrongly: no name has a figure in it."""
    return bool(_DIGIT.search(search)) and not may_be_prison_number(search.strip())


def plan_choices() -> list[tuple[str, str]]:
    return [("", "Any status"), *((str(status), PLAN_LABELS[status]) for status in PersonPlan)]
