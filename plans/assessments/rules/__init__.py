"""Rules of assessments: pure, no database, no clock (learners-plans-assessments.md, section 4)."""

from plans.assessments.rules.guard import Fact, FactKind, Override, Policy, Verdict, Why, look
from plans.assessments.rules.matching import MatchStatus, Outcome
from plans.assessments.rules.results import ResultState, Source, Taken, check_result
from plans.assessments.rules.types import SPECS, AssessmentType

__all__ = [
    "SPECS",
    "AssessmentType",
    "Fact",
    "FactKind",
    "MatchStatus",
    "Outcome",
    "Override",
    "Policy",
    "ResultState",
    "Source",
    "Taken",
    "Verdict",
    "Why",
    "check_result",
    "look",
]
