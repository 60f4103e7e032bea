"""The frame of every kiosk page: the person who is signed in, and nobody else."""

from typing import Any

from campus.core import cards
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from learners.models import Learner


class Own:
    """What kiosk pages share."""

    request: CampusRequest

    @property
    def learner(self) -> Learner:
        """The person who is signed in at this tablet."""
        return self.request.learner


class KioskPage(Own, Page, abstract=True):  # type: ignore[misc]
    """A kiosk page. Subclasses say `permission = "own.view"` or "own.edit"."""


class KioskFormPage(Own, FormPage, abstract=True):  # type: ignore[misc]
    """A kiosk page with one form."""


class Home(KioskPage):
    """What is waiting, and the one next step."""

    permission = "own.view"
    template_name = "learners/kiosk/home.html"

    def context(self) -> dict[str, Any]:
        actor, learner = self.request.actor, self.learner
        return {
            "notes": cards.cards(cards.KIOSK_NOTE, actor, learner=learner),
            "next_step": cards.heaviest(cards.KIOSK_NEXT, actor, learner=learner),
            "tiles": cards.cards(cards.KIOSK_HOME, actor, learner=learner),
        }
