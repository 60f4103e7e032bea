from plans.assessments.models.learning import LearningEvent, LearningReading, UlnMatch
from plans.assessments.models.policy import AssessmentPolicy
from plans.assessments.models.results import AssessmentResult, RetestOverride, ScreeningComplete

__all__ = [
    "AssessmentPolicy",
    "AssessmentResult",
    "LearningEvent",
    "LearningReading",
    "RetestOverride",
    "ScreeningComplete",
    "UlnMatch",
]
