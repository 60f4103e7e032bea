"""Questions about plans that pages ask."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from campus.accounts.actors import Actor
from learners.models import Learner
from plans.models import Goal, Plan, Step
from plans.rules import ArchiveReason, GoalStatus, PlanStatus, StepStatus, may_agree
from plans.rules.closing import ARCHIVE_LABELS
from plans.selectors.corrections import Before, corrections_of
from plans.selectors.links import Suggestion, suggestions_for, work_types


@dataclass(frozen=True)
class GoalView:
    """A goal as a page shows it: its steps in order, which one is next, and whether it may be complete."""

    goal: Goal
    steps: list[Step]
    suggestion: Suggestion | None = None
    corrections: list[Before] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return self.goal.status == GoalStatus.ACTIVE

    @property
    def is_completed(self) -> bool:
        return self.goal.status == GoalStatus.COMPLETED

    @property
    def archived_because(self) -> str:
        """Why it was archived, in words for staff."""
        if not self.goal.archive_reason:
            return ""
        return self.goal.archive_words or ARCHIVE_LABELS[ArchiveReason(self.goal.archive_reason)]

    @property
    def work_label(self) -> str:
        return dict(work_types()).get(self.goal.work_type, "")

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
    def completed(self) -> list[GoalView]:
        return [g for g in self.closed if g.is_completed]

    @property
    def archived(self) -> list[GoalView]:
        return [g for g in self.closed if not g.is_completed]

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
    """A person's whole plan, in three queries however long it is; up to three more where goals are linked or closed."""
    plan = Plan.objects.filter(learner_id=learner_id).select_related("agreed_by").first()
    if plan is None:
        return PlanView(None)
    steps = Prefetch("steps", queryset=Step.objects.live().select_related("confirmed_by").order_by("position"))
    # By the person, not by the plan: after a merge some goals hang on the plan that was set aside.
    theirs = Goal.objects.filter(learner_id=learner_id).order_by("created_at", "id")
    goals = list(theirs.select_related("course").prefetch_related(steps))
    active = [goal for goal in goals if goal.status == GoalStatus.ACTIVE]
    closed = [goal for goal in goals if goal.status != GoalStatus.ACTIVE]
    suggestions = suggestions_for(active)
    corrections = corrections_of(learner_id) if closed else {}
    return PlanView(
        plan,
        [GoalView(goal, list(goal.steps.all()), suggestions.get(goal.id)) for goal in active],
        [
            GoalView(goal, list(goal.steps.all()), None, corrections.get(goal.id, []))
            for goal in sorted(closed, key=_closed_on, reverse=True)
        ],
    )


def _closed_on(goal: Goal) -> dt.date:
    return goal.closed_on or dt.date.min


def goal_for(actor: Actor, learner_id: uuid.UUID, goal_id: uuid.UUID) -> Goal | None:
    return Goal.objects.visible_to(actor).filter(learner_id=learner_id, id=goal_id).first()


def step_for(actor: Actor, step_id: uuid.UUID, *, taken_out: bool = False) -> Step | None:
    """A step that stands in its goal or, when asked for, one that was taken out."""
    rows = Step.objects.filter(id=step_id, removed_at__isnull=not taken_out)
    return rows.select_related("goal").filter(goal__in=Goal.objects.visible_to(actor)).first()


def step_of(actor: Actor, goal: Goal, step_id: uuid.UUID) -> Step | None:
    """A step of a goal in hand, taken out or not."""
    visible = Goal.objects.visible_to(actor)
    return Step.objects.select_related("goal").filter(id=step_id, goal=goal, goal__in=visible).first()


def view_of(goal: Goal) -> GoalView:
    """One goal with its steps."""
    return GoalView(goal, list(Step.objects.filter(goal=goal).live().order_by("position")))


def taken_out_of(goal: Goal) -> list[Step]:
    return list(Step.objects.filter(goal=goal, removed_at__isnull=False).order_by("-position"))


def ticked_at(code: str) -> QuerySet[Step]:
    """Steps that people at a prison say they have done and nobody has checked."""
    rows = Step.objects.filter(
        learner__current_establishment_id=code, ticked_at__isnull=False, done_at__isnull=True,
        goal__status=GoalStatus.ACTIVE,
    )  # fmt: skip
    return rows.select_related("learner", "goal").order_by("ticked_at")


def counts_of(learner_id: uuid.UUID) -> tuple[int, int]:
    """(steps done, steps) of a person's open goals."""
    row = (
        Step.objects.live()
        .filter(learner_id=learner_id, goal__status=GoalStatus.ACTIVE)
        .aggregate(done=Count("id", filter=Q(status=StepStatus.COMPLETE)), steps=Count("id"))
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
    agreed = Plan.objects.filter(learner_id=OuterRef("id"), status=PlanStatus.AGREED)
    here = Learner.objects.placed_at(code).annotate(has_plan=Exists(agreed))
    return Totals(**here.aggregate(people=Count("id"), agreed=Count("id", filter=Q(has_plan=True))))
