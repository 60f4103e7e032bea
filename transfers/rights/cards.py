"""What rights show on pages that other apps own."""

from typing import Any

from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from transfers.rights.selectors import requests


def on_kiosk_home(*, actor: Any, learner: Learner) -> Card | None:
    """That staff have answered what the person said is wrong."""
    answer = requests.fresh_answer(learner.id, clock.now())
    return Card("rights/kiosk/note.html", {"answer": answer}) if answer else None


def on_today(*, actor: Any) -> Card | None:
    """What people at the own prison say is wrong, those that are late first."""
    if actor.establishment_id is None:
        return None
    waiting = requests.waiting_count(actor)
    late = requests.late_count(actor, clock.today()) if waiting else 0
    return Card("rights/staff/today.html", {"waiting": waiting, "late": late}) if waiting else None
