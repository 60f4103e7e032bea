"""What moderators do: one message at a time, and the concerns of people outside."""

import uuid
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import Refused
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from providers.messaging import actions, moderation
from providers.messaging.forms import PASS_ON, REFUSE, CloseConcernForm, DecideForm
from providers.messaging.rules import ConcernAbout, Outcome, State


class Moderation:
    """What the pages of moderators share: how much waits, and the words for the codes."""

    def context(self) -> dict[str, Any]:
        actor = self.request.actor  # type: ignore[attr-defined]
        return {
            **super().context(),  # type: ignore[misc]
            "concern_count": moderation.concern_count(actor),
        }


class Queue(Moderation, Page):
    """Messages to check. Nothing is read here: a message is opened by taking it."""

    permission = Permission.MESSAGE_MODERATE
    template_name = "messaging/staff/queue.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "queue": moderation.queue(self.request.actor, clock.now())}


class TakeNext(Page):
    """Open the first message that nobody has."""

    permission = Permission.MESSAGE_MODERATE
    http_method_names = ["post"]

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(take_next(request))


class Take(Page):
    permission = Permission.MESSAGE_MODERATE
    http_method_names = ["post"]

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        message_id = self.kwargs["message_id"]
        with suppress(Refused):  # the page of the message says why, in the same words
            actions.claim(message_id=message_id, by=request.actor, at=clock.now())
        return HttpResponseRedirect(reverse("messaging:check", args=[message_id]))


class Leave(Page):
    permission = Permission.MESSAGE_MODERATE
    http_method_names = ["post"]

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.release(message_id=self.kwargs["message_id"], by=request.actor, at=clock.now())
        return HttpResponseRedirect(reverse("messaging:queue"))


class Check(Moderation, FormPage):
    """One message: the words, what stands out in them, and four decisions."""

    permission = Permission.MESSAGE_MODERATE
    template_name = "messaging/staff/check.html"
    form_class = DecideForm

    def prepare(self) -> None:
        found = moderation.case(self.request.actor, self.kwargs["message_id"], clock.now())
        if found is None:
            raise Http404
        self.case = found

    def form_arguments(self) -> dict[str, Any]:
        message, thread = self.case.message, self.case.thread
        writer = thread.learner.called if message.is_from_learner else thread.assignment.worker.given_name
        return {"writer": writer, "passed_on": message.state == State.ESCALATED}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "queue": moderation.queue(self.request.actor, clock.now()), "case": self.case}

    def perform(self, form: DecideForm) -> str:
        done = decide(self.case.message.id, form.cleaned_data, self.request)
        self.say(done)
        return take_next(self.request)


def decide(message_id: uuid.UUID, given: dict[str, Any], request: CampusRequest) -> str:
    """Do what was chosen and say it in a sentence."""
    same = {"message_id": message_id, "by": request.actor, "at": clock.now()}
    if given["decision"] == REFUSE:
        actions.refuse(reason=given["reason"], words=given["words"], **same)
        return "Not sent. The writer is told why."
    if given["decision"] == PASS_ON:
        actions.escalate(about=ConcernAbout(given["about"]), words=given["concern"], **same)
        return "Passed on. It is on the list of concerns."
    decision = actions.approve(**same)
    if decision.outcome == Outcome.REJECTED:
        return "Not sent: they may not write to each other now. The writer is told."
    return "Sent."


def take_next(request: CampusRequest) -> str:
    """Take the next free message and say where it is; the queue, where there is none."""
    message_id = moderation.next_free(request.actor, clock.now())
    if message_id is None:
        return reverse("messaging:queue")
    try:
        actions.claim(message_id=message_id, by=request.actor, at=clock.now())
    except Refused:
        return reverse("messaging:queue")
    return reverse("messaging:check", args=[message_id])


class Decided(Moderation, Page):
    """What was decided here, by whom and when; not the words of the messages."""

    permission = Permission.MESSAGE_MODERATE
    template_name = "messaging/staff/decided.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "decisions": moderation.decided(self.request.actor)}


class Concerns(Moderation, Page):
    permission = Permission.MESSAGE_MODERATE
    template_name = "messaging/staff/concerns.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "concerns": moderation.concerns(self.request.actor)}


class Concern(Moderation, FormPage):
    """One concern: what is known, and what was done about it."""

    permission = Permission.MESSAGE_MODERATE
    template_name = "messaging/staff/concern.html"
    form_class = CloseConcernForm

    def prepare(self) -> None:
        found = moderation.concern(self.request.actor, self.kwargs["concern_id"])
        if found is None:
            raise Http404
        self.worry = found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "worry": self.worry, "concern": self.worry.concern}

    def perform(self, form: CloseConcernForm) -> str:
        actions.close_concern(
            concern_id=self.worry.concern.id, words=form.cleaned_data["words"], by=self.request.actor, at=clock.now()
        )
        self.say("Concern closed.")
        return reverse("messaging:concerns")


class TakeConcern(Page):
    """Say that somebody is dealing with it."""

    permission = Permission.MESSAGE_MODERATE
    http_method_names = ["post"]

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        concern_id = self.kwargs["concern_id"]
        with suppress(Refused):  # somebody was quicker, and the page names them
            actions.acknowledge_concern(concern_id=concern_id, by=request.actor, at=clock.now())
        return HttpResponseRedirect(reverse("messaging:concern", args=[concern_id]))
