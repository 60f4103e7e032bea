"""Who works with a person, on their page."""

from typing import Any

from campus.accounts.permissions import Permission
from campus.core.cards import Card
from learners.models import Learner
from plans.selectors import caseload


def worker(*, actor: Any, learner: Learner) -> Card | None:
    if learner.current_establishment_id is None:
        return None
    held = caseload.worker_of(learner)
    return Card("plans/staff/reassign_card.html", {
        "worker": held, "is_me": held is not None and held.user_id == actor.user_id,
        "may_take_on": actor.may(Permission.PLAN_EDIT), "may_assign": actor.may(Permission.CASELOAD_ASSIGN),
    })  # fmt: skip
