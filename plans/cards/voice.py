"""What people ask for at the tablet, on the first page of staff."""

from typing import Any

from campus.core.cards import Card
from plans.selectors import voice

FIRST = 5


def on_today(*, actor: Any) -> Card | None:
    code = actor.establishment_id
    if code is None:
        return None
    waiting, total = voice.waiting_at(code, FIRST)
    return Card("plans/staff/asked.html", {"waiting": waiting, "total": total, "more": total > len(waiting)})
