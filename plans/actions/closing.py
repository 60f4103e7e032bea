"""How a goal ends, and how it is taken up again."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from learners import timeline
from plans.actions import in_hand
from plans.models import Goal
from plans.rules import GoalStatus
from plans.rules import closing as rules


@transaction.atomic
def complete_goal(*, by: Actor, goal_id: uuid.UUID, at: dt.datetime, note: str = "") -> Goal:
    """The person has reached the goal. Its steps stay as they are, done or not."""
    goal = in_hand.goal(by=by, goal_id=goal_id, permission=Permission.PLAN_EDIT)
    rules.check_may_complete(status=goal.status)
    goal.status, goal.closed_on, goal.closing_note = GoalStatus.COMPLETED, clock.london_date(at), note.strip()
    timeline.note("GOAL_COMPLETED", learner=goal.learner, by=by, at=at, subject=goal, title=goal.title)
    return _saved(goal, by, at, "goal.completed")


@transaction.atomic
def archive_goal(
    *, by: Actor, goal_id: uuid.UUID, reason: str, at: dt.datetime, words: str = "", note: str = ""
) -> Goal:
    """Put a goal aside, for a reason of the list; `words` say what another reason is."""
    goal = in_hand.goal(by=by, goal_id=goal_id, permission=Permission.PLAN_EDIT)
    rules.check_may_archive(status=goal.status)
    rules.check_archive(reason, words)
    goal.status, goal.closed_on, goal.closing_note = GoalStatus.ARCHIVED, clock.london_date(at), note.strip()
    goal.archive_reason = reason
    goal.archive_words = words.strip() if reason == rules.ArchiveReason.OTHER else ""
    timeline.note(
        "GOAL_ARCHIVED", learner=goal.learner, by=by, at=at, subject=goal, title=goal.title,
        reason=goal.archive_words or rules.ARCHIVE_LABELS[rules.ArchiveReason(reason)], code=reason,
    )  # fmt: skip
    return _saved(goal, by, at, "goal.archived", reason=reason)


@transaction.atomic
def reopen_goal(*, by: Actor, goal_id: uuid.UUID, reason: str, at: dt.datetime) -> Goal:
    """Take up a goal again, whether it was archived or completed. How it had ended, and why it is taken up, is told in
    the person's history; the goal itself starts clean."""
    goal = in_hand.goal(by=by, goal_id=goal_id, permission=Permission.PLAN_EDIT)
    rules.check_may_reopen(status=goal.status)
    rules.check_reopen(reason)
    was_archived = goal.status == GoalStatus.ARCHIVED
    closed_on, note, archived_for = goal.closed_on, goal.closing_note, goal.archive_reason
    goal.status, goal.closed_on, goal.closing_note = GoalStatus.ACTIVE, None, ""
    goal.archive_reason = goal.archive_words = ""
    timeline.note(
        "GOAL_UNARCHIVED" if was_archived else "GOAL_REOPENED", learner=goal.learner, by=by, at=at, subject=goal,
        title=goal.title, reason=reason.strip(), closed_on=closed_on, note=note, archived_for=archived_for,
    )  # fmt: skip
    return _saved(goal, by, at, "goal.reopened", was="archived" if was_archived else "completed")


def _saved(goal: Goal, by: Actor, at: dt.datetime, verb: str, **details: str) -> Goal:
    goal.touch(by, at)
    goal.save()
    record(by=by, verb=verb, subject=goal, **details)
    return goal
