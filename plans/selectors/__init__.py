"""Questions that pages ask about plans, by noun. Those about goals and steps stand here too."""

from plans.selectors.goals import (
    GoalView,
    PlanView,
    Totals,
    counts_of,
    goal_for,
    plan_of,
    step_for,
    step_of,
    taken_out_of,
    ticked_at,
    totals_at,
    view_of,
)
from plans.selectors.links import suggested_completions
from plans.selectors.refusals import (
    why_not_add_step,
    why_not_archive,
    why_not_change,
    why_not_complete,
    why_not_reopen,
    why_not_reword,
)

__all__ = [
    "GoalView",
    "PlanView",
    "Totals",
    "counts_of",
    "goal_for",
    "plan_of",
    "step_for",
    "step_of",
    "suggested_completions",
    "taken_out_of",
    "ticked_at",
    "totals_at",
    "view_of",
    "why_not_add_step",
    "why_not_archive",
    "why_not_change",
    "why_not_complete",
    "why_not_reopen",
    "why_not_reword",
]
