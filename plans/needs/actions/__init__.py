"""The verbs of additional needs: `from plans.needs import actions` -> `actions.archive(kind=..., item_id=..., ...)`."""

from plans.needs.actions.changing import change_condition, change_skill, change_strategy
from plans.needs.actions.recording import (
    add_challenge,
    add_condition,
    add_strategy,
    add_strength,
    say_what_helps,
    take_back,
)
from plans.needs.actions.removing import archive, delete, restore
from plans.needs.actions.screeners import add_screener
from plans.needs.actions.standing import on_course_start, on_education_end, on_movement, recompute
from plans.needs.actions.support_plans import (
    ask_again,
    change_plan,
    decline,
    record_ehcp,
    review_plan,
    write_plan,
)

__all__ = [
    "add_challenge",
    "add_condition",
    "add_screener",
    "add_strategy",
    "add_strength",
    "archive",
    "ask_again",
    "change_condition",
    "change_plan",
    "change_skill",
    "change_strategy",
    "decline",
    "delete",
    "on_course_start",
    "on_education_end",
    "on_movement",
    "recompute",
    "record_ehcp",
    "restore",
    "review_plan",
    "say_what_helps",
    "take_back",
    "write_plan",
]
