"""What transfers show on pages that other apps own."""

import datetime as dt
from typing import Any

from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from transfers import selectors

RECENT = dt.timedelta(days=5)


def on_kiosk_home(*, actor: Any, learner: Learner) -> Card | None:
    receipt = selectors.fresh_receipt(learner.id, clock.now())
    return Card("transfers/kiosk/note.html", {"receipt": receipt}) if receipt else None


def on_person(*, actor: Any, learner: Learner) -> Card | None:
    receipt = selectors.latest_receipt(learner.id)
    return Card("transfers/staff/card.html", {"receipt": receipt}) if receipt else None


def on_today(*, actor: Any) -> Card | None:
    code = actor.establishment_id
    if code is None:
        return None
    return Card("transfers/staff/today.html", {"arrivals": selectors.recent_arrivals(code, clock.now() - RECENT)})
