"""My plan: what I want, and the next thing to do."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage, KioskPage
from plans import actions, selectors


class MyPlan(KioskPage):
    permission = "own.view"
    template_name = "plans/kiosk/plan.html"

    def context(self) -> dict[str, Any]:
        return {"plan": selectors.plan_of(self.learner.id), "form": EmptyForm()}


class OwnStep(KioskFormPage, abstract=True):
    """A button beside a step. A refusal is shown on the plan."""

    permission = "own.edit"
    form_class = EmptyForm

    def prepare(self) -> None:
        self.step = selectors.step_for(self.request.actor, self.kwargs["step_id"])
        if self.step is None:
            raise Http404

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("plans:plan"))

    def show(self, **extra: Any) -> HttpResponse:
        self.template_name = "plans/kiosk/plan.html"
        return super().show(status=422, plan=selectors.plan_of(self.learner.id), form=extra.get("form"))


class Tick(OwnStep):
    permission = "own.edit"

    def perform(self, form: EmptyForm) -> str:
        actions.tick(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(_("Well done. Staff will check it."))
        return reverse("plans:plan")


class Untick(OwnStep):
    permission = "own.edit"

    def perform(self, form: EmptyForm) -> str:
        actions.untick(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(_("We took your tick away."))
        return reverse("plans:plan")
