"""The verbs of a plan. Each is one transaction: lock, check, write, audit."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, StaleEdit
from campus.core.models import written
from learners.access import writable
from plans import rules
from plans.models import Goal, Plan, Step


@transaction.atomic
def add_goal(
    *, by: Actor, learner_id: uuid.UUID, title: str, target_on: dt.date, steps: list[str], note: str, at: dt.datetime
) -> Goal:
    """Add a goal with its steps to the person's plan. The first goal starts the plan."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    rules.check_goal(title, steps)
    rules.check_target(target_on, clock.london_date(at))
    plan, _ = Plan.objects.get_or_create(learner=learner, defaults=written(by, at))
    goal = Goal.objects.create(
        learner=learner, plan=plan, title=title.strip(), target_on=target_on, note=note.strip(), **written(by, at)
    )
    _write_steps(goal, [s.strip() for s in steps if s.strip()], by, at)
    record(by=by, verb="goal.added", subject=goal)
    return goal


def _write_steps(goal: Goal, titles: list[str], by: Actor, at: dt.datetime) -> None:
    for position, title in enumerate(titles, start=1):
        Step.objects.create(goal=goal, learner_id=goal.learner_id, position=position, title=title, **written(by, at))


@transaction.atomic
def change_goal(
    *, by: Actor, goal_id: uuid.UUID, title: str, target_on: dt.date, note: str, lock_version: int, at: dt.datetime
) -> Goal:
    """Change a goal's words or date. Refuses with both versions if somebody saved it first."""
    goal = _goal(by, goal_id, Permission.PLAN_EDIT)
    if goal.lock_version != lock_version:
        theirs = {"title": goal.title, "target": f"{goal.target_on:%-d %B %Y}", "note": goal.note}
        raise StaleEdit(theirs, goal.lock_version)
    if target_on != goal.target_on:
        rules.check_target(target_on, clock.london_date(at))
    rules.check_goal(title, ["unchanged"])
    goal.title, goal.target_on, goal.note = title.strip(), target_on, note.strip()
    goal.touch(by, at)
    goal.save()
    record(by=by, verb="goal.changed", subject=goal)
    return goal


@transaction.atomic
def agree(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> Plan:
    """Agree the plan with the person. From now on it is theirs to work on at the kiosk."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    plan = Plan.objects.filter(learner=learner).first()
    if plan is None:
        rules.check_may_agree(status=rules.PlanStatus.DRAFT, goals=0)
        raise NotYours("no plan")
    rules.check_may_agree(status=plan.status, goals=plan.goals.count())
    plan.status, plan.agreed_at, plan.agreed_by = rules.PlanStatus.AGREED, at, by.user
    plan.touch(by, at)
    plan.save()
    record(by=by, verb="plan.agreed", subject=plan)
    return plan


@transaction.atomic
def tick(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """The learner says a step is done. Staff check it before it counts."""
    step = _own_step(by, step_id)
    rules.check_may_tick(goal_status=step.goal.status, step_status=step.status, ticked=step.ticked_at is not None)
    step.ticked_at, step.status = at, rules.StepStatus.ACTIVE
    return _saved(step, by, at, "step.ticked")


@transaction.atomic
def untick(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """The learner takes a tick back before staff have checked it."""
    step = _own_step(by, step_id)
    rules.check_may_untick(step_status=step.status, ticked=step.ticked_at is not None)
    step.ticked_at, step.status = None, rules.StepStatus.NOT_STARTED
    return _saved(step, by, at, "step.unticked")


@transaction.atomic
def confirm(*, by: Actor, step_id: uuid.UUID, at: dt.datetime) -> Step:
    """Staff confirm that a step is done, ticked or not."""
    step = _step(by, step_id, Permission.PLAN_CONFIRM_STEP)
    rules.check_may_confirm(step_status=step.status)
    step.status, step.done_at, step.confirmed_by = rules.StepStatus.COMPLETE, at, by.user
    return _saved(step, by, at, "step.confirmed")


def _saved(step: Step, by: Actor, at: dt.datetime, verb: str) -> Step:
    step.touch(by, at)
    step.save()
    record(by=by, verb=verb, subject=step)
    return step


def _goal(by: Actor, goal_id: uuid.UUID, permission: Permission) -> Goal:
    learner_id = Goal.objects.filter(id=goal_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("goal")
    writable(by=by, learner_id=learner_id, permission=permission)
    return Goal.objects.get(id=goal_id)


def _step(by: Actor, step_id: uuid.UUID, permission: Permission) -> Step:
    learner_id = Step.objects.filter(id=step_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("step")
    writable(by=by, learner_id=learner_id, permission=permission)
    return Step.objects.select_related("goal").get(id=step_id)


def _own_step(by: Actor, step_id: uuid.UUID) -> Step:
    return _step(by, step_id, Permission.OWN_EDIT)
