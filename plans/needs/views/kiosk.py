"""What helps you: what the person says, what staff wrote for them, and what they are good at."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage
from plans.needs import actions, selectors, words
from plans.needs.forms import WhatHelpsForm


class WhatHelps(KioskFormPage):
    permission = "own.edit"
    form_class = WhatHelpsForm
    template_name = "needs/kiosk/support.html"

    def context(self) -> dict[str, Any]:
        own = selectors.own_support(self.learner.id)
        return {
            "own": own, "press": EmptyForm(), "good_at": [words.skill(code) for code in own.good_at],
            "told": [words.condition(group) for group in own.told],
        }  # fmt: skip

    def perform(self, form: WhatHelpsForm) -> str:
        actions.say_what_helps(
            by=self.request.actor, learner_id=self.learner.id, text=form.cleaned_data["text"], at=clock.now()
        )
        self.say(_("Saved. Your teachers can see it now."))
        return reverse("needs:what-helps")


class TakeBack(KioskFormPage):
    """A button beside what the person said."""

    permission = "own.edit"
    form_class = EmptyForm

    def prepare(self) -> None:
        self.strategy = selectors.own_strategy(self.request.actor, self.kwargs["said_id"])
        if self.strategy is None:
            raise Http404

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("needs:what-helps"))

    def show(self, **extra: Any) -> HttpResponse:
        """It was taken away a moment ago: the page shows that."""
        return HttpResponseRedirect(reverse("needs:what-helps"))

    def perform(self, form: EmptyForm) -> str:
        actions.take_back(by=self.request.actor, strategy_id=self.strategy.id, at=clock.now())
        self.say(_("We took it away."))
        return reverse("needs:what-helps")
