"""Background work: what is owed, and what was given up and needs a person."""

import uuid
from typing import Any

from django import forms
from django.urls import reverse

from campus.core import outbox
from campus.core.errors import Refused
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
    template_name = "core/staff/work.html"

    def context(self) -> dict[str, Any]:
        return {"dead": list(outbox.dead()[:MOST]), "owed": list(outbox.owed().order_by("id")[:MOST])}

    def perform(self, form: DeadLetterForm) -> str:
        message: uuid.UUID = form.cleaned_data["message"]
        if not outbox.dead().filter(id=message).exists():
            raise Refused("That message was dealt with a moment ago.")
        if form.cleaned_data["verb"] == "again":
            outbox.requeue(message)
            self.say("It will be tried again now.")
        else:
            outbox.discard(message)
            self.say("Taken off the list.")
        return reverse("core:work")
