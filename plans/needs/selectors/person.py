"""One person's needs, as the pages about them show it."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from plans.needs.models import (
    Challenge,
    Condition,
    EhcpStatus,
    NeedItem,
    NeedsProfile,
    Screener,
    Strength,
    SupportPlan,
    SupportPlanDecline,
    SupportPlanReview,
    SupportPlanVersion,
    SupportSchedule,
    SupportScheduleVersion,
    SupportStrategy,
)
from plans.needs.models.items import Skill
from plans.needs.rules.codes import CATEGORIES, SOURCE_WORDS, SOURCES_OF_CONDITIONS, Category, NeedSource
from plans.needs.rules.standing import NO_DEADLINE_WORDS, STATUS_WORDS, NoDeadline, SupportPlanStatus, plan_status
from plans.needs.rules.standing import SupportScheduleStatus as Status


def may_read_plan(actor: Actor) -> bool:
    """The whole support plan is for those who keep it, those who answer for education, and those who answer the person.

    Everybody else who works with the person reads the parts that say how to teach them.
    """
    return any(
        actor.may(one) for one in (Permission.NEED_EDIT, Permission.CASELOAD_ASSIGN, Permission.NEED_VIEW_DIAGNOSIS)
    )


@dataclass(frozen=True)
class Standing:
    """How the support plan stands today: the words, the colour of their tag, and the date that runs."""

    status: SupportPlanStatus
    words: str
    tag: str
    deadline_on: dt.date | None
    no_deadline: str


@dataclass(frozen=True)
class Group:
    """The challenges or strengths of one category."""

    category: Category
    items: list[Skill]


@dataclass(frozen=True)
class Support:
    """Everything on the Support tab. `conditions` is None for those who may not see them."""

    strategies: list[SupportStrategy]
    challenges: list[Group]
    strengths: list[Group]
    conditions: list[Condition] | None
    past: list[tuple[str, NeedItem]]
    screener: Screener | None
    has_need: bool
    sources: list[str]
    plan: SupportPlanVersion | None
    decline: SupportPlanDecline | None
    ehcp: EhcpStatus | None
    standing: Standing

    @property
    def is_empty(self) -> bool:
        return not (self.strategies or self.challenges or self.strengths or self.past or self.plan or self.conditions)


def support_of(learner_id: uuid.UUID, *, today: dt.date, with_conditions: bool) -> Support:
    """A person's needs in ten queries at most, however many there are."""
    strategies = _rows(SupportStrategy, learner_id)
    challenges, strengths = _rows(Challenge, learner_id), _rows(Strength, learner_id)
    conditions = _rows(Condition, learner_id) if with_conditions else None
    profile = NeedsProfile.objects.filter(learner_id=learner_id).first()
    past: list[tuple[str, NeedItem]] = [("strategies", one) for one in strategies if one.is_archived]
    past += [("challenges", one) for one in challenges if one.is_archived]
    past += [("strengths", one) for one in strengths if one.is_archived]
    past += [("conditions", one) for one in conditions or [] if one.is_archived]
    return Support(
        strategies=_in_use(strategies),
        challenges=_grouped(_in_use(challenges)),
        strengths=_grouped(_in_use(strengths)),
        conditions=None if conditions is None else _in_use(conditions),
        past=sorted(past, key=lambda pair: str(pair[1].archived_at), reverse=True),
        screener=Screener.objects.in_use().filter(learner_id=learner_id).select_related("created_by").first(),
        has_need=bool(profile and profile.has_need),
        sources=_said(profile.sources if profile else [], with_conditions),
        plan=_current(learner_id),
        decline=_decline(learner_id),
        ehcp=EhcpStatus.objects.filter(learner_id=learner_id).order_by("-created_at", "-id").first(),
        standing=standing_of(learner_id, today),
    )


def standing_of(learner_id: uuid.UUID, today: dt.date) -> Standing:
    schedule = SupportSchedule.objects.filter(learner_id=learner_id).first()
    if schedule is None:
        status = plan_status(task=None, status=None, deadline_on=None, today=today)
        return Standing(status, *STATUS_WORDS[status], None, "")
    runs = schedule.status == Status.SCHEDULED
    status = plan_status(task=schedule.task, status=schedule.status, deadline_on=schedule.deadline_on, today=today)
    why = NO_DEADLINE_WORDS[NoDeadline(schedule.no_deadline)] if runs and schedule.no_deadline else ""
    return Standing(status, *STATUS_WORDS[status], schedule.deadline_on if runs else None, why)


@dataclass(frozen=True)
class PlanHistory:
    """A support plan as it is and as it was."""

    current: SupportPlanVersion | None
    earlier: list[SupportPlanVersion] = field(default_factory=list)
    reviews: list[SupportPlanReview] = field(default_factory=list)
    ehcp: EhcpStatus | None = None
    decline: SupportPlanDecline | None = None
    standing: Standing | None = None
    dates: list[SupportScheduleVersion] = field(default_factory=list)


def plan_of(learner_id: uuid.UUID, today: dt.date) -> PlanHistory:
    """The plan with every version and review, newest first, in seven queries."""
    rows = SupportPlanVersion.objects.filter(learner_id=learner_id).select_related(
        "created_by", "created_at_establishment"
    )
    versions = list(rows.order_by("-number"))
    reviews = SupportPlanReview.objects.filter(learner_id=learner_id).select_related("created_by", "version")
    dates = SupportScheduleVersion.objects.filter(learner_id=learner_id).select_related("created_by")
    return PlanHistory(
        current=versions[0] if versions else None,
        earlier=versions[1:],
        reviews=list(reviews.order_by("-reviewed_on", "-id")),
        ehcp=EhcpStatus.objects.filter(learner_id=learner_id).order_by("-created_at", "-id").first(),
        decline=_decline(learner_id),
        standing=standing_of(learner_id, today),
        dates=list(dates.order_by("-number")),
    )


@dataclass(frozen=True)
class OwnSupport:
    """What the person sees of it at the kiosk: what helps, what they are good at, what they told us."""

    said: list[SupportStrategy]
    helps: list[str]
    good_at: list[str]
    told: list[str]


def own_support(learner_id: uuid.UUID) -> OwnSupport:
    """In codes of groups, which the page says in plain words. Diagnoses are talked about, not read at a tablet."""
    strategies = list(SupportStrategy.objects.in_use().filter(learner_id=learner_id).order_by("-created_at", "-id"))
    plan = _current(learner_id)
    lines = [line.strip() for line in plan.adjustments.splitlines() if line.strip()] if plan else []
    strengths = Strength.objects.in_use().filter(learner_id=learner_id)
    conditions = Condition.objects.in_use().filter(learner_id=learner_id, source="SELF_DECLARED")
    return OwnSupport(
        said=[one for one in strategies if one.told_by_person],
        helps=[*lines, *(one.detail for one in strategies if not one.told_by_person)],
        good_at=list(dict.fromkeys(one.category.code for one in strengths)),
        told=list(dict.fromkeys(one.group for one in conditions)),
    )


def _rows(model: type[NeedItem], learner_id: uuid.UUID) -> list:
    rows = model.objects.kept().filter(learner_id=learner_id)
    return list(rows.select_related("created_by", "created_at_establishment").order_by("created_at", "id"))


def _in_use(items: list) -> list:
    return [one for one in items if not one.is_archived]


def _grouped(items: list[Skill]) -> list[Group]:
    """In the order of the reference values."""
    groups = [Group(category, [one for one in items if one.category == category]) for category in CATEGORIES]
    return [group for group in groups if group.items]


def _said(sources: list[str], with_conditions: bool) -> list[str]:
    """Why there is a need, in words; that there is a condition is told only to those who may see it."""
    known = [NeedSource(one) for one in sources]
    return [SOURCE_WORDS[one] for one in known if with_conditions or one not in SOURCES_OF_CONDITIONS]


def _current(learner_id: uuid.UUID) -> SupportPlanVersion | None:
    number = SupportPlan.objects.filter(learner_id=learner_id).values("number")
    rows = SupportPlanVersion.objects.filter(learner_id=learner_id, number__in=number)
    return rows.select_related("created_by").first()


def _decline(learner_id: uuid.UUID) -> SupportPlanDecline | None:
    rows = SupportPlanDecline.objects.filter(learner_id=learner_id, withdrawn_at__isnull=True)
    return rows.select_related("created_by").first()
