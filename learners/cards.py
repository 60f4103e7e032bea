"""What this app shows on staff's first page."""

from typing import Any

from campus.core import clock
from campus.core.cards import Card
from learners import selectors


def waiting_at_tablets(*, actor: Any) -> Card | None:
    """The notice to staff that somebody typed a wrong PIN too often. They can end the wait from here."""
    code = actor.establishment_id
    waiting = selectors.waiting_at_tablets(code, clock.now()) if code else []
    return Card("learners/staff/waiting.html", {"waiting": waiting}) if waiting else None
