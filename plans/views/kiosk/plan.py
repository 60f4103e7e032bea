"""My plan: what I want, the next thing to do, when I meet somebody, and what I asked for."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage, KioskPage
from plans import actions, selectors
from plans.selectors import schedules, voice


class OwnPlan:
    """What My plan shows, whether it is asked for or shown again with a refusal.

    Of the session only its date and state are given on: why one is on hold is not for the tablet.
    """

    def context(self) -> dict[str, Any]:
        learner_id = self.learner.id  # type: ignore[attr-defined]
        session = schedules.next_session(learner_id)
        return {
            **super().context(), "plan": selectors.plan_of(learner_id), "form": EmptyForm(),  # type: ignore[misc]
            "asked": voice.asked_by(learner_id), "worker": voice.worker_name(learner_id),
            "session_state": session.state(clock.today()) if session else "",
            "session_by": session.due_on if session else None,
        }  # fmt: skip


class MyPlan(OwnPlan, KioskPage):  # type: ignore[misc]
    permission = "own.view"
    template_name = "plans/kiosk/plan.html"


class OwnButton(OwnPlan, KioskFormPage, abstract=True):  # type: ignore[misc]
    """A button on My plan. A refusal is shown there."""

    permission = "own.edit"
    form_class = EmptyForm
    template_name = "plans/kiosk/plan.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("plans:plan"))

    def show(self, **extra: Any) -> HttpResponse:
        return super().show(status=422, form=extra.get("form"))


class OwnStep(OwnButton, abstract=True):
    """A button beside a step."""

    permission = "own.edit"

    def prepare(self) -> None:
        self.step = selectors.step_for(self.request.actor, self.kwargs["step_id"])
        if self.step is None:
            raise Http404


class Tick(OwnStep):
    permission = "own.edit"

    def perform(self, form: EmptyForm) -> str:
        actions.tick(by=self.request.actor, step_id=self.step.id, at=clock.now())
        name = voice.worker_name(self.learner.id)
        self.say(
            _("Well done. %(name)s will check it.") % {"name": name} if name else _("Well done. Staff will check it.")
        )
        return reverse("plans:plan")


class Untick(OwnStep):
    permission = "own.edit"

    def perform(self, form: EmptyForm) -> str:
        actions.untick(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(_("We took your tick away."))
        return reverse("plans:plan")
