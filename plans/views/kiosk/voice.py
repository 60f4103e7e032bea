"""The person suggests a goal, asks for a session, and takes either back."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage
from plans import rules, selectors
from plans.actions import voice as actions
from plans.forms.voice import AskForm, SuggestForm
from plans.selectors import voice
from plans.views.kiosk.plan import OwnButton


class Suggest(KioskFormPage):
    """Three questions on one page."""

    permission = "own.edit"
    form_class = SuggestForm
    template_name = "plans/kiosk/suggest.html"

    def context(self) -> dict[str, Any]:
        learner_id = self.learner.id
        return {"may_suggest": voice.asked_by(learner_id).may_suggest, "worker": voice.worker_name(learner_id)}

    def perform(self, form: SuggestForm) -> str:
        data = form.cleaned_data
        actions.suggest(
            by=self.request.actor, learner_id=self.learner.id, title=data["title"], first_step=data["first_step"],
            target_on=form.target_on, at=clock.now(),
        )  # fmt: skip
        self.say(_sent_to(voice.worker_name(self.learner.id)))
        return reverse("plans:plan")


class TakeBackSuggestion(OwnButton):
    permission = "own.edit"

    def prepare(self) -> None:
        found = voice.proposal_for(self.request.actor, self.learner.id, self.kwargs["proposal_id"])
        if found is None:
            raise Http404
        self.proposal = found

    def perform(self, form: EmptyForm) -> str:
        actions.take_back(by=self.request.actor, proposal_id=self.proposal.id, at=clock.now())
        self.say(_("You took your goal back."))
        return reverse("plans:plan")


class AskForSession(KioskFormPage):
    """Words if the person wants to give some. From a goal that may be done, the words are there already."""

    permission = "own.edit"
    form_class = AskForm
    template_name = "plans/kiosk/session.html"

    def context(self) -> dict[str, Any]:
        learner_id = self.learner.id
        return {"request_waits": voice.asked_by(learner_id).request, "worker": voice.worker_name(learner_id)}

    def initial(self) -> dict[str, Any]:
        goal = _goal(self.request.GET.get("goal", ""))
        found = selectors.goal_for(self.request.actor, self.learner.id, goal) if goal else None
        if found is None:
            return {}
        words = _("I want to finish my goal: %(goal)s") % {"goal": found.title}
        return {"words": words[: rules.NOTE_MOST]}

    def perform(self, form: AskForm) -> str:
        actions.ask_for_session(
            by=self.request.actor, learner_id=self.learner.id, words=form.cleaned_data["words"], at=clock.now()
        )
        self.say(_sent_to(voice.worker_name(self.learner.id)))
        return reverse("plans:plan")


class StopAsking(OwnButton):
    permission = "own.edit"

    def prepare(self) -> None:
        found = voice.request_for(self.request.actor, self.learner.id, self.kwargs["session_request_id"])
        if found is None:
            raise Http404
        self.asked_for = found

    def perform(self, form: EmptyForm) -> str:
        actions.stop_asking(by=self.request.actor, request_id=self.asked_for.id, at=clock.now())
        self.say(_("You took this back."))
        return reverse("plans:plan")


def _sent_to(name: str) -> str:
    return _("We sent it to %(name)s.") % {"name": name} if name else _("We sent it to staff.")


def _goal(asked: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(asked)
    except ValueError:
        return None
