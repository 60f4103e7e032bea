"""Staff pages about people: the list, and the frame that every page about one person stands in."""

from typing import Any, ClassVar

from django.http import Http404

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import cards, clock
from campus.core.access import SIGNED_IN
from campus.core.views import FormPage, Page
from learners import person_tabs, selectors
from learners.models import Learner


class AboutPerson:
    """What pages about one person share: scope, the access log, the header and the tabs."""

    learner: Learner
    viewing: ClassVar[str] = ""

    def prepare(self) -> None:
        request, learner_id = self.request, self.kwargs["learner_id"]  # type: ignore[attr-defined]
        learner = selectors.person(request.actor, learner_id)
        if learner is None:
            raise Http404
        self.learner = learner
        if request.method == "GET":
            viewed(by=request.actor, learner_id=learner.id, page=self.viewing or type(self).__name__.lower())

    def context(self) -> dict[str, Any]:
        request = self.request  # type: ignore[attr-defined]
        return {
            **super().context(),  # type: ignore[misc]
            "person": self.learner,
            "tabs": person_tabs.tabs(request.actor, self.learner.id, request.path),
            "today": clock.today(),
        }


class PersonPage(AboutPerson, Page, abstract=True):
    """A page about one person. Its template extends learners/staff/person.html and fills the block `tab`."""


class PersonFormPage(AboutPerson, FormPage, abstract=True):
    """A form about one person."""


class Overview(PersonPage):
    """One person at a glance: the next step, and a card from each app that has something to show."""

    permission = Permission.LEARNER_VIEW
    template_name = "learners/staff/overview.html"

    def context(self) -> dict[str, Any]:
        actor, learner = self.request.actor, self.learner
        return {
            **super().context(),
            "next_step": cards.heaviest(cards.PERSON_NEXT, actor, learner=learner),
            "cards": cards.cards(cards.PERSON, actor, learner=learner),
            "side_cards": cards.cards(cards.PERSON_SIDE, actor, learner=learner),
        }


class Today(Page):
    """Staff's first page."""

    permission = SIGNED_IN
    template_name = "learners/staff/today.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        return {
            "today": clock.today(),
            "top_cards": cards.cards(cards.TODAY_TOP, actor),
            "cards": cards.cards(cards.TODAY, actor),
            "side_cards": cards.cards(cards.TODAY_SIDE, actor),
            "may_find": actor.may(Permission.LEARNER_VIEW),
        }
