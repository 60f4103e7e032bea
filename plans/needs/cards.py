"""What needs show on pages that other apps own."""

from typing import Any

from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from plans.needs import selectors

FIRST = 4


def on_person(*, actor: Any, learner: Learner) -> Card:
    """How to support the person, in a few lines."""
    helps = selectors.adjustments_of([learner.id]).get(learner.id, [])
    known = selectors.has_need_of([learner.id])
    shown = {"helps": helps[:FIRST], "more": len(helps) > FIRST, "known": learner.id in known}
    return Card("needs/staff/card.html", shown)


def on_today(*, actor: Any) -> Card | None:
    """How many support plans are late or due, for those who keep them or answer for them."""
    if not actor.establishment_id or not selectors.may_see_deadlines(actor):
        return None
    return Card("needs/staff/today.html", {"counts": selectors.waiting_at(actor.establishment_id, clock.today())})


def tile(*, actor: Any, learner: Learner) -> Card:
    label = _("What helps you")
    state = _("Tell us what helps")
    return Card(
        "learners/kiosk/tile.html", {"icon": "person", "label": label, "url_name": "needs:what-helps", "state": state}
    )
