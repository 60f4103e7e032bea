"""What this app shows on pages that others share: staff's first page, and Home at a tablet."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.core import clock
from campus.core.cards import Card
from learners import selectors, sharing
from learners.models import Learner


def waiting_at_tablets(*, actor: Any) -> Card | None:
    """The notice to staff that somebody typed a wrong PIN too often. They can end the wait from here."""
    code = actor.establishment_id
    waiting = selectors.waiting_at_tablets(code, clock.now()) if code else []
    return Card("learners/staff/waiting.html", {"waiting": waiting}) if waiting else None


def sharing_tile(*, actor: Any, learner: Learner) -> Card:
    """The way to what the person shares with people outside."""
    count = sharing.count_of(learner.id)
    shared = ngettext("You share %(count)d thing", "You share %(count)d things", count) % {"count": count}
    state = shared if count else _("You share nothing")
    return Card(
        "learners/kiosk/tile.html",
        {"icon": "person", "label": _("Who can see what"), "url_name": "learners:my-sharing", "state": state},
    )
