"""The values of courses, places in classes and attendance, with their labels (learners-plans-assessments.md 1.2)."""

from collections.abc import Mapping
from enum import StrEnum

from learners.rules import MovementKind

# learners-plans-assessments.md section 9, "Text limits": course name 100, other texts 200.
TITLE_MOST = 100
CODE_MOST = 20
AREA_MOST = 60
NAME_MOST = 60
NOTE_MOST = 200
SUMMARY_MOST = 1000
# Decisions of ours: a class is one room, and a question at the tablet is a few sentences.
MOST_PLACES = 60
WORDS_MOST = 300
# "courses last 12 months + all" (learners-plans-assessments.md 2.8, person page).
RECENT_MONTHS = 12


class EnrolmentStatus(StrEnum):
    """learners-plans-assessments.md 1.2: four values, stored as codes and never as a screen's label."""

    IN_PROGRESS = "IN_PROGRESS"
    TEMPORARILY_WITHDRAWN = "TEMPORARILY_WITHDRAWN"
    COMPLETED = "COMPLETED"
    WITHDRAWN = "WITHDRAWN"


STATUS_LABELS: Mapping[str, str] = {
    EnrolmentStatus.IN_PROGRESS: "In progress",
    EnrolmentStatus.TEMPORARILY_WITHDRAWN: "Taking a break",
    EnrolmentStatus.COMPLETED: "Completed",
    EnrolmentStatus.WITHDRAWN: "Withdrawn",
}
OPEN = frozenset({EnrolmentStatus.IN_PROGRESS, EnrolmentStatus.TEMPORARILY_WITHDRAWN})
# The way back from an end is `reopen`, with a reason: a mistake can be put right (section 8, item 10).
MOVES: Mapping[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    EnrolmentStatus.IN_PROGRESS: frozenset({
        EnrolmentStatus.TEMPORARILY_WITHDRAWN, EnrolmentStatus.COMPLETED, EnrolmentStatus.WITHDRAWN,
    }),
    EnrolmentStatus.TEMPORARILY_WITHDRAWN: frozenset({EnrolmentStatus.IN_PROGRESS, EnrolmentStatus.WITHDRAWN}),
    EnrolmentStatus.COMPLETED: frozenset({EnrolmentStatus.IN_PROGRESS}),
    EnrolmentStatus.WITHDRAWN: frozenset({EnrolmentStatus.IN_PROGRESS}),
}  # fmt: skip


class Outcome(StrEnum):
    ACHIEVED = "ACHIEVED"
    PARTIALLY_ACHIEVED = "PARTIALLY_ACHIEVED"
    NOT_ACHIEVED = "NOT_ACHIEVED"


OUTCOME_LABELS: Mapping[str, str] = {
    Outcome.ACHIEVED: "Achieved", Outcome.PARTIALLY_ACHIEVED: "Partly achieved", Outcome.NOT_ACHIEVED: "Not achieved",
}  # fmt: skip


class Grade(StrEnum):
    PASSED = "PASSED"
    MERIT = "MERIT"
    DISTINCTION = "DISTINCTION"
    FAILED = "FAILED"


GRADE_LABELS: Mapping[str, str] = {
    Grade.PASSED: "Passed", Grade.MERIT: "Merit", Grade.DISTINCTION: "Distinction", Grade.FAILED: "Failed",
}  # fmt: skip


class WithdrawalReason(StrEnum):
    """The three that 1.2 calls typical, its two kinds of reason, and a way out."""

    MOVED_PRISON = "MOVED_PRISON"
    RELEASED = "RELEASED"
    ILL_HEALTH = "ILL_HEALTH"
    EDUCATION_REASON = "EDUCATION_REASON"
    PRISON_REASON = "PRISON_REASON"
    OTHER = "OTHER"


REASON_LABELS: Mapping[str, str] = {
    WithdrawalReason.MOVED_PRISON: "Moved to another prison",
    WithdrawalReason.RELEASED: "Released",
    WithdrawalReason.ILL_HEALTH: "Ill health",
    WithdrawalReason.EDUCATION_REASON: "A reason to do with the course",
    WithdrawalReason.PRISON_REASON: "A reason to do with the prison",
    WithdrawalReason.OTHER: "Another reason",
}


class Funding(StrEnum):
    PES = "PES"
    PEF = "PEF"
    DPS = "DPS"
    THE_CLINK = "THE_CLINK"
    PREVIOUS_CONTRACT = "PREVIOUS_CONTRACT"
    OTHER = "OTHER"


FUNDING_LABELS: Mapping[str, str] = {
    Funding.PES: "Prison Education Service (PES)", Funding.PEF: "Prison Education Framework (PEF)",
    Funding.DPS: "Dynamic Purchasing System (DPS)", Funding.THE_CLINK: "The Clink",
    Funding.PREVIOUS_CONTRACT: "A previous contract", Funding.OTHER: "Other",
}  # fmt: skip


class PlaceState(StrEnum):
    HELD = "HELD"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


PLACE_MOVES: Mapping[PlaceState, frozenset[PlaceState]] = {
    PlaceState.HELD: frozenset({PlaceState.SUSPENDED, PlaceState.ENDED}),
    PlaceState.SUSPENDED: frozenset({PlaceState.HELD, PlaceState.ENDED}),
    PlaceState.ENDED: frozenset(),
}
# What a movement does to a place in a class at the prison that was left; other movements do nothing.
AFTER_MOVEMENT: Mapping[MovementKind, PlaceState] = {
    MovementKind.TRANSFER: PlaceState.SUSPENDED,
    MovementKind.RELEASE: PlaceState.SUSPENDED,
    MovementKind.HOSPITAL: PlaceState.SUSPENDED,
    MovementKind.DEATH: PlaceState.ENDED,
}


class AttendanceCode(StrEnum):
    ATTENDED = "ATTENDED"
    LATE = "LATE"
    ABSENT_ACCEPTED = "ABSENT_ACCEPTED"
    ABSENT = "ABSENT"


ATTENDANCE_LABELS: Mapping[str, str] = {
    AttendanceCode.ATTENDED: "Came", AttendanceCode.LATE: "Late",
    AttendanceCode.ABSENT_ACCEPTED: "Away, accepted", AttendanceCode.ABSENT: "Away",
}  # fmt: skip


class RequestState(StrEnum):
    WAITING = "WAITING"
    ANSWERED = "ANSWERED"
    TAKEN_BACK = "TAKEN_BACK"


REQUEST_MOVES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.WAITING: frozenset({RequestState.ANSWERED, RequestState.TAKEN_BACK}),
    RequestState.ANSWERED: frozenset(),
    RequestState.TAKEN_BACK: frozenset(),
}


class Answer(StrEnum):
    YES = "YES"
    LATER = "LATER"
    NO = "NO"


ANSWER_LABELS: Mapping[str, str] = {
    Answer.YES: "Yes, there is a place", Answer.LATER: "Not yet: on the list", Answer.NO: "No",
}  # fmt: skip
