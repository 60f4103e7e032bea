"""What of a plan may be shown outside. Whether it may be is asked first, of `learners.sharing`."""

import uuid
from collections.abc import Iterable

from plans.models import Goal
from plans.rules import GoalStatus


def active_goal_titles(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The words of the goals that each person works on, in the order in which they were made; no dates, no notes."""
    rows = Goal.objects.filter(learner_id__in=list(learner_ids), status=GoalStatus.ACTIVE)
    found: dict[uuid.UUID, list[str]] = {}
    for learner_id, title in rows.order_by("created_at", "id").values_list("learner_id", "title"):
        found.setdefault(learner_id, []).append(title)
    return found
