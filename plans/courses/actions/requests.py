"""Asking for a place at a tablet, and the answer of staff."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans.courses import rules
from plans.courses.models import Course, CourseRequest, Enrolment, Offering
from plans.courses.rules import Answer, RequestState


@transaction.atomic
def ask(*, by: Actor, learner_id: uuid.UUID, course_id: uuid.UUID, words: str, at: dt.datetime) -> CourseRequest:
    """The person asks for a place on a course that is offered where they are."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    course = Course.objects.filter(id=course_id).first()
    if course is None:
        raise NotYours(f"course {course_id}")
    offered = Offering.objects.filter(
        course=course, establishment_id=learner.current_establishment_id, ends_on__isnull=True
    ).exists()
    rules.check_may_ask(
        is_offered=offered, withdrawn_on=course.withdrawn_on, today=london_date(at),
        is_enrolled=Enrolment.objects.filter(learner=learner, course=course).open().exists(),
        is_waiting=CourseRequest.objects.filter(learner=learner, course=course).waiting().exists(),
    )  # fmt: skip
    request = CourseRequest.objects.create(learner=learner, course=course, words=words.strip(), **written(by, at))
    timeline.note("COURSE_ASKED", learner=learner, by=by, at=at, subject=request, course=course.title)
    record(by=by, verb="course_request.made", subject=request)
    return request


@transaction.atomic
def take_back(*, by: Actor, request_id: uuid.UUID, at: dt.datetime) -> CourseRequest:
    """The person does not ask any more."""
    request = _locked(by, request_id, Permission.OWN_EDIT)
    rules.check_request_move(request.state, RequestState.TAKEN_BACK)
    request.state = RequestState.TAKEN_BACK
    return _saved(request, "course_request.taken_back", by, at)


@transaction.atomic
def answer(*, by: Actor, request_id: uuid.UUID, answer: str, note: str, at: dt.datetime) -> CourseRequest:
    """Tell the person yes, not yet or no. They read the note at the tablet."""
    request = _locked(by, request_id, Permission.COURSE_MANAGE)
    rules.check_request_move(request.state, RequestState.ANSWERED)
    rules.check_answer(answer=answer, note=note)
    request.state, request.answer, request.answer_note = RequestState.ANSWERED, Answer(answer), note.strip()
    request.answered_at, request.answered_by = at, by.user
    timeline.note(
        "COURSE_ANSWERED", learner=request.learner, by=by, at=at, subject=request, course=request.course.title,
        answer=rules.ANSWER_LABELS[request.answer],
    )  # fmt: skip
    return _saved(request, "course_request.answered", by, at)


def _locked(by: Actor, request_id: uuid.UUID, permission: str) -> CourseRequest:
    learner_id = CourseRequest.objects.filter(id=request_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"request {request_id}")
    writable(by=by, learner_id=learner_id, permission=permission)
    return CourseRequest.objects.select_related("course", "learner").get(id=request_id)


def _saved(request: CourseRequest, verb: str, by: Actor, at: dt.datetime) -> CourseRequest:
    request.touch(by, at)
    request.save()
    record(by=by, verb=verb, subject=request)
    return request
