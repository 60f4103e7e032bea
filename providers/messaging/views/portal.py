"""Messages on the portal: a named worker and the people assigned to them."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from providers import selectors as providers
from providers.messaging import actions, selectors
from providers.messaging.forms import PortalNewForm, PortalReplyForm, WorriedForm


class Threads(Page):
    permission = Permission.PORTAL_MESSAGE
    template_name = "messaging/portal/threads.html"

    def context(self) -> dict[str, Any]:
        threads = selectors.threads_for(self.request.actor)
        new = sum(thread.new for thread in threads)  # type: ignore[attr-defined]
        return {"threads": threads, "new": new, "today": clock.today()}


class New(FormPage):
    permission = Permission.PORTAL_MESSAGE
    template_name = "messaging/portal/new.html"
    form_class = PortalNewForm

    def prepare(self) -> None:
        at = clock.now()
        self.contacts = [c for c in selectors.contacts(self.request.actor, at) if c.learner.current_establishment_id]

    def form_arguments(self) -> dict[str, Any]:
        return {"contacts": self.contacts}

    def initial(self) -> dict[str, Any]:
        return {"to": self.request.GET.get("to", "")}

    def context(self) -> dict[str, Any]:
        return {"contacts": self.contacts}

    def perform(self, form: PortalNewForm) -> str:
        given = form.cleaned_data
        message = actions.start_thread(
            assignment_id=uuid.UUID(given["to"]), subject=given["subject"], body=given["body"],
            nonce=given["form_token"] or uuid.uuid4(), by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        return reverse("messaging:thread", args=[message.thread_id])


class InThread:
    """What the pages of one conversation share."""

    def prepare(self) -> None:
        found = selectors.conversation(self.request.actor, self.kwargs["thread_id"], clock.now())  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.conversation = found

    def context(self) -> dict[str, Any]:
        thread = self.conversation.thread
        return {
            "conversation": self.conversation,
            "thread": thread,
            "person": thread.learner,
            "today": clock.today(),
        }


class Thread(InThread, FormPage):
    permission = Permission.PORTAL_MESSAGE
    template_name = "messaging/portal/thread.html"
    form_class = PortalReplyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.mark_read(thread_id=self.kwargs["thread_id"], by=request.actor, at=clock.now())
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        assignment = self.conversation.thread.assignment
        return {**super().context(), "goals": providers.shared_goals([assignment]).get(assignment.id)}

    def initial(self) -> dict[str, Any]:
        try:
            message_id = uuid.UUID(self.request.GET.get("again", ""))
        except ValueError:
            return {}
        body = selectors.readable_refused_body(self.request.actor, self.kwargs["thread_id"], message_id)
        return {"body": body}

    def perform(self, form: PortalReplyForm) -> str:
        message = actions.send(
            thread_id=self.kwargs["thread_id"], body=form.cleaned_data["body"],
            nonce=form.cleaned_data["form_token"] or uuid.uuid4(), by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        return reverse("messaging:thread", args=[message.thread_id])


class Worried(InThread, FormPage):
    """Tell prison staff now. It is not a message, and nobody has to check it first."""

    permission = Permission.PORTAL_MESSAGE
    template_name = "messaging/portal/worried.html"
    form_class = WorriedForm

    def perform(self, form: WorriedForm) -> str:
        given = form.cleaned_data
        actions.raise_concern(
            thread_id=self.kwargs["thread_id"], about=given["about"], words=given["concern"],
            by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        self.say("Prison staff can see this now.")
        return reverse("messaging:thread", args=[self.kwargs["thread_id"]])
