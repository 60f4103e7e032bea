"""Who came, for a whole class at once."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.models import written
from learners.access import writable_all
from plans.courses import rules
from plans.courses.actions.catalogue import locked_class
from plans.courses.models import Attendance, ClassPlace
from plans.courses.rules import AttendanceCode, PlaceState


@dataclass(frozen=True)
class Mark:
    code: str
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """How many marks were written or put right, and how many people are not here any more."""

    saved: int
    left_out: int


@transaction.atomic
def record_attendance(
    *, by: Actor, class_id: uuid.UUID, on: dt.date, marks: Mapping[uuid.UUID, Mark], at: dt.datetime
) -> Marked:
    """Write how each person came to a class on a day, by enrolment. A mark that is there already is put right."""
    seats = ClassPlace.objects.filter(course_class_id=class_id, enrolment_id__in=list(marks), state=PlaceState.HELD)
    owners = dict(seats.values_list("enrolment_id", "learner_id"))
    here = {
        learner.id
        for learner in writable_all(by=by, learner_ids=owners.values(), permission=Permission.ATTENDANCE_RECORD)
    }
    group = locked_class(by, class_id, Permission.ATTENDANCE_RECORD)
    rules.check_attendance(on=on, starts_on=group.starts_on, ends_on=group.ends_on, today=london_date(at))
    wanted = {
        enrolment: Mark(rules.check_mark(mark.code), mark.note.strip())
        for enrolment, mark in marks.items()
        if owners.get(enrolment) in here
    }
    saved = _write(owners, wanted, on, by, at)
    record(by=by, verb="attendance.recorded", subject=group, on=on.isoformat(), saved=saved)
    return Marked(saved, len(marks) - len(wanted))


def _write(
    owners: Mapping[uuid.UUID, uuid.UUID], wanted: Mapping[uuid.UUID, Mark], on: dt.date, by: Actor, at: dt.datetime
) -> int:
    """New marks in one statement, and those that say something else in another."""
    there = {row.enrolment_id: row for row in Attendance.objects.filter(enrolment_id__in=list(wanted), on=on)}
    new = [
        Attendance(learner_id=owners[key], enrolment_id=key, on=on, code=mark.code, note=mark.note, **written(by, at))
        for key, mark in wanted.items()
        if key not in there
    ]
    other = [row for key, row in there.items() if (row.code, row.note) != (wanted[key].code, wanted[key].note)]
    for row in other:
        row.code, row.note = AttendanceCode(wanted[row.enrolment_id].code), wanted[row.enrolment_id].note
        row.touch(by, at)
    Attendance.objects.bulk_create(new)
    fields = ["code", "note", "updated_at", "updated_by", "updated_at_establishment", "lock_version"]
    Attendance.objects.bulk_update(other, fields)
    return len(new) + len(other)
