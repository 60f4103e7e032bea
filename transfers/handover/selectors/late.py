"""Questions about what came late."""

import datetime as dt
import uuid

from django.db.models import Q

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.remembering import once_a_page
from transfers.handover.models import LateContribution
from transfers.handover.rules import LateState

PAGE_SIZE = 50
TOLD_FOR = dt.timedelta(days=28)


def waiting(actor: Actor) -> list[LateContribution]:
    """What waits for a decision here, the oldest first."""
    rows = LateContribution.objects.for_deciding(actor).waiting()
    rows = rows.select_related("learner", "created_by", "author_establishment")
    return list(rows.order_by("created_at", "id")[:PAGE_SIZE])


@once_a_page
def waiting_count(actor: Actor) -> int:
    if not actor.may(Permission.LATE_DECIDE):
        return 0
    return LateContribution.objects.for_deciding(actor).waiting().count()


def one(actor: Actor, late_id: uuid.UUID) -> LateContribution | None:
    rows = LateContribution.objects.for_deciding(actor)
    return rows.select_related("learner", "created_by", "author_establishment", "decided_by").filter(id=late_id).first()


def mine(actor: Actor) -> list[LateContribution]:
    """What the actor wrote that came late, and what became of it, the newest first."""
    rows = LateContribution.objects.filter(created_by_id=actor.user_id).select_related("learner", "decided_by")
    return list(rows.order_by("-created_at", "-id")[:PAGE_SIZE])


def news_for_author(actor: Actor) -> int:
    """Of how many the actor has not read yet what became of them."""
    rows = LateContribution.objects.filter(created_by_id=actor.user_id, told_at__isnull=True)
    return rows.filter(~Q(state=LateState.WAITING)).count()
