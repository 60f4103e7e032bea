"""Seats in classes. Lock order, always: the person, then the class."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours
from campus.core.models import written
from learners.access import writable
from learners.models import Learner
from learners.rules import MovementKind
from plans.courses import rules
from plans.courses.actions.catalogue import locked_class
from plans.courses.models import ClassPlace, CourseClass, Enrolment
from plans.courses.rules import PlaceState


@transaction.atomic
def give_place(*, by: Actor, enrolment_id: uuid.UUID, class_id: uuid.UUID, at: dt.datetime) -> ClassPlace:
    """Give somebody who is on the course a seat in one of its classes at their prison."""
    learner_id = Enrolment.objects.filter(id=enrolment_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"enrolment {enrolment_id}")
    writable(by=by, learner_id=learner_id, permission=Permission.COURSE_MANAGE)
    return put_in(Enrolment.objects.get(id=enrolment_id), class_id, by, at)


@transaction.atomic
def end_place(*, by: Actor, place_id: uuid.UUID, at: dt.datetime) -> ClassPlace:
    """Give a seat up. The person stays on the course."""
    place = _locked(by, place_id)
    rules.check_place_move(place.state, PlaceState.ENDED)
    return _end(place, london_date(at), by, at)


@transaction.atomic
def resume_place(*, by: Actor, place_id: uuid.UUID, at: dt.datetime) -> ClassPlace:
    """Give a seat back that was kept, such as after coming back to the prison. Refuses when the class is full."""
    place = _locked(by, place_id)
    rules.check_place_move(place.state, PlaceState.HELD)
    group = locked_class(by, place.course_class_id, Permission.COURSE_MANAGE)
    _check_may_sit(place.enrolment, group, by, at)
    return _resume(place, by, at)


@transaction.atomic
def on_movement(
    *, learner_id: uuid.UUID, kind: MovementKind, from_code: str | None, on: dt.date, by: Actor, at: dt.datetime
) -> int:
    """What a movement does to seats at the prison that was left: on hold, or ended. Writes bindings only.

    Returns how many seats changed; the second time, none. Without `from_code`, seats anywhere but where the person is.
    """
    after = rules.AFTER_MOVEMENT.get(kind)
    if after is None:
        return 0
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner_id)
    rows = ClassPlace.objects.filter(learner=learner).exclude(state=PlaceState.ENDED)
    if from_code:
        rows = rows.filter(course_class__offering__establishment_id=from_code)
    elif learner.current_establishment_id and kind == MovementKind.TRANSFER:
        rows = rows.exclude(course_class__offering__establishment_id=learner.current_establishment_id)
    changed = 0
    for place in rows.order_by("id"):
        if not rules.may_move_place(place.state, after):
            continue
        if after == PlaceState.ENDED:
            _end(place, on, by, at)
        else:
            _suspend(place, on, kind, by, at)
        changed += 1
    return changed


def put_in(enrolment: Enrolment, class_id: uuid.UUID, by: Actor, at: dt.datetime) -> ClassPlace:
    """The seat itself. The caller holds the lock on the person."""
    group = locked_class(by, class_id, Permission.COURSE_MANAGE)
    kept = ClassPlace.objects.filter(enrolment=enrolment, course_class=group, state=PlaceState.SUSPENDED).first()
    _check_may_sit(enrolment, group, by, at)
    if kept is not None:
        return _resume(kept, by, at)
    place = ClassPlace.objects.create(
        learner_id=enrolment.learner_id, enrolment=enrolment, course_class=group,
        started_on=max(london_date(at), group.starts_on, enrolment.started_on), **written(by, at),
    )  # fmt: skip
    record(by=by, verb="class_place.given", subject=place)
    return place


def hold_all(enrolment: Enrolment, *, on: dt.date, because: str, by: Actor, at: dt.datetime) -> None:
    for place in ClassPlace.objects.filter(enrolment=enrolment, state=PlaceState.HELD):
        _suspend(place, on, because, by, at)


def end_all(enrolment: Enrolment, *, on: dt.date, by: Actor, at: dt.datetime) -> None:
    for place in ClassPlace.objects.filter(enrolment=enrolment).exclude(state=PlaceState.ENDED):
        _end(place, on, by, at)


def give_back(enrolment: Enrolment, by: Actor, at: dt.datetime) -> None:
    """The seat that a break put on hold, if it is in a class here and there is room. Otherwise staff choose."""
    kept = ClassPlace.objects.filter(enrolment=enrolment, state=PlaceState.SUSPENDED, suspended_because="BREAK").first()
    if kept is None:
        return
    group = CourseClass.objects.select_for_update(no_key=True, of=("self",)).get(id=kept.course_class_id)
    here = group.offering.establishment_id == enrolment.learner.current_establishment_id
    if here and rules.may_join(held=_held(group), places=group.places):
        _resume(kept, by, at)


def _check_may_sit(enrolment: Enrolment, group: CourseClass, by: Actor, at: dt.datetime) -> None:
    offering = group.offering
    rules.check_place(
        is_over=group.ends_on is not None and group.ends_on < london_date(at),
        same_course=offering.course_id == enrolment.course_id,
        here=offering.establishment_id == enrolment.learner.current_establishment_id,
        status=enrolment.status,
        holds_one=ClassPlace.objects.filter(enrolment=enrolment, state=PlaceState.HELD).exists(),
    )
    rules.check_room(held=_held(group), places=group.places)


def _held(group: CourseClass) -> int:
    return ClassPlace.objects.filter(course_class=group, state=PlaceState.HELD).count()


def _locked(by: Actor, place_id: uuid.UUID) -> ClassPlace:
    learner_id = ClassPlace.objects.filter(id=place_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"place {place_id}")
    writable(by=by, learner_id=learner_id, permission=Permission.COURSE_MANAGE)
    return ClassPlace.objects.select_related("enrolment__learner").get(id=place_id)


def _suspend(place: ClassPlace, on: dt.date, because: str, by: Actor, at: dt.datetime) -> ClassPlace:
    place.state, place.suspended_on, place.suspended_because = PlaceState.SUSPENDED, on, because
    return _save(place, "suspended", by, at)


def _resume(place: ClassPlace, by: Actor, at: dt.datetime) -> ClassPlace:
    place.state, place.suspended_on, place.suspended_because = PlaceState.HELD, None, ""
    return _save(place, "resumed", by, at)


def _end(place: ClassPlace, on: dt.date, by: Actor, at: dt.datetime) -> ClassPlace:
    place.state, place.ended_on = PlaceState.ENDED, on
    return _save(place, "ended", by, at)


def _save(place: ClassPlace, verb: str, by: Actor, at: dt.datetime) -> ClassPlace:
    place.touch(by, at)
    place.save()
    record(by=by, verb=f"class_place.{verb}", subject=place)
    return place
