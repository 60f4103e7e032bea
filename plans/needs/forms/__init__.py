"""What is typed about additional needs, by page."""

from plans.needs.forms.items import (
    ConditionForm,
    DeleteForm,
    ReasonForm,
    ScreenerForm,
    SkillForm,
    StrategyForm,
    WhatHelpsForm,
)
from plans.needs.forms.support_plans import (
    ChangePlanForm,
    DeclineForm,
    EhcpForm,
    PlanForm,
    ReviewForm,
    content_of,
    from_version,
)

__all__ = [
    "ChangePlanForm",
    "ConditionForm",
    "DeclineForm",
    "DeleteForm",
    "EhcpForm",
    "PlanForm",
    "ReasonForm",
    "ReviewForm",
    "ScreenerForm",
    "SkillForm",
    "StrategyForm",
    "WhatHelpsForm",
    "content_of",
    "from_version",
]
