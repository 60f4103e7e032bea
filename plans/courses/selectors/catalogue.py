"""Courses, where they are offered, and who is in their classes."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campus.accounts.actors import Actor
from campus.accounts.models import Posting, User
from campus.accounts.permissions import Permission, roles_with
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from plans.courses.models import Attendance, ClassPlace, Course, CourseClass, Enrolment, Offering
from plans.courses.notes import notes_of
from plans.courses.rules import PlaceState

# One prison offers some dozens of courses; a list longer than this is cut and says so.
MOST_SHOWN = 200


@dataclass(frozen=True)
class CourseRow:
    """A course of a list: how many classes run, and how many people here are on it."""

    course: Course
    classes: int
    people: int


@dataclass(frozen=True)
class CoursePage:
    """A course as staff of one prison see it. `offering` is None where it is not offered there now."""

    course: Course
    offering: Offering | None
    classes: list[CourseClass]
    ended: list[CourseClass]
    elsewhere: int


@dataclass(frozen=True)
class Seat:
    """One line of the class list."""

    place: ClassPlace
    learner: Learner
    mark: Attendance | None
    notes: list[str]


@dataclass(frozen=True)
class ClassView:
    group: CourseClass
    course: Course
    on: dt.date
    seats: list[Seat] = field(default_factory=list)
    kept: list[ClassPlace] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max(0, self.group.places - len(self.seats))


def catalogue(actor: Actor, *, search: str = "") -> list[CourseRow]:
    """The courses that the actor's prison offers; for somebody who works at none, every course."""
    code = actor.establishment_id
    rows = _matching(Course.objects.all(), search)
    if code:
        rows = rows.filter(offerings__establishment_id=code, offerings__ends_on__isnull=True)
    classes = CourseClass.objects.filter(ends_on__isnull=True, offering__ends_on__isnull=True)
    people = Enrolment.objects.open()
    if code:
        classes, people = classes.at(code), people.filter(learner__current_establishment_id=code)
    running = dict(classes.order_by().values_list("offering__course_id").annotate(n=Count("id")))
    learning = dict(people.order_by().values_list("course_id").annotate(n=Count("id"))) if code else {}
    return [
        CourseRow(c, running.get(c.id, 0), learning.get(c.id, 0)) for c in rows.order_by("title", "id")[:MOST_SHOWN]
    ]


def courses_to_offer(code: str, *, on: dt.date, search: str = "") -> list[Course]:
    """Courses that this prison does not offer now and could."""
    here = Offering.objects.filter(establishment_id=code, ends_on__isnull=True).values("course_id")
    rows = Course.objects.exclude(id__in=here).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))
    return list(_matching(rows, search).order_by("title", "id")[:MOST_SHOWN])


def _matching(rows: QuerySet[Course], search: str) -> QuerySet[Course]:
    for word in search.replace("\x00", "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(code__istartswith=word) | Q(area__icontains=word))
    return rows


def course_page(actor: Actor, course_id: uuid.UUID, on: dt.date) -> CoursePage | None:
    """A course with its classes at the actor's prison, those that run first."""
    course = Course.objects.filter(id=course_id).first()
    if course is None:
        return None
    open_now = Offering.objects.filter(course=course, ends_on__isnull=True)
    code = actor.establishment_id
    offering = open_now.filter(establishment_id=code).first() if code else None
    rows = CourseClass.objects.visible_to(actor).filter(offering__course=course)
    rows = rows.at(code) if code else rows
    groups = list(
        with_held(rows).select_related("tutor", "offering__establishment").order_by("name", "id")[:MOST_SHOWN]
    )
    running = [g for g in groups if g.ends_on is None or g.ends_on >= on]
    elsewhere = open_now.exclude(establishment_id=code).count() if code else open_now.count()
    return CoursePage(course, offering, running, [g for g in groups if g not in running], elsewhere)


def with_held(rows: QuerySet[CourseClass]) -> QuerySet[CourseClass]:
    """Each with how many people hold a place, as `held`."""
    held = ClassPlace.objects.filter(course_class=OuterRef("pk"), state=PlaceState.HELD).order_by()
    counts = held.values("course_class").annotate(n=Count("id")).values("n")
    return rows.annotate(held=Coalesce(Subquery(counts, output_field=IntegerField()), 0))


def class_for(actor: Actor, class_id: uuid.UUID, permission: str = Permission.COURSE_VIEW) -> CourseClass | None:
    rows = CourseClass.objects.visible_to(actor, permission)
    return (
        with_held(rows)
        .select_related("offering__course", "offering__establishment", "tutor")
        .filter(id=class_id)
        .first()
    )


def class_page(actor: Actor, group: CourseClass, on: dt.date) -> ClassView:
    """The people of a class, how they came on a day and what helps them. Who has left the prison is not shown."""
    number = Identifier.objects.filter(
        learner_id=OuterRef("learner_id"), type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE
    ).order_by("-valid_from", "-id")
    here = Learner.objects.visible_to(actor, Permission.COURSE_VIEW).placed_at(group.offering.establishment_id)
    rows = ClassPlace.objects.filter(course_class=group, learner__in=here).exclude(state=PlaceState.ENDED)
    rows = rows.annotate(prison_number=Subquery(number.values("value")[:1])).select_related("learner", "enrolment")
    places = list(rows.order_by("learner__family_name", "learner__given_name", "id"))
    held = [place for place in places if place.is_held]
    marks = {
        mark.enrolment_id: mark
        for mark in Attendance.objects.filter(enrolment_id__in=[place.enrolment_id for place in held], on=on)
    }
    notes = notes_of([place.learner_id for place in held])
    seats = [Seat(p, p.learner, marks.get(p.enrolment_id), notes.get(p.learner_id, [])) for p in held]
    return ClassView(group, group.offering.course, on, seats, [place for place in places if place.is_on_hold])


def courses_offered_at(code: str) -> list[Course]:
    """What can be learned at a prison now, by title."""
    rows = Course.objects.filter(offerings__establishment_id=code, offerings__ends_on__isnull=True)
    return list(rows.order_by("title", "id")[:MOST_SHOWN])


def tutors_at(code: str, on: dt.date) -> list[User]:
    """Staff of a prison who may record who came to a class."""
    posted = Posting.objects.open_on(on).filter(
        establishment_id=code, role__in=roles_with(Permission.ATTENDANCE_RECORD), user__is_active=True
    )
    rows = User.objects.filter(id__in=posted.values("user_id"))
    return list(rows.order_by("family_name", "given_name", "id"))
