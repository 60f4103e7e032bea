"""What the items of a person come to, and the one date that follows from them and from the courses they start."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.models import written
from learners.access import writable
from learners.models import Learner
from learners.rules import MovementKind
from plans.needs import selectors
from plans.needs.models import NeedsProfile, SupportPlan, SupportSchedule, SupportScheduleVersion
from plans.needs.rules import standing as rules
from plans.needs.rules.standing import Footing, ScheduleChange, ScheduleTask, SupportScheduleStatus

COLUMNS = (
    "task", "status", "deadline_on", "no_deadline", "footing", "course_started_on", "pes_funded", "course_at_id",
)  # fmt: skip
_GOES = {
    MovementKind.TRANSFER: Footing.TRANSFERRED,
    MovementKind.RELEASE: Footing.RELEASED,
    MovementKind.DEATH: Footing.DIED,
}


@transaction.atomic
def recompute(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> NeedsProfile:
    """Work out again whether the person has a need, after something that this app does not hold has changed."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    return settle(learner, by=by, at=at)


def settle(learner: Learner, *, by: Actor, at: dt.datetime) -> NeedsProfile:
    """The same for verbs of this app: call in their transaction, under the person's lock. The schedule follows."""
    found = selectors.facts_of(learner.id)
    values: dict[str, Any] = {
        "has_need": bool(found.sources), "sources": list(found.sources), "screened_on": found.screened_on,
    }  # fmt: skip
    profile = NeedsProfile.objects.filter(learner=learner).first()
    if profile is None:
        profile = NeedsProfile.objects.create(learner=learner, **values, **written(by, at))
    elif any(getattr(profile, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(profile, name, value)
        profile.touch(by, at)
        profile.save()
    if schedule := SupportSchedule.objects.filter(learner=learner).first():
        _follow(schedule, ScheduleChange.NEED_CHANGED, by, at)
    return profile


@transaction.atomic
def on_course_start(
    *, learner_id: uuid.UUID, started_on: dt.date, pes_funded: bool, by: Actor, at: dt.datetime
) -> SupportSchedule:
    """Somebody started a course where they are now: a plan becomes due or, where there is one, its review.

    Of several courses at one prison the first counts, and one that the contract pays for before one that it does not.
    The same message twice changes nothing.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    schedule = SupportSchedule.objects.filter(learner=learner).first() or SupportSchedule(
        learner=learner, number=0, task=_task(learner), status=SupportScheduleStatus.NOT_IN_EDUCATION, **written(by, at)
    )
    if schedule.footing == Footing.DIED:
        return schedule
    running = schedule.status == SupportScheduleStatus.SCHEDULED
    goes_on = schedule.footing == Footing.STUDYING and schedule.course_at_id == learner.current_establishment_id
    if not goes_on or (pes_funded and not schedule.pes_funded):
        schedule.course_started_on, schedule.pes_funded = started_on, pes_funded
    elif pes_funded == schedule.pes_funded and schedule.course_started_on:
        schedule.course_started_on = min(schedule.course_started_on, started_on)
    schedule.footing, schedule.course_at_id = Footing.STUDYING, learner.current_establishment_id
    if schedule.task == ScheduleTask.REVIEW:
        schedule.deadline_on = rules.review_deadline(
            existing=schedule.deadline_on, running=running, started_on=started_on, pes_funded=pes_funded
        )
    _follow(schedule, ScheduleChange.COURSE_STARTED, by, at)
    return schedule


@transaction.atomic
def on_education_end(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> None:
    """The last course of the person at the prison where they are has ended: nothing is due until another starts."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    schedule = SupportSchedule.objects.filter(learner=learner, footing=Footing.STUDYING).first()
    if schedule:
        schedule.footing = Footing.ENDED
        _follow(schedule, ScheduleChange.EDUCATION_ENDED, by, at)


@transaction.atomic
def on_movement(*, learner_id: uuid.UUID, kind: MovementKind, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """What a movement does to the date (3.4). Writes schedule rows and nothing of the record.

    Court, temporary absence and admission change nothing. Neither does a transfer that is told after the first course
    at the new prison has started.
    """
    if kind not in _GOES:
        return
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    schedule = SupportSchedule.objects.filter(learner=learner).exclude(footing=Footing.DIED).first()
    if schedule is None:
        return
    studies_there = schedule.footing == Footing.STUDYING and schedule.course_at_id == learner.current_establishment_id
    if kind == MovementKind.TRANSFER and studies_there:
        return
    schedule.footing = _GOES[kind]
    _follow(schedule, ScheduleChange.MOVED, by, at)


@transaction.atomic
def on_merge(*, learner_id: uuid.UUID, origins: Collection[uuid.UUID], by: Actor, at: dt.datetime) -> None:
    """Two records are one: the date that stands goes on, and the one that was set aside is ended."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    aside = SupportSchedule.everything.filter(learner=learner, set_aside=True, origin_id__in=origins)
    for schedule in aside.exclude(status__in=[SupportScheduleStatus.MERGED, SupportScheduleStatus.DIED]):
        schedule.status = SupportScheduleStatus.MERGED
        _keep(schedule, ScheduleChange.NEED_CHANGED, by, at)
    settle(learner, by=by, at=at)


def begin_review(
    learner: Learner, *, review_on: dt.date, because: ScheduleChange, by: Actor, at: dt.datetime
) -> SupportSchedule:
    """What was due is done: the version that says so is kept, and from now on the next review is due."""
    schedule = SupportSchedule.objects.filter(learner=learner).first() or SupportSchedule(
        learner=learner, number=0, task=ScheduleTask.PLAN, **written(by, at)
    )
    schedule.status, schedule.no_deadline = SupportScheduleStatus.COMPLETED, ""
    _keep(schedule, because, by, at)
    schedule.task, schedule.deadline_on = ScheduleTask.REVIEW, review_on
    _follow(schedule, because, by, at)
    return schedule


def refresh(learner: Learner, *, because: ScheduleChange, by: Actor, at: dt.datetime) -> None:
    """A plan was turned down, or is asked for again."""
    schedule = SupportSchedule.objects.filter(learner=learner).first() or SupportSchedule(
        learner=learner, number=0, task=ScheduleTask.PLAN, **written(by, at)
    )
    _follow(schedule, because, by, at)


def _task(learner: Learner) -> ScheduleTask:
    return ScheduleTask.REVIEW if SupportPlan.objects.filter(learner=learner).exists() else ScheduleTask.PLAN


def _follow(schedule: SupportSchedule, because: ScheduleChange, by: Actor, at: dt.datetime) -> None:
    """Let status and date follow from the facts; keep a version if anything is different."""
    was_running = schedule.status == SupportScheduleStatus.SCHEDULED
    found = selectors.facts_of(schedule.learner_id)
    schedule.status = rules.schedule_status(
        task=schedule.task, footing=schedule.footing, has_need=bool(found.sources), declined=found.declined
    )
    if schedule.status == SupportScheduleStatus.SCHEDULED:
        if schedule.task == ScheduleTask.PLAN and schedule.course_started_on:
            due = rules.plan_deadline(
                started_on=schedule.course_started_on, pes_funded=schedule.pes_funded, aln_yes_on=found.aln_yes_on
            )
            schedule.deadline_on, schedule.no_deadline = due.on, due.no_deadline or ""
        elif not was_running:
            schedule.deadline_on = rules.review_deadline(
                existing=schedule.deadline_on, running=False, started_on=clock.london_date(at), pes_funded=False
            )
    _keep(schedule, because, by, at)


def _keep(schedule: SupportSchedule, because: ScheduleChange, by: Actor, at: dt.datetime) -> None:
    values = {name: getattr(schedule, name) for name in COLUMNS}
    last = SupportScheduleVersion.objects.filter(schedule=schedule).order_by("-number").first()
    if last and all(getattr(last, name) == value for name, value in values.items()):
        return
    schedule.number = last.number + 1 if last else 1
    if last:
        schedule.touch(by, at)
    schedule.save()
    SupportScheduleVersion.objects.create(
        schedule=schedule, learner_id=schedule.learner_id, number=schedule.number, because=because, **values,
        **written(by, at),
    )  # fmt: skip
    record(by=by, verb="support_schedule.changed", subject=schedule)
