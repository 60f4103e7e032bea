"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass, Row, never, without
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


def _told_by_themselves(row: Row) -> Row | None:
    """Diagnoses are talked about, not read at a tablet. What the person said, they may read, in one word."""
    if row.get("source") != "SELF_DECLARED" or row.get("deleted_at"):
        return None
    return {column: value for column, value in row.items() if column not in ("name", "details")}


def _not_taken_back(row: Row) -> Row | None:
    return None if row.get("deleted_at") else row


FOR_THE_PERSON = {
    "need_condition": _told_by_themselves, "need_challenge": _not_taken_back, "need_strength": _not_taken_back,
    "need_strategy": _not_taken_back, "need_screener": _not_taken_back, "needs_profile": never,
    "support_plan_review": without("reviewers_view"), "support_plan_version": without("anything_else"),
    "support_schedule": never, "support_schedule_version": never,
}  # fmt: skip
