"""The sentence that stands where a button or form would, or nothing: asked of the rules that guard the action."""

from collections.abc import Callable

from campus.core.errors import Refused
from plans import rules
from plans.models import Goal, GoalProposal, SessionRequest, Step
from plans.rules import closing, steps, voice


def sentence(check: Callable[[], None]) -> str:
    try:
        check()
    except Refused as refused:
        return refused.sentence
    return ""


def why_not_change(goal: Goal) -> str:
    return sentence(lambda: rules.check_may_change(status=goal.status))


def why_not_complete(goal: Goal) -> str:
    return sentence(lambda: closing.check_may_complete(status=goal.status))


def why_not_archive(goal: Goal) -> str:
    return sentence(lambda: closing.check_may_archive(status=goal.status))


def why_not_reopen(goal: Goal) -> str:
    return sentence(lambda: closing.check_may_reopen(status=goal.status))


def why_not_add_step(goal: Goal) -> str:
    count = Step.objects.filter(goal=goal).live().count()
    return sentence(lambda: steps.check_may_add(goal_status=goal.status, steps=count))


def why_not_reword(step: Step) -> str:
    return sentence(lambda: steps.check_may_reword(goal_status=step.goal.status, step_status=step.status))


def why_not_answer(row: GoalProposal | SessionRequest) -> str:
    return sentence(lambda: voice.check_may_answer(status=row.status))
