from plans.needs.models.items import Challenge, Condition, NeedItem, Screener, Strength, SupportStrategy
from plans.needs.models.schedules import NeedsProfile, SupportSchedule, SupportScheduleVersion
from plans.needs.models.support_plans import (
    EhcpStatus,
    SupportPlan,
    SupportPlanDecline,
    SupportPlanReview,
    SupportPlanVersion,
)

__all__ = [
    "Challenge",
    "Condition",
    "EhcpStatus",
    "NeedItem",
    "NeedsProfile",
    "Screener",
    "Strength",
    "SupportPlan",
    "SupportPlanDecline",
    "SupportPlanReview",
    "SupportPlanVersion",
    "SupportSchedule",
    "SupportScheduleVersion",
    "SupportStrategy",
]
