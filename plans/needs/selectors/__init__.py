"""Questions about additional needs. Other apps use `adjustments_of` and `has_need_of`."""

from plans.needs.selectors.adjustments import adjustments_of, has_need_of
from plans.needs.selectors.facts import Facts, facts_of
from plans.needs.selectors.items import MODELS, item_for, own_strategy, screener_findings
from plans.needs.selectors.people import (
    SupportPage,
    Waiting,
    may_see_deadlines,
    support_plans,
    waiting_at,
    with_plan_status,
)
from plans.needs.selectors.person import (
    OwnSupport,
    PlanHistory,
    Standing,
    Support,
    may_read_plan,
    own_support,
    plan_of,
    standing_of,
    support_of,
)

__all__ = [
    "MODELS",
    "Facts",
    "OwnSupport",
    "PlanHistory",
    "Standing",
    "Support",
    "SupportPage",
    "Waiting",
    "adjustments_of",
    "facts_of",
    "has_need_of",
    "item_for",
    "may_read_plan",
    "may_see_deadlines",
    "own_strategy",
    "own_support",
    "plan_of",
    "screener_findings",
    "standing_of",
    "support_of",
    "support_plans",
    "waiting_at",
    "with_plan_status",
]
