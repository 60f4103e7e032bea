"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
from plans.needs.models import (
    Challenge,
    Condition,
    EhcpStatus,
    NeedsProfile,
    Screener,
    Strength,
    SupportPlan,
    SupportPlanDecline,
    SupportPlanReview,
    SupportPlanVersion,
    SupportSchedule,
    SupportScheduleVersion,
    SupportStrategy,
)

KINDS = [
    Kind("need_condition", Condition, RecordClass.RECORD, "Conditions"),
    Kind("need_challenge", Challenge, RecordClass.RECORD, "Things that are hard"),
    Kind("need_strength", Strength, RecordClass.RECORD, "Things you are good at"),
    Kind("need_strategy", SupportStrategy, RecordClass.RECORD, "What helps you"),
    Kind("need_screener", Screener, RecordClass.RECORD, "Screening"),
    Kind("support_plan", SupportPlan, RecordClass.RECORD, "Support plan"),
    Kind("support_plan_version", SupportPlanVersion, RecordClass.RECORD, "Support plan, each version"),
    Kind("support_plan_review", SupportPlanReview, RecordClass.RECORD, "Support plan reviews"),
    Kind("support_plan_decline", SupportPlanDecline, RecordClass.RECORD, "Support plans turned down"),
    Kind("ehcp_status", EhcpStatus, RecordClass.RECORD, "Care plan"),
    Kind("needs_profile", NeedsProfile, RecordClass.DERIVED, "Has a need"),
    Kind("support_schedule", SupportSchedule, RecordClass.BINDING, "Support dates"),
    Kind("support_schedule_version", SupportScheduleVersion, RecordClass.BINDING, "Support dates before"),
]
