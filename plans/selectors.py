"""Questions about plans that pages ask."""

import uuid
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from campus.accounts.actors import Actor
from learners import selectors as people
from learners.models import Learner
from plans.models import Goal, Plan, Step
from plans.rules import GoalStatus, PlanStatus, StepStatus, may_agree


@dataclass(frozen=True)
class GoalView:
    """A goal as a page shows it: its steps in order, and which one is next."""

    goal: Goal
    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        return next((s for s in self.steps if not s.is_done and not s.waits_for_staff), None)

    @property
    def ticked(self) -> list[Step]:
        return [s for s in self.steps if s.waits_for_staff]

    @property
    def for_kiosk(self) -> list[Step]:
        """The next step first, then what is open, then what staff check, then what is done."""
        first = self.next_step
        rank = {True: 3, False: 1}
        return sorted(self.steps, key=lambda s: 0 if s is first else 2 if s.waits_for_staff else rank[s.is_done])


@dataclass(frozen=True)
class PlanView:
    plan: Plan | None
    goals: list[GoalView] = field(default_factory=list)
    closed: list[GoalView] = field(default_factory=list)

    @property
    def steps_done(self) -> int:
        return sum(g.done for g in self.goals)

    @property
    def steps(self) -> int:
        return sum(len(g.steps) for g in self.goals)

    @property
    def is_agreed(self) -> bool:
        return self.plan is not None and self.plan.status == PlanStatus.AGREED

    @property
    def may_agree(self) -> bool:
        status = self.plan.status if self.plan else PlanStatus.DRAFT
        return may_agree(status=status, goals=len(self.goals) + len(self.closed))

    @property
    def next_step(self) -> Step | None:
        return next((g.next_step for g in self.goals if g.next_step), None)


def plan_of(learner_id: uuid.UUID) -> PlanView:
    """A person's whole plan, in three queries however long it is."""
    plan = Plan.objects.filter(learner_id=learner_id).select_related("agreed_by").first()
    if plan is None:
        return PlanView(None)
    steps = Prefetch("steps", queryset=Step.objects.select_related("confirmed_by").order_by("position"))
    rows = [GoalView(g, list(g.steps.all())) for g in plan.goals.prefetch_related(steps).order_by("created_at", "id")]
    active = [g for g in rows if g.goal.status == GoalStatus.ACTIVE]
    return PlanView(plan, active, [g for g in rows if g.goal.status != GoalStatus.ACTIVE])


def caseload(actor: Actor, *, search: str = "", sort: str = "name", after: str = "") -> people.Here:
    """A page of the people at the actor's prison, each with whether their plan is agreed."""
    rows = Learner.objects.visible_to(actor)
    if actor.establishment_id:
        rows = rows.placed_at(actor.establishment_id)
    agreed = Plan.objects.filter(learner_id=OuterRef("id"), status=PlanStatus.AGREED)
    return people.people_here(rows.annotate(plan_is_agreed=Exists(agreed)), search=search, sort=sort, after=after)


def goal_for(actor: Actor, learner_id: uuid.UUID, goal_id: uuid.UUID) -> Goal | None:
    return Goal.objects.visible_to(actor).filter(learner_id=learner_id, id=goal_id).first()


def step_for(actor: Actor, step_id: uuid.UUID) -> Step | None:
    visible = Goal.objects.visible_to(actor)
    return Step.objects.select_related("goal").filter(id=step_id, goal__in=visible).first()


def without_plan_at(code: str) -> QuerySet[Learner]:
    """People at a prison who have no agreed plan, those who leave soonest first."""
    agreed = Plan.objects.filter(learner_id=OuterRef("id"), status=PlanStatus.AGREED)
    return Learner.objects.placed_at(code).filter(~Exists(agreed)).with_prison_number().order_by("release_on", "id")


def ticked_at(code: str) -> QuerySet[Step]:
    """Steps that people at a prison say they have done and nobody has checked."""
    rows = Step.objects.filter(learner__current_establishment_id=code, ticked_at__isnull=False, done_at__isnull=True)
    return rows.select_related("learner", "goal").order_by("ticked_at")


def counts_of(learner_id: uuid.UUID) -> tuple[int, int]:
    """(steps done, steps) of a person's open goals."""
    row = Step.objects.filter(learner_id=learner_id, goal__status=GoalStatus.ACTIVE).aggregate(
        done=Count("id", filter=Q(status=StepStatus.COMPLETE)), steps=Count("id")
    )
    return row["done"], row["steps"]


@dataclass(frozen=True)
class Totals:
    """How many people a prison holds, and how many of them have an agreed plan. No names."""

    people: int
    agreed: int

    @property
    def without(self) -> int:
        return self.people - self.agreed


def totals_at(code: str) -> Totals:
    here = Learner.objects.placed_at(code)
    agreed = Plan.objects.filter(learner__in=here, status=PlanStatus.AGREED)
    return Totals(here.count(), agreed.count())
