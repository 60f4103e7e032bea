"""Keeping courses, where they are offered, and their classes."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.models import written
from campus.estate.models import Establishment
from plans.courses import rules
from plans.courses.models import ClassPlace, Course, CourseClass, Offering
from plans.courses.rules import PlaceState


@transaction.atomic
def add_course(
    *, by: Actor, code: str, title: str, level: str, area: str, summary: str, qualification: str, at: dt.datetime
) -> Offering:
    """Write a new course, and offer it at the prison of whoever writes it."""
    here = _own_prison(by)
    rules.check_course(code=code, title=title)
    if Course.objects.filter(code__iexact=code.strip()).exists():
        raise Refused("There is a course with this code already. Find it in the list and offer it here.", field="code")
    course = Course.objects.create(
        code=code.strip().upper(), title=title.strip(), level=level.strip(), area=area.strip(), summary=summary.strip(),
        qualification=qualification.strip(), accredited=bool(qualification.strip()), **written(by, at),
    )  # fmt: skip
    record(by=by, verb="course.added", subject=course)
    return _offer(course, here, by, at)


@transaction.atomic
def change_course(
    *, by: Actor, course_id: uuid.UUID, title: str, level: str, area: str, summary: str, qualification: str,
    lock_version: int, at: dt.datetime,
) -> Course:  # fmt: skip
    """Change a course that only the own prison offers."""
    here = _own_prison(by)
    course = _course(course_id)
    elsewhere = Offering.objects.filter(course=course, ends_on__isnull=True).exclude(establishment=here).exists()
    rules.check_may_change_course(offered_elsewhere=elsewhere)
    if course.lock_version != lock_version:
        theirs = {"title": course.title, "level": course.level, "area": course.area, "summary": course.summary}
        raise StaleEdit({**theirs, "qualification": course.qualification}, course.lock_version)
    rules.check_course(code=course.code, title=title)
    course.title, course.level, course.area = title.strip(), level.strip(), area.strip()
    course.summary, course.qualification = summary.strip(), qualification.strip()
    course.accredited = bool(course.qualification)
    course.touch(by, at)
    course.save()
    record(by=by, verb="course.changed", subject=course)
    return course


@transaction.atomic
def offer(*, by: Actor, course_id: uuid.UUID, at: dt.datetime) -> Offering:
    """Offer a course at the actor's own prison from today."""
    here = _own_prison(by)
    course = _course(course_id)
    offered = Offering.objects.filter(course=course, establishment=here, ends_on__isnull=True).exists()
    rules.check_may_offer(withdrawn_on=course.withdrawn_on, is_offered=offered, today=london_date(at))
    return _offer(course, here, by, at)


@transaction.atomic
def stop_offering(*, by: Actor, course_id: uuid.UUID, at: dt.datetime) -> Offering:
    """Offer a course no longer. Its classes must have a last day; people who are on it stay on it."""
    here, today = _own_prison(by), london_date(at)
    open_now = Offering.objects.select_for_update(no_key=True).filter(ends_on__isnull=True)
    offering = open_now.filter(course_id=course_id, establishment=here).first()
    endless = CourseClass.objects.filter(offering=offering, ends_on__isnull=True).count() if offering else 0
    rules.check_may_stop_offering(is_open=offering is not None, open_classes=endless)
    assert offering is not None
    offering.ends_on = max(today, offering.starts_on)
    offering.touch(by, at)
    offering.save()
    record(by=by, verb="course.no_longer_offered", subject=offering)
    return offering


@transaction.atomic
def add_class(
    *, by: Actor, course_id: uuid.UUID, name: str, tutor_id: uuid.UUID | None, starts_on: dt.date,
    ends_on: dt.date | None, places: int, weekdays: str, begins: dt.time | None, room: str, at: dt.datetime,
) -> CourseClass:  # fmt: skip
    """A new class of a course that the actor's own prison offers."""
    here = _own_prison(by)
    open_now = Offering.objects.select_for_update(no_key=True).filter(ends_on__isnull=True)
    offering = open_now.filter(course_id=course_id, establishment=here).first()
    if offering is None:
        raise Refused("This course is not offered here now.")
    rules.check_class(name=name, starts_on=starts_on, ends_on=ends_on, places=places, held=0)
    made = CourseClass.objects.create(
        offering=offering, name=name.strip(), tutor_id=tutor_id, starts_on=starts_on, ends_on=ends_on, places=places,
        weekdays=weekdays, begins=begins, room=room.strip(), **written(by, at),
    )  # fmt: skip
    record(by=by, verb="class.added", subject=made)
    return made


@transaction.atomic
def change_class(
    *, by: Actor, class_id: uuid.UUID, name: str, tutor_id: uuid.UUID | None, starts_on: dt.date,
    ends_on: dt.date | None, places: int, weekdays: str, begins: dt.time | None, room: str, lock_version: int,
    at: dt.datetime,
) -> CourseClass:  # fmt: skip
    """Change a class. It keeps at least as many places as people hold."""
    found = locked_class(by, class_id, Permission.COURSE_MANAGE)
    if found.lock_version != lock_version:
        theirs = {"name": found.name, "places": str(found.places), "room": found.room}
        raise StaleEdit(theirs, found.lock_version)
    held = ClassPlace.objects.filter(course_class=found, state=PlaceState.HELD).count()
    rules.check_class(name=name, starts_on=starts_on, ends_on=ends_on, places=places, held=held)
    found.name, found.tutor_id, found.starts_on, found.ends_on = name.strip(), tutor_id, starts_on, ends_on
    found.places, found.weekdays, found.begins, found.room = places, weekdays, begins, room.strip()
    found.touch(by, at)
    found.save()
    record(by=by, verb="class.changed", subject=found)
    return found


def locked_class(by: Actor, class_id: uuid.UUID, permission: str) -> CourseClass:
    """A class of a prison where the actor has the permission, locked. Raises NotYours."""
    rows = CourseClass.objects.select_for_update(no_key=True, of=("self",)).visible_to(by, permission)
    found = rows.select_related("offering__course").filter(id=class_id).first()
    if found is None:
        raise NotYours(f"class {class_id}")
    return found


def _own_prison(by: Actor) -> Establishment:
    """The prison that the actor works at now, if it gives the permission to keep courses there."""
    here = by.establishment
    if here is None or here.code not in by.establishments_with(Permission.COURSE_MANAGE):
        raise NotYours(Permission.COURSE_MANAGE)
    return here


def _course(course_id: uuid.UUID) -> Course:
    course = Course.objects.select_for_update(no_key=True).filter(id=course_id).first()
    if course is None:
        raise NotYours(f"course {course_id}")
    return course


def _offer(course: Course, here: Establishment, by: Actor, at: dt.datetime) -> Offering:
    offering = Offering.objects.create(course=course, establishment=here, starts_on=london_date(at), **written(by, at))
    record(by=by, verb="course.offered", subject=offering)
    return offering
