"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
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
