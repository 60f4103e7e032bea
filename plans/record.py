"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass, Row, never, without
from plans.models import (
    CaseWorker,
    Correction,
    Goal,
    GoalProposal,
    Induction,
    InductionAnswers,
    InductionSchedule,
    InductionScheduleVersion,
    Plan,
    PlanPrint,
    Qualification,
    Review,
    ReviewSchedule,
    ReviewScheduleVersion,
    SessionRequest,
    SkillRating,
    Step,
)
from plans.selectors.printing import files_of

KINDS = [
    Kind("plan", Plan, RecordClass.RECORD, "Plan"),
    Kind("goal", Goal, RecordClass.RECORD, "Goals"),
    Kind("step", Step, RecordClass.RECORD, "Steps"),
    Kind("goal_proposal", GoalProposal, RecordClass.RECORD, "Goals you sent us"),
    Kind("session_request", SessionRequest, RecordClass.RECORD, "Meetings you asked for"),
    Kind("induction", Induction, RecordClass.RECORD, "First meeting"),
    Kind("induction_answers", InductionAnswers, RecordClass.RECORD, "What you told us"),
    Kind("qualification", Qualification, RecordClass.RECORD, "Exams from before"),
    Kind("skill_rating", SkillRating, RecordClass.RECORD, "Work skills"),
    Kind("review", Review, RecordClass.RECORD, "Meetings held"),
    Kind("correction", Correction, RecordClass.RECORD, "Things put right"),
    Kind("plan_print", PlanPrint, RecordClass.RECORD, "Printed plans"),
    Kind("induction_schedule", InductionSchedule, RecordClass.BINDING, "Date of the first meeting"),
    Kind("induction_schedule_version", InductionScheduleVersion, RecordClass.BINDING, "Changes of that date"),
    Kind("review_schedule", ReviewSchedule, RecordClass.BINDING, "Dates of the next meetings"),
    Kind("review_schedule_version", ReviewScheduleVersion, RecordClass.BINDING, "Changes of those dates"),
    Kind("case_worker", CaseWorker, RecordClass.BINDING, "Your workers"),
]

# Files that were given to somebody: (kind, what lists them), for campus.core.files.check.
FILES = [("plan_print", files_of)]


def _without_staff_note(row: Row) -> Row:
    return {**row, "note": "", "note_is_staff_only": False} if row.get("note_is_staff_only") else row


def _told_by_them(row: Row) -> Row | None:
    """How the first meeting was held, and the note on it, are staff's."""
    return None if row.get("section") == "SESSION" else row


# The kiosk hides these too: a note that only staff may see, why a meeting is on hold, what a rule made of a date.
FOR_THE_PERSON = {
    "goal": _without_staff_note, "induction": _without_staff_note, "review": _without_staff_note,
    "induction_answers": _told_by_them, "correction": without("before", "after"),
    "induction_schedule": without("hold_words"), "review_schedule": without("hold_words", "legal_status"),
    "induction_schedule_version": never, "review_schedule_version": never,
}  # fmt: skip
