from plans.models.goals import Goal, Plan, Step
from plans.models.induction import Induction, InductionAnswers, Qualification
from plans.models.keeping import CaseWorker, Correction, DigestSent, PlanPrint
from plans.models.reviews import Review
from plans.models.schedules import (
    InductionSchedule,
    InductionScheduleVersion,
    ReviewSchedule,
    ReviewScheduleVersion,
)
from plans.models.skills import SkillRating
from plans.models.terms import ContractTerm, HolidayPeriod, RecalculationRun
from plans.models.voice import GoalProposal, SessionRequest

__all__ = [
    "CaseWorker",
    "ContractTerm",
    "Correction",
    "DigestSent",
    "Goal",
    "GoalProposal",
    "HolidayPeriod",
    "Induction",
    "InductionAnswers",
    "InductionSchedule",
    "InductionScheduleVersion",
    "Plan",
    "PlanPrint",
    "Qualification",
    "RecalculationRun",
    "Review",
    "ReviewSchedule",
    "ReviewScheduleVersion",
    "SessionRequest",
    "SkillRating",
    "Step",
]
