"""Courses at the tablet, and what people ask for."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db.models import QuerySet

from campus.accounts.actors import Actor
from campus.core.errors import Refused
from learners.models import Learner
from plans.courses.models import Course, CourseRequest, Enrolment
from plans.courses.rules import RequestState, check_may_ask, next_session
from plans.courses.selectors.catalogue import courses_offered_at
from plans.courses.selectors.people import EnrolmentView, education_of


@dataclass(frozen=True)
class Mine:
    """A course that the person is on, with the next day of their class."""

    view: EnrolmentView
    next_on: dt.date | None


@dataclass(frozen=True)
class Offered:
    """A course that the person could do here, and whether they have asked."""

    course: Course
    waiting: CourseRequest | None


@dataclass(frozen=True)
class MyCourses:
    now: list[Mine] = field(default_factory=list)
    done: list[EnrolmentView] = field(default_factory=list)
    answers: list[CourseRequest] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)


def my_courses(learner: Learner, on: dt.date) -> MyCourses:
    """The person's own page of courses, in a number of queries that does not grow."""
    views = education_of(learner.id)
    asked = list(
        CourseRequest.objects.filter(learner=learner)
        .exclude(state=RequestState.TAKEN_BACK)
        .select_related("course")
        .order_by("-created_at")
    )
    taken = {view.enrolment.course_id for view in views if view.enrolment.is_open}
    waiting = {one.course_id: one for one in asked if one.state == RequestState.WAITING}
    code = learner.current_establishment_id
    offered = courses_offered_at(code) if code else []
    latest: dict[uuid.UUID, CourseRequest] = {}
    for one in asked:
        latest.setdefault(one.course_id, one)
    return MyCourses(
        now=[Mine(view, _next(view, on)) for view in views if view.enrolment.is_open],
        done=[view for view in views if not view.enrolment.is_open],
        answers=[one for one in latest.values() if one.state == RequestState.ANSWERED and one.course_id not in taken],
        offered=[Offered(c, waiting.get(c.id)) for c in offered if c.id not in taken and _is_on(c, on)],
    )


def _is_on(course: Course, on: dt.date) -> bool:
    return course.withdrawn_on is None or course.withdrawn_on > on


def _next(view: EnrolmentView, on: dt.date) -> dt.date | None:
    place = view.held
    if place is None or not view.enrolment.is_in_progress:
        return None
    group = place.course_class
    return next_session(group.weekdays, from_on=on, starts_on=group.starts_on, ends_on=group.ends_on)


def course_here(learner: Learner, course_id: uuid.UUID) -> Course | None:
    """A course that is offered where the person is."""
    rows = Course.objects.filter(
        offerings__establishment_id=learner.current_establishment_id, offerings__ends_on__isnull=True
    )
    return rows.filter(id=course_id).first()


def why_not_ask(learner: Learner, course: Course, on: dt.date) -> str:
    """The sentence that refuses a question for this course, or nothing."""
    try:
        check_may_ask(
            is_offered=course_here(learner, course.id) is not None, withdrawn_on=course.withdrawn_on, today=on,
            is_enrolled=Enrolment.objects.filter(learner=learner, course=course).open().exists(),
            is_waiting=CourseRequest.objects.filter(learner=learner, course=course).waiting().exists(),
        )  # fmt: skip
    except Refused as refused:
        return refused.sentence
    return ""


def request_for(actor: Actor, request_id: uuid.UUID) -> CourseRequest | None:
    rows = CourseRequest.objects.visible_to(actor).select_related("course", "learner", "answered_by")
    return rows.filter(id=request_id).first()


def waiting_at(code: str) -> QuerySet[CourseRequest]:
    """What people of a prison have asked for and nobody has answered, the oldest first."""
    rows = CourseRequest.objects.waiting().filter(learner__current_establishment_id=code)
    return rows.select_related("course", "learner").order_by("created_at", "id")


def waiting_count(actor: Actor) -> int:
    code = actor.establishment_id
    return waiting_at(code).count() if code else 0


def answer_of(learner_id: uuid.UUID, course_id: uuid.UUID) -> CourseRequest | None:
    """The latest time that the person asked for a course, if they did not take it back."""
    rows = CourseRequest.objects.filter(learner_id=learner_id, course_id=course_id)
    return rows.exclude(state=RequestState.TAKEN_BACK).order_by("-created_at").first()
