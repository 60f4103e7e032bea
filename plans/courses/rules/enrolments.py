"""What is true of taking a course, of a place in a class and of who came. Pure: no database, no clock."""

import datetime as dt

from campus.core.errors import Refused
from plans.courses.rules.values import (
    ATTENDANCE_LABELS,
    MOVES,
    PLACE_MOVES,
    AttendanceCode,
    EnrolmentStatus,
    Grade,
    Outcome,
    PlaceState,
    WithdrawalReason,
)

ALREADY: dict[str, str] = {
    EnrolmentStatus.IN_PROGRESS: "This course is in progress already.",
    EnrolmentStatus.TEMPORARILY_WITHDRAWN: "This course is on a break. Record the return first.",
    EnrolmentStatus.COMPLETED: "This course is completed.",
    EnrolmentStatus.WITHDRAWN: "This person has been withdrawn from the course.",
}


def check_may_enrol(
    *, withdrawn_on: dt.date | None, is_offered: bool, is_enrolled: bool, started_before: bool, started_on: dt.date
) -> None:
    """`started_before`: the same course was begun on the same day, which is what makes an enrolment that one."""
    if withdrawn_on is not None and withdrawn_on <= started_on:
        raise Refused("This course has been withdrawn. Choose another.", field="course")
    if not is_offered:
        raise Refused("This course is not offered at this prison.", field="course")
    if is_enrolled:
        raise Refused("This person is on this course already.", field="course")
    if started_before:
        raise Refused("This person started this course on that day already.", field="started_on")


def check_planned_end(*, started_on: dt.date, planned_end_on: dt.date | None) -> None:
    if planned_end_on is not None and planned_end_on < started_on:
        raise Refused("The planned end must be the start date or later", field="planned_end_on")


def check_move(before: str, after: str) -> None:
    if EnrolmentStatus(after) not in MOVES[EnrolmentStatus(before)]:
        raise Refused(ALREADY[before])


def may_move(before: str, after: str) -> bool:
    return EnrolmentStatus(after) in MOVES[EnrolmentStatus(before)]


def check_end(*, started_on: dt.date, ended_on: dt.date, today: dt.date) -> None:
    if ended_on < started_on:
        raise Refused("The last day must be the start date or later", field="ended_on")
    if ended_on > today:
        raise Refused("The last day must be today or earlier", field="ended_on")


def check_result(*, outcome: str, grade: str) -> None:
    """A grade says how it was achieved; what was not achieved has none but Failed."""
    if outcome == Outcome.NOT_ACHIEVED and grade not in ("", Grade.FAILED):
        raise Refused("A course that was not achieved cannot have this grade", field="grade")
    if outcome != Outcome.NOT_ACHIEVED and grade == Grade.FAILED:
        raise Refused("A course that was achieved cannot have the grade Failed", field="grade")


def check_withdrawal(*, reason: str, note: str) -> None:
    if reason == WithdrawalReason.OTHER and not note.strip():
        raise Refused("Write what the reason was", field="note")


def check_break(*, on: dt.date, until: dt.date | None, started_on: dt.date, today: dt.date) -> None:
    if on < started_on:
        raise Refused("The break must begin on the start date or later", field="on")
    if on > today:
        raise Refused("The break must begin today or earlier", field="on")
    if until is not None and until < on:
        raise Refused("The day back must be after the break begins", field="until")


def check_return(*, status: str, on: dt.date, break_from_on: dt.date | None, today: dt.date) -> None:
    if break_from_on is None:
        raise Refused(ALREADY[status])
    if on < break_from_on:
        raise Refused("The day back must be after the break began", field="on")
    if on > today:
        raise Refused("The day back must be today or earlier", field="on")


def check_reopen(*, status: str, reason: str, is_enrolled: bool) -> None:
    """`is_enrolled`: on the same course again since."""
    if status not in (EnrolmentStatus.COMPLETED, EnrolmentStatus.WITHDRAWN):
        raise Refused(ALREADY[status])
    if is_enrolled:
        raise Refused("This person has started the course again since. End that first.")
    if not reason.strip():
        raise Refused("Write why the end was a mistake", field="reason")


def check_place(*, is_over: bool, same_course: bool, here: bool, status: str, holds_one: bool) -> None:
    """Whether this person may be given a place in this class, apart from whether there is room."""
    if status != EnrolmentStatus.IN_PROGRESS:
        raise Refused("Only somebody whose course is in progress can have a place in a class.", field="place")
    if not same_course or not here:
        raise Refused("This class is not for this course at this prison. Choose another.", field="place")
    if is_over:
        raise Refused("This class has ended. Choose another.", field="place")
    if holds_one:
        raise Refused("This person has a place in a class of this course. End that one first.", field="place")


def check_room(*, held: int, places: int) -> None:
    if held >= places:
        raise Refused("This class is full. Choose another.", field="place")


def may_join(*, held: int, places: int) -> bool:
    return held < places


def check_place_move(before: str, after: str) -> None:
    if PlaceState(after) in PLACE_MOVES[PlaceState(before)]:
        return
    if before == PlaceState.ENDED:
        raise Refused("This place has ended. Give a new one.")
    raise Refused("This place is not on hold." if before == PlaceState.HELD else "This place is on hold already.")


def may_move_place(before: str, after: str) -> bool:
    return PlaceState(after) in PLACE_MOVES[PlaceState(before)]


def check_attendance(*, on: dt.date, starts_on: dt.date, ends_on: dt.date | None, today: dt.date) -> None:
    if on > today:
        raise Refused("Attendance is recorded on the day or after it", field="on")
    if on < starts_on or (ends_on is not None and on > ends_on):
        raise Refused("The class did not run on that day", field="on")


def check_mark(code: str) -> AttendanceCode:
    if code not in ATTENDANCE_LABELS:
        raise Refused("Choose how each person came")
    return AttendanceCode(code)
