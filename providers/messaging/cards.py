"""What messages show on pages that other apps own."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.core.cards import Card
from learners.models import Learner
from providers.messaging import selectors
from providers.messaging.moderation import waiting_count

UNREAD_WEIGHT = 80  # an unread message comes before a CV that was begun (60) and a step of the plan (40)


def tile(*, actor: Any, learner: Learner) -> Card:
    new = selectors.unread_count(actor)
    state = ngettext("%(new)s new message", "%(new)s new messages", new) % {"new": new} if new else _("No new messages")
    return Card(
        "learners/kiosk/tile.html",
        {"icon": "messages", "label": _("Messages"), "url_name": "messaging:threads", "state": state},
    )


def next_for_learner(*, actor: Any, learner: Learner) -> Card | None:
    new = selectors.unread_count(actor)
    return Card("messaging/kiosk/next.html", {"new": new}, weight=UNREAD_WEIGHT) if new else None


def on_today(*, actor: Any) -> Card:
    return Card("messaging/staff/today.html", {"waiting": waiting_count(actor)})
