"""Something is wrong: the person says what, and reads what was done about it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage
from transfers.rights.actions import requests as actions
from transfers.rights.forms.kiosk import ABOUT, WrongForm
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About
from transfers.rights.selectors import requests as selectors


class OwnRequests:
    """What the page shows, whether it is asked for or shown again with a refusal."""

    def context(self) -> dict[str, Any]:
        learner = self.learner  # type: ignore[attr-defined]
        said = [(ABOUT[About(one.about)], one) for one in selectors.of_person(learner.id)]
        return {"said": said, "may_ask": rules.may_ask(waiting=selectors.waiting_of(learner.id))}


class SomethingIsWrong(OwnRequests, KioskFormPage):  # type: ignore[misc]
    """Three questions, and below them what was said before."""

    permission = "own.edit"
    form_class = WrongForm
    template_name = "rights/kiosk/wrong.html"

    def initial(self) -> dict[str, Any]:
        """A page that leads here says what it is about."""
        about = self.request.GET.get("about", "").upper()
        return {"about": about} if about in About.__members__ else {}

    def perform(self, form: WrongForm) -> str:
        data = form.cleaned_data
        actions.ask(
            by=self.request.actor, learner_id=self.learner.id, about=data["about"], wrong=data["wrong"],
            should_be=data["should_be"], language=get_language() or "en-gb", at=clock.now(),
        )  # fmt: skip
        self.say(_("We sent it to staff. The answer will be on this page."))
        return reverse("rights:wrong")


class TakeBack(OwnRequests, KioskFormPage):  # type: ignore[misc]
    permission = "own.edit"
    form_class = EmptyForm
    template_name = "rights/kiosk/wrong.html"

    def prepare(self) -> None:
        if selectors.request_for(self.request.actor, self.kwargs["rectification_id"]) is None:
            raise Http404

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("rights:wrong"))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "ask": WrongForm()}

    def perform(self, form: EmptyForm) -> str:
        actions.take_back(by=self.request.actor, request_id=self.kwargs["rectification_id"], at=clock.now())
        self.say(_("You have taken it back."))
        return reverse("rights:wrong")
