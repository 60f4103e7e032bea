"""Messages on the kiosk: who you write with, what was said, and a new message."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from learners.views.kiosk import KioskFormPage, KioskPage
from providers.messaging import actions, selectors
from providers.messaging.forms import KioskNewForm, KioskReplyForm


class Threads(KioskPage):
    permission = Permission.OWN_VIEW
    template_name = "messaging/kiosk/threads.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        threads = selectors.threads_for(actor)
        return {
            "threads": threads,
            "new": sum(thread.new for thread in threads),  # type: ignore[attr-defined]
            "contacts": selectors.contacts(actor, clock.now()),
            "today": clock.today(),
        }


class New(KioskFormPage):
    permission = Permission.OWN_EDIT
    template_name = "messaging/kiosk/new.html"
    form_class = KioskNewForm

    def prepare(self) -> None:
        self.contacts = selectors.contacts(self.request.actor, clock.now())

    def form_arguments(self) -> dict[str, Any]:
        return {"contacts": self.contacts}

    def initial(self) -> dict[str, Any]:
        return {"to": str(self.contacts[0].id)} if len(self.contacts) == 1 else {}

    def context(self) -> dict[str, Any]:
        return {"contacts": self.contacts}

    def perform(self, form: KioskNewForm) -> str:
        given = form.cleaned_data
        message = actions.start_thread(
            assignment_id=uuid.UUID(given["to"]), subject=given["subject"], body=given["body"],
            nonce=given["form_token"] or uuid.uuid4(), by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        return reverse("messaging:thread", args=[message.thread_id])


class Thread(KioskFormPage):
    permission = Permission.OWN_EDIT
    template_name = "messaging/kiosk/thread.html"
    form_class = KioskReplyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.mark_read(thread_id=self.kwargs["thread_id"], by=request.actor, at=clock.now())
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {"body": again(self.request, self.kwargs["thread_id"])}

    def context(self) -> dict[str, Any]:
        found = selectors.conversation(self.request.actor, self.kwargs["thread_id"], clock.now())
        if found is None:
            raise Http404
        return {
            "conversation": found,
            "thread": found.thread,
            "worker": found.thread.assignment.worker,
            "today": clock.today(),
        }

    def perform(self, form: KioskReplyForm) -> str:
        message = actions.send(
            thread_id=self.kwargs["thread_id"], body=form.cleaned_data["body"],
            nonce=form.cleaned_data["form_token"] or uuid.uuid4(), by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        return reverse("messaging:thread", args=[message.thread_id])


def again(request: CampusRequest, thread_id: uuid.UUID) -> str:
    """The words of the own message named in the address that was not sent, for "Change it and send again"."""
    try:
        message_id = uuid.UUID(request.GET.get("again", ""))
    except ValueError:
        return ""
    return selectors.readable_refused_body(request.actor, thread_id, message_id)
