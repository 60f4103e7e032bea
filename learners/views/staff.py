"""Staff pages about people: the list, and the frame that every page about one person stands in."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase, HttpResponseRedirect

from campus.accounts.permissions import LOOKS, Permission
from campus.audit.recording import viewed
from campus.core import cards, clock
from campus.core.access import SIGNED_IN
from campus.core.views import FormPage, Page
from learners import openings, person_tabs, selectors, windows
from learners.models import AccessWindow, Learner
from learners.relations import WindowKind
from learners.views.late import PassesOn


class SeeOther(HttpResponseRedirect):
    status_code = 303


class AboutPerson:
    """What pages about one person share: scope, the access log, the header and the tabs."""

    learner: Learner
    window: AccessWindow | None = None
    viewing: ClassVar[str] = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The address of somebody who was joined with another leads to that other's page, for those who may open it."""
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            learner_id = self.kwargs["learner_id"]  # type: ignore[attr-defined]
            other = selectors.known_as(request.actor, learner_id) if request.method == "GET" else None
            if other is None:
                raise
            return SeeOther(request.path.replace(str(learner_id), str(other)))

    def prepare(self) -> None:
        request, learner_id = self.request, self.kwargs["learner_id"]  # type: ignore[attr-defined]
        learner = selectors.person(request.actor, learner_id)
        if learner is None:
            raise Http404
        self.learner = learner
        self.window = windows.through(request.actor, learner)
        if self.window is not None:
            self.look_only(request)
        if request.method == "GET":
            page = self.viewing or type(self).__name__.lower()
            how = f" ({windows.LOGGED[WindowKind(self.window.kind)]})" if self.window else ""
            viewed(by=request.actor, learner_id=learner.id, page=f"{page[:40]}{how}")

    def look_only(self, request: Any) -> None:
        """A window opens no write: a page for writing is not there, and no page offers one."""
        if self.permission not in LOOKS:  # type: ignore[attr-defined]
            raise Http404
        request.actor = replace(request.actor, granted=request.actor.granted & LOOKS)

    def context(self) -> dict[str, Any]:
        request = self.request  # type: ignore[attr-defined]
        return {
            **super().context(),  # type: ignore[misc]
            "person": self.learner,
            "tabs": person_tabs.tabs(request.actor, self.learner.id, request.path),
            "today": clock.today(),
            "opened": openings.seal(request.actor, self.learner),
            "window": self.window,
        }


class PersonPage(AboutPerson, Page, abstract=True):
    """A page about one person. Its template extends learners/staff/person.html and fills the block `tab`."""


class PersonFormPage(AboutPerson, PassesOn, FormPage, abstract=True):
    """A form about one person. What is sent after they moved away is passed on (`learners.views.late`)."""


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
