"""What a person has learned and is learning."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from campus.accounts.actors import Actor
from learners import selectors as people
from learners.models import Learner
from plans.courses.models import Attendance, ClassPlace, CourseClass, Enrolment
from plans.courses.rules import AttendanceCode, EnrolmentStatus, PlaceState
from plans.courses.selectors.catalogue import with_held

CAME = (AttendanceCode.ATTENDED, AttendanceCode.LATE)


@dataclass(frozen=True)
class EnrolmentView:
    """One course of a person: where they sit, and on how many of the marked days they came."""

    enrolment: Enrolment
    places: list[ClassPlace]
    came: int = 0
    marked: int = 0

    @property
    def held(self) -> ClassPlace | None:
        return next((place for place in self.places if place.is_held), None)

    @property
    def on_hold(self) -> list[ClassPlace]:
        return [place for place in self.places if place.is_on_hold]


def education_of(learner_id: uuid.UUID) -> list[EnrolmentView]:
    """Every course of a person, the latest first, in three queries however many there are."""
    return _views(Enrolment.objects.filter(learner_id=learner_id))


def enrolment_for(actor: Actor, learner_id: uuid.UUID, enrolment_id: uuid.UUID) -> EnrolmentView | None:
    found = _views(Enrolment.objects.visible_to(actor).filter(learner_id=learner_id, id=enrolment_id))
    return found[0] if found else None


def _views(rows: QuerySet[Enrolment]) -> list[EnrolmentView]:
    seats = ClassPlace.objects.exclude(state=PlaceState.ENDED).select_related("course_class__offering__establishment")
    found = list(
        rows.select_related("course", "created_at_establishment")
        .prefetch_related(Prefetch("places", queryset=seats.order_by("id"), to_attr="seats"))
        .order_by("-started_on", "-id")
    )
    counted = Attendance.objects.filter(enrolment_id__in=[e.id for e in found]).order_by().values("enrolment_id")
    sums = counted.annotate(marked=Count("id"), came=Count("id", filter=Q(code__in=CAME)))
    days = {row["enrolment_id"]: (row["came"], row["marked"]) for row in sums}
    return [EnrolmentView(e, e.seats, *days.get(e.id, (0, 0))) for e in found]


def in_progress(learner_id: uuid.UUID) -> list[Enrolment]:
    """The courses that a person is on now, a break not counted."""
    rows = Enrolment.objects.filter(learner_id=learner_id, status=EnrolmentStatus.IN_PROGRESS)
    return list(rows.select_related("course").order_by("-started_on", "-id"))


def place_for(actor: Actor, learner_id: uuid.UUID, place_id: uuid.UUID) -> ClassPlace | None:
    rows = ClassPlace.objects.filter(learner_id=learner_id, enrolment__in=Enrolment.objects.visible_to(actor))
    return rows.select_related("enrolment__course", "course_class").filter(id=place_id).first()


def open_classes(code: str, *, on: dt.date, course_id: uuid.UUID | None = None) -> list[CourseClass]:
    """Classes of a prison that run on a date or later, each with how many places are held."""
    rows = CourseClass.objects.at(code).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    rows = rows.filter(offering__ends_on__isnull=True)
    if course_id:
        rows = rows.filter(offering__course_id=course_id)
    return list(with_held(rows).select_related("offering__course").order_by("offering__course__title", "name", "id"))


def found_here(actor: Actor, search: str) -> list[Learner]:
    """The first people at the actor's prison who match a name or a number. Nothing typed finds nobody."""
    if not search.strip() or not actor.establishment_id:
        return []
    rows = Learner.objects.visible_to(actor).placed_at(actor.establishment_id)
    return people.people_here(rows, search=search).rows


# --- for other apps --------------------------------------------------------------------------------------------------


def started_courses(learner_id: uuid.UUID) -> list[Enrolment]:
    """Every enrolment of a person with its course, in the order in which they began."""
    rows = Enrolment.objects.filter(learner_id=learner_id).select_related("course")
    return list(rows.order_by("started_on", "id"))


def completed_course_ids(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The courses that each of these people has completed. Who has completed none is left out."""
    rows = Enrolment.objects.filter(learner_id__in=list(learner_ids), status=EnrolmentStatus.COMPLETED)
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for learner_id, course_id in rows.values_list("learner_id", "course_id"):
        found.setdefault(learner_id, set()).add(course_id)
    return found


def in_education(learner_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Who of these people is on a course now, a break not counted."""
    rows = Enrolment.objects.filter(learner_id__in=list(learner_ids), status=EnrolmentStatus.IN_PROGRESS)
    return set(rows.values_list("learner_id", flat=True))
