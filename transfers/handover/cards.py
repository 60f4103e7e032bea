"""What hand-over shows on pages that other apps own."""

from typing import Any

from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from plans.selectors.voice import worker_name
from transfers.handover.selectors import emergencies, late, queues


def on_receipt(*, actor: Any, learner: Learner) -> Card | None:
    """At a tablet, under what came: whose the plan is now, and the note once it is final."""
    name, note = worker_name(learner.id), queues.note_for_learner(learner.id, clock.today())
    return Card("handover/kiosk/note.html", {"worker": name, "note": note}) if name or note else None


def on_today(*, actor: Any) -> Card | None:
    """What waits: plans to accept, late notes, news of what was passed on, and a record open in an emergency."""
    found = {
        "waiting": queues.waiting_count(actor), "late": late.waiting_count(actor), "news": late.news_for_author(actor),
        "open": emergencies.open_of(actor, clock.now()) if actor.may("record.break_glass") else [],
    }  # fmt: skip
    return Card("handover/staff/today.html", found) if any(found.values()) else None
