"""What CVs show on pages that other apps own."""

from typing import Any

from django.utils.translation import gettext as _

from campus.core.cards import Card
from jobs.cvs import selectors
from jobs.cvs.rules import QUESTIONS
from learners.models import Learner


def tile(*, actor: Any, learner: Learner) -> Card:
    """The Work tile of the kiosk home, with how far the CV is."""
    mine = selectors.my_cv(learner.id)
    if mine.latest:
        state = _("Your CV is ready") if mine.latest.rendering.is_ready else _("Look at your CV")
    else:
        state = _("Your CV is not done yet") if mine.started else _("Make your CV")
    return Card(
        "learners/kiosk/tile.html", {"icon": "work", "label": _("Work"), "url_name": "cvs:work", "state": state}
    )


def next_for_learner(*, actor: Any, learner: Learner) -> Card | None:
    """A CV that was begun and not made is the next step, unless a message waits (weights: plans.cards)."""
    mine = selectors.my_cv(learner.id)
    if mine.latest or not mine.started:
        return None
    return Card("cvs/kiosk/next.html", {"mine": mine, "total": len(QUESTIONS)}, weight=60)


def on_today(*, actor: Any) -> Card | None:
    """How many papers wait to be printed here."""
    waiting = selectors.to_print_count(actor)
    return Card("cvs/staff/today.html", {"waiting": waiting}) if waiting else None
