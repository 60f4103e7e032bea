"""Choosing where one works now, for people with more than one posting."""

from typing import Any

from django import forms

from campus.core import audiences
from campus.core.access import SIGNED_IN
from campus.core.errors import Refused
from campus.core.forms import CampusForm
from campus.core.views import FormPage


class PostingForm(CampusForm):
    posting = forms.ChoiceField(
        label="Where are you working now?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a place", "invalid_choice": "Choose a place"},
    )

    def __init__(self, *args: Any, postings: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].choices = [  # type: ignore[attr-defined]
            (str(p.id), f"{p.place}: {p.title}") for p in postings
        ]


class Choose(FormPage):
    permission = SIGNED_IN
    form_class = PostingForm
    template_name = "accounts/posting.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"postings": self.request.actor.postings}

    def initial(self) -> dict[str, Any]:
        current = self.request.actor.current
        return {"posting": str(current.id) if current else ""}

    def perform(self, form: PostingForm) -> str:
        if form.cleaned_data["posting"] not in {str(p.id) for p in self.request.actor.postings}:
            raise Refused("Choose a place", field="posting")
        self.request.session["posting"] = form.cleaned_data["posting"]
        return audiences.HOME[self.request.audience]
