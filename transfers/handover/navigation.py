from typing import Any

from campus.core import cards as places
from campus.core.audiences import STAFF
from campus.core.navigation import register
from learners import late as late_writes
from learners import timeline
from learners.timeline import Group, LineKind
from transfers.handover import cards
from transfers.handover.actions import late as contributions
from transfers.handover.selectors import emergencies, late, queues


def _waiting(actor: Any) -> int:
    """Plans to accept and late notes to decide about."""
    return queues.waiting_count(actor) + late.waiting_count(actor)


register(
    audience=STAFF, order=30, label="Transfers", url_name="handover:arrived", permission="transfer.view", count=_waiting
)
register(
    audience=STAFF, order=36, label="Emergency access", url_name="handover:emergency-reviews",
    permission="record.review_break_glass", count=emergencies.waiting_count,
)  # fmt: skip
places.register(places.KIOSK_RECEIPT, order=10, build=cards.on_receipt, permission="own.view")
places.register(places.TODAY_SIDE, order=8, build=cards.on_today, permission="learner.view")
timeline.register(
    LineKind("LATE_NOTE", Group.MOVEMENTS, "Late note", "{title}, written at {prison} on {written_on}. {words}")
)
late_writes.keep_with(contributions.keep)
