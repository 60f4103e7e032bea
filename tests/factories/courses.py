"""Courses, classes and people on them, made by the app's own verbs."""

import datetime as dt
import itertools
from typing import Any

from campus.accounts.actors import Actor
from learners.models import Learner
from plans.courses import actions
from plans.courses.actions import Mark
from plans.courses.models import Course, CourseClass, CourseRequest, Enrolment
from tests.factories.accounts import posted
from tests.factories.learners import as_learner

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
STARTED = dt.date(2026, 11, 2)
_numbers = itertools.count(1)


def manager(at: str = "LEI") -> Actor:
    return posted("EDU_MGR", at)


def a_course(at: str = "LEI", *, by: Actor | None = None, **said: Any) -> Course:
    """A course that the prison offers."""
    wanted = {
        "code": f"C{next(_numbers):05d}", "title": "Maths Level 1", "level": "Level 1", "area": "Maths",
        "summary": "Work with numbers.", "qualification": "", **said,
    }  # fmt: skip
    return actions.add_course(by=by or manager(at), at=AT, **wanted).course


def also_at(course: Course, code: str) -> None:
    actions.offer(by=manager(code), course_id=course.id, at=AT)


def a_class(course: Course, at: str = "LEI", *, by: Actor | None = None, **said: Any) -> CourseClass:
    wanted = {
        "name": f"Group {next(_numbers)}", "tutor_id": None, "starts_on": dt.date(2026, 9, 1), "ends_on": None,
        "places": 12, "weekdays": "14", "begins": dt.time(9, 0), "room": "Education 2", **said,
    }  # fmt: skip
    return actions.add_class(by=by or manager(at), course_id=course.id, at=AT, **wanted)


def enrolled(
    learner: Learner, course: Course | None = None, group: CourseClass | None = None, *, by: Actor | None = None,
    **said: Any,
) -> Enrolment:  # fmt: skip
    code = learner.current_establishment_id or "LEI"
    course = course or a_course(code)
    wanted = {"started_on": STARTED, "planned_end_on": dt.date(2027, 2, 26), "funding": "PES", "at": AT, **said}
    return actions.enrol(
        by=by or manager(code), learner_id=learner.id, course_id=course.id, class_id=group.id if group else None,
        **wanted,
    )  # fmt: skip


def marked(
    group: CourseClass, enrolment: Enrolment, on: dt.date = dt.date(2026, 11, 19), code: str = "ATTENDED"
) -> None:
    tutor = posted("TUTOR", group.offering.establishment_id)
    actions.record_attendance(by=tutor, class_id=group.id, on=on, marks={enrolment.id: Mark(code)}, at=AT)


def asked(learner: Learner, course: Course | None = None, words: str = "I like numbers.") -> CourseRequest:
    course = course or a_course(learner.current_establishment_id or "LEI")
    return actions.ask(by=as_learner(learner), learner_id=learner.id, course_id=course.id, words=words, at=AT)


def with_courses(learner: Learner) -> Enrolment:
    """A course in a class, a day on which they came, and another course that they ask for."""
    code = learner.current_establishment_id or "LEI"
    course = a_course(code)
    group = a_class(course, code)
    enrolment = enrolled(learner, course, group)
    marked(group, enrolment)
    asked(learner)
    return enrolment
