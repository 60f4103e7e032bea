"""The state machines of courses, and of files that are brought in."""

from campus.papers import meanings
from campus.papers.machines import Machine, _from_table, _values
from learners.imports import rules as imports
from plans.courses import rules as courses


def enrolment() -> Machine:
    moves = _from_table(courses.EnrolmentStatus.IN_PROGRESS.value, courses.MOVES)
    note = "An end goes back to IN_PROGRESS only as a mistake that is put right, with the reason."
    source = "`plans.courses.rules.MOVES`"
    return Machine("Enrolment", source, _values(courses.MOVES), meanings.ENROLMENT, moves, note)


def class_place() -> Machine:
    moves = _from_table(courses.PlaceState.HELD.value, courses.PLACE_MOVES)
    note = "A transfer, a release and a move to hospital put it on hold; a death ends it. It is a binding, no record."
    source = "`plans.courses.rules.PLACE_MOVES`"
    return Machine("Place in a class", source, _values(courses.PLACE_MOVES), meanings.CLASS_PLACE, moves, note)


def course_request() -> Machine:
    moves = _from_table(courses.RequestState.WAITING.value, courses.REQUEST_MOVES)
    source = "`plans.courses.rules.REQUEST_MOVES`"
    return Machine("Request for a course", source, _values(courses.REQUEST_MOVES), meanings.COURSE_REQUEST, moves)


def import_file() -> Machine:
    moves = _from_table(imports.BatchState.CHECKED.value, imports.MOVES)
    note = f"The rows are forgotten {imports.KEPT_DAYS} days after the file was sent; what was imported stays."
    return Machine(
        "Imported file", "`learners.imports.rules.MOVES`", _values(imports.MOVES), meanings.IMPORT, moves, note
    )


def machines() -> list[Machine]:
    return [enrolment(), class_place(), course_request(), import_file()]
