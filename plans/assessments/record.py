"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass, never, without
from plans.assessments.models import (
    AssessmentResult,
    LearningEvent,
    LearningReading,
    RetestOverride,
    ScreeningComplete,
    UlnMatch,
)

KINDS = [
    Kind("assessment_result", AssessmentResult, RecordClass.RECORD, "Test results"),
    Kind("retest_override", RetestOverride, RecordClass.RECORD, "Reasons for a new test"),
    Kind("screening_complete", ScreeningComplete, RecordClass.RECORD, "First tests done"),
    Kind("uln_match", UlnMatch, RecordClass.RECORD, "Checks of your learner number"),
    Kind("learning_event", LearningEvent, RecordClass.RECORD, "Courses and exams outside prison"),
    Kind("learning_reading", LearningReading, RecordClass.RECORD, "Times we read your learning record"),
]

# How staff found somebody in the Learning Records Service, and why they tested again, is theirs.
FOR_THE_PERSON = {
    "uln_match": never, "learning_reading": never, "screening_complete": never,
    "retest_override": without("words", "why"), "assessment_result": without("note"),
}  # fmt: skip
