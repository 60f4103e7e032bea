"""The verbs of planning, by noun. Those of goals and steps stand here too: `actions.add_goal(...)`."""

from plans.actions.closing import archive_goal, complete_goal, reopen_goal
from plans.actions.goals import add_goal, agree, change_goal
from plans.actions.steps import confirm, tick, untick

__all__ = [
    "add_goal",
    "agree",
    "archive_goal",
    "change_goal",
    "complete_goal",
    "confirm",
    "reopen_goal",
    "tick",
    "untick",
]
