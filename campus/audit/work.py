"""Background work: what is owed, and what was given up and needs a person."""

from typing import Any

from django import forms
from django.urls import reverse

from campus.audit import dead_letters
from campus.core import outbox
from campus.core.forms import CampusForm
from campus.core.views import FormPage

MOST = 50


class DeadLetterForm(CampusForm):
    message = forms.UUIDField(widget=forms.HiddenInput)
    verb = forms.ChoiceField(
        choices=[("again", "Try again"), ("discard", "Take off the list")], widget=forms.HiddenInput
    )


class Work(FormPage):
    permission = "outbox.manage"
    form_class = DeadLetterForm
    template_name = "audit/staff/work.html"

    def context(self) -> dict[str, Any]:
        return {"dead": list(outbox.dead()[:MOST]), "owed": list(outbox.owed().order_by("id")[:MOST])}

    def perform(self, form: DeadLetterForm) -> str:
        by, message_id = self.request.actor, form.cleaned_data["message"]
        if form.cleaned_data["verb"] == "again":
            dead_letters.try_again(by=by, message_id=message_id)
            self.say("It will be tried again now.")
        else:
            dead_letters.discard(by=by, message_id=message_id)
            self.say("Taken off the list.")
        return reverse("audit:work")
