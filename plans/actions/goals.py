"""The verbs of a plan and its goals. Each is one transaction: lock, check, write, tell, audit."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.ids import new_id
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans import rules
from plans.actions import in_hand, schedules, voice
from plans.models import Goal, Plan, Step
from plans.rules import Links, PlannedStep
from plans.selectors import links as linkable


@transaction.atomic
def add_goal(
    *, by: Actor, learner_id: uuid.UUID, title: str, target_on: dt.date, steps: Sequence[str | PlannedStep], note: str,
    at: dt.datetime, note_is_staff_only: bool = False, links: Links | None = None,
    proposal_id: uuid.UUID | None = None, together: uuid.UUID | None = None,
) -> Goal:  # fmt: skip
    """Add a goal with its steps to the person's plan. The first goal starts the plan.

    `proposal_id` names the suggestion that becomes this goal; `together` groups several goals of one save.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    rules.check_goal(title, steps)
    rules.check_target(target_on, clock.london_date(at))
    links, together = links or Links(), together or new_id()
    _check_links(links)
    goal = Goal.objects.create(
        learner=learner, plan=_plan(learner, by, at, together), title=title.strip(), target_on=target_on,
        note=note.strip(), note_is_staff_only=note_is_staff_only, course_id=links.course_id,
        qualification=links.qualification.strip(), work_type=links.work_type, **written(by, at),
    )  # fmt: skip
    _write_steps(goal, rules.planned(steps), by, at)
    if proposal_id is not None:
        voice.accept(by=by, proposal_id=proposal_id, goal=goal, at=at)
    schedules.settle(learner=learner, by=by, at=at)
    timeline.note("GOAL_CREATED", learner=learner, by=by, at=at, subject=goal, together=together, title=goal.title)
    record(by=by, verb="goal.added", subject=goal)
    return goal


def _plan(learner: Learner, by: Actor, at: dt.datetime, together: uuid.UUID) -> Plan:
    plan, is_new = Plan.objects.get_or_create(learner=learner, defaults=written(by, at))
    if is_new:
        timeline.note("ACTION_PLAN_CREATED", learner=learner, by=by, at=at, subject=plan, together=together)
    return plan


def _write_steps(goal: Goal, steps: list[PlannedStep], by: Actor, at: dt.datetime) -> None:
    for position, step in enumerate(steps, start=1):
        Step.objects.create(
            goal=goal, learner_id=goal.learner_id, position=position, title=step.title, owner=step.owner,
            due_on=step.due_on, **written(by, at),
        )  # fmt: skip


def _check_links(links: Links, before: uuid.UUID | None = None) -> None:
    """A course that is linked already may stay, withdrawn or not."""
    rules.check_links(links, [code for code, _ in linkable.work_types()])
    if links.course_id not in (None, before) and not linkable.is_course(links.course_id):
        raise Refused("Choose a course from the list", field="course")


@transaction.atomic
def change_goal(
    *, by: Actor, goal_id: uuid.UUID, title: str, target_on: dt.date, note: str, lock_version: int, at: dt.datetime,
    note_is_staff_only: bool | None = None, links: Links | None = None,
) -> Goal:  # fmt: skip
    """Change what a goal in progress says; what is not named stays. Refuses with both versions if it is stale."""
    goal = in_hand.goal(by=by, goal_id=goal_id, permission=Permission.PLAN_EDIT)
    rules.check_may_change(status=goal.status)
    if goal.lock_version != lock_version:
        theirs = {"title": goal.title, "target": f"{goal.target_on:%-d %B %Y}", "note": goal.note}
        raise StaleEdit(theirs, goal.lock_version)
    if target_on != goal.target_on:
        rules.check_target(target_on, clock.london_date(at))
    rules.check_title(title)
    goal.title, goal.target_on, goal.note = title.strip(), target_on, note.strip()
    if note_is_staff_only is not None:
        goal.note_is_staff_only = note_is_staff_only
    if links is not None:
        _check_links(links, before=goal.course_id)
        goal.course_id, goal.work_type = links.course_id, links.work_type
        goal.qualification = links.qualification.strip()
    goal.touch(by, at)
    goal.save()
    timeline.note("GOAL_UPDATED", learner=goal.learner, by=by, at=at, subject=goal, title=goal.title)
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
    rules.check_may_agree(status=plan.status, goals=Goal.objects.filter(learner=plan.learner_id).count())
    plan.status, plan.agreed_at, plan.agreed_by = rules.PlanStatus.AGREED, at, by.user
    plan.touch(by, at)
    plan.save()
    timeline.note("ACTION_PLAN_AGREED", learner=learner, by=by, at=at, subject=plan)
    record(by=by, verb="plan.agreed", subject=plan)
    return plan
