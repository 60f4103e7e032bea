"""Taking a course: beginning it, a break, the return, the end."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import outbox
from campus.core.clock import london_date
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.courses import rules
from plans.courses.actions import places
from plans.courses.models import Course, Enrolment, Offering
from plans.courses.rules import EnrolmentStatus, Funding


@transaction.atomic
def enrol(
    *, by: Actor, learner_id: uuid.UUID, course_id: uuid.UUID, started_on: dt.date, planned_end_on: dt.date | None,
    funding: str, class_id: uuid.UUID | None, at: dt.datetime,
) -> Enrolment:  # fmt: skip
    """Begin a course with a person, and give them a place in a class of it where one is named."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.COURSE_MANAGE)
    course = Course.objects.filter(id=course_id).first()
    if course is None:
        raise NotYours(f"course {course_id}")
    mine = Enrolment.objects.filter(learner=learner, course=course)
    rules.check_may_enrol(
        withdrawn_on=course.withdrawn_on, is_offered=_is_offered(course, learner), is_enrolled=mine.open().exists(),
        started_before=mine.filter(started_on=started_on).exists(), started_on=started_on,
    )  # fmt: skip
    rules.check_planned_end(started_on=started_on, planned_end_on=planned_end_on)
    enrolment = Enrolment.objects.create(
        learner=learner, course=course, started_on=started_on, planned_end_on=planned_end_on, funding=Funding(funding),
        **written(by, at),
    )  # fmt: skip
    timeline.note("COURSE_STARTED", learner=learner, by=by, at=at, subject=enrolment, course=course.title)
    record(by=by, verb="enrolment.started", subject=enrolment)
    _tell_started(enrolment)
    if class_id is not None:
        places.put_in(enrolment, class_id, by, at)
    return enrolment


@transaction.atomic
def complete(
    *, by: Actor, enrolment_id: uuid.UUID, ended_on: dt.date, outcome: str, grade: str, at: dt.datetime
) -> Enrolment:
    """The person has finished the course, with what outcome."""
    learner, enrolment = locked(by, enrolment_id)
    rules.check_move(enrolment.status, EnrolmentStatus.COMPLETED)
    rules.check_end(started_on=enrolment.started_on, ended_on=ended_on, today=london_date(at))
    rules.check_result(outcome=outcome, grade=grade)
    enrolment.status, enrolment.ended_on = EnrolmentStatus.COMPLETED, ended_on
    enrolment.outcome, enrolment.grade = outcome, grade
    _end(enrolment, learner, "COURSE_COMPLETED", ended_on, by, at, outcome=enrolment.outcome_label)
    return enrolment


@transaction.atomic
def withdraw(
    *, by: Actor, enrolment_id: uuid.UUID, ended_on: dt.date, reason: str, note: str, at: dt.datetime
) -> Enrolment:
    """The person stops before the end. The reason is a code; its words are for staff."""
    learner, enrolment = locked(by, enrolment_id)
    rules.check_move(enrolment.status, EnrolmentStatus.WITHDRAWN)
    rules.check_end(started_on=enrolment.started_on, ended_on=ended_on, today=london_date(at))
    rules.check_withdrawal(reason=reason, note=note)
    enrolment.status, enrolment.ended_on = EnrolmentStatus.WITHDRAWN, ended_on
    enrolment.withdrawal_reason, enrolment.note = reason, note.strip()
    enrolment.break_from_on = enrolment.break_until_on = None
    _end(enrolment, learner, "COURSE_WITHDRAWN", ended_on, by, at, reason=enrolment.reason_label)
    return enrolment


@transaction.atomic
def take_break(*, by: Actor, enrolment_id: uuid.UUID, on: dt.date, until: dt.date | None, at: dt.datetime) -> Enrolment:
    """An agreed break in learning. The seat is free for others meanwhile."""
    learner, enrolment = locked(by, enrolment_id)
    rules.check_move(enrolment.status, EnrolmentStatus.TEMPORARILY_WITHDRAWN)
    rules.check_break(on=on, until=until, started_on=enrolment.started_on, today=london_date(at))
    enrolment.status = EnrolmentStatus.TEMPORARILY_WITHDRAWN
    enrolment.break_from_on, enrolment.break_until_on = on, until
    _save(enrolment, learner, "COURSE_BREAK", by, at)
    places.hold_all(enrolment, on=on, because="BREAK", by=by, at=at)
    return enrolment


@transaction.atomic
def come_back(*, by: Actor, enrolment_id: uuid.UUID, on: dt.date, at: dt.datetime) -> Enrolment:
    """The person is back from a break. A seat that was kept is given back where there is still room."""
    learner, enrolment = locked(by, enrolment_id)
    rules.check_return(status=enrolment.status, on=on, break_from_on=enrolment.break_from_on, today=london_date(at))
    enrolment.status = EnrolmentStatus.IN_PROGRESS
    enrolment.break_from_on = enrolment.break_until_on = None
    _save(enrolment, learner, "COURSE_RETURNED", by, at)
    places.give_back(enrolment, by, at)
    return enrolment


@transaction.atomic
def reopen(*, by: Actor, enrolment_id: uuid.UUID, reason: str, at: dt.datetime) -> Enrolment:
    """An end that was recorded by mistake is put right. What it said stays in the row's history."""
    learner, enrolment = locked(by, enrolment_id)
    again = Enrolment.objects.filter(learner=learner, course_id=enrolment.course_id).open().exists()
    rules.check_reopen(status=enrolment.status, reason=reason, is_enrolled=again)
    enrolment.status, enrolment.ended_on = EnrolmentStatus.IN_PROGRESS, None
    enrolment.outcome = enrolment.grade = enrolment.withdrawal_reason = ""
    enrolment.note = reason.strip()
    _save(enrolment, learner, "COURSE_REOPENED", by, at, reason=reason.strip())
    return enrolment


def locked(by: Actor, enrolment_id: uuid.UUID) -> tuple[Learner, Enrolment]:
    """The person, locked, and their enrolment. Raises NotYours."""
    learner_id = Enrolment.objects.filter(id=enrolment_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"enrolment {enrolment_id}")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.COURSE_MANAGE)
    return learner, Enrolment.objects.select_related("course").get(id=enrolment_id)


def _end(
    enrolment: Enrolment, learner: Learner, kind: str, ended_on: dt.date, by: Actor, at: dt.datetime, **facts: str
) -> None:
    places.end_all(enrolment, on=ended_on, by=by, at=at)
    _save(enrolment, learner, kind, by, at, **facts)
    outbox.queue(topic="courses.ended", key=f"courses:{learner.id}", body={"learner": str(learner.id)})


def _save(enrolment: Enrolment, learner: Learner, kind: str, by: Actor, at: dt.datetime, **facts: str) -> None:
    enrolment.touch(by, at)
    enrolment.save()
    said: dict[str, Any] = {"course": enrolment.course.title, **facts}
    timeline.note(kind, learner=learner, by=by, at=at, subject=enrolment, **said)
    record(by=by, verb=f"enrolment.{kind.removeprefix('COURSE_').lower()}", subject=enrolment)


def _is_offered(course: Course, learner: Learner) -> bool:
    rows = Offering.objects.filter(course=course, establishment_id=learner.current_establishment_id)
    return rows.filter(ends_on__isnull=True).exists()


def _tell_started(enrolment: Enrolment) -> None:
    """Those who plan with the person set their dates by it. What was begun without PES funding says so."""
    body = {
        "learner": str(enrolment.learner_id), "on": enrolment.started_on.isoformat(),
        "pes": enrolment.funding == Funding.PES,
    }  # fmt: skip
    outbox.queue(topic="courses.started", key=f"courses:{enrolment.learner_id}", body=body)
