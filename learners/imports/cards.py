"""What imports show on staff's first page."""

from typing import Any

from campus.core.cards import Card
from learners.imports import selectors


def on_today(*, actor: Any) -> Card | None:
    """Files that wait to be confirmed, run, or have stopped."""
    rows = selectors.unfinished(actor)
    return Card("imports/staff/today.html", {"batches": rows}) if rows else None
