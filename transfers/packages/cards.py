"""What packages show on pages that other apps own."""

from typing import Any

from django.utils.translation import gettext as _

from campus.core.cards import Card
from learners.models import Learner
from transfers.packages.selectors import cases as selectors


def on_person(*, actor: Any, learner: Learner) -> Card | None:
    """The ways to a copy of this record, for those who may make, print or answer with one."""
    ways = {
        "may_ask": actor.may("package.ask"), "may_print": actor.may("cv.print"),
        "may_answer": actor.may("subject_access.answer"),
    }  # fmt: skip
    return Card("packages/staff/card.html", {**ways, "person": learner}) if any(ways.values()) else None


def tile(*, actor: Any, learner: Learner) -> Card:
    """The way to what we keep about the person."""
    newest = next(iter(selectors.own_copies(learner.id)[:1]), None)
    state = _("Your copy is here") if newest else _("Ask for a copy")
    return Card(
        "learners/kiosk/tile.html",
        {"icon": "print", "label": _("Your record"), "url_name": "packages:my-record", "state": state},
    )
