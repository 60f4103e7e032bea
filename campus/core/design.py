"""/staff/design/: every component in every state, outside production. Browser tests run axe on it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.urls import path
from django.urls.resolvers import URLPattern

from campus.core.access import PUBLIC
from campus.core.components.marks import ICONS, TAG_KINDS, Bar
from campus.core.forms import CampusForm, CodeField, DatePartsField, HintedRadios, RepeatedTextField
from campus.core.http import CampusRequest
from campus.core.views import Page

_NOTE_HINT = "Daniel and other staff can read this. Up to 500 letters."


class ExampleForm(CampusForm):
    """One field of every kind."""

    title = forms.CharField(
        label="What does Daniel want to achieve?", max_length=200,
        help_text="Use Daniel’s own words. Daniel will see this on the tablet.",
        error_messages={"required": "Enter what Daniel wants to achieve"},
    )  # fmt: skip
    by = DatePartsField(label="When does Daniel want to do it by?", called="Target date", help_text="Like 27 3 2027")
    steps = RepeatedTextField(label="Steps", help_text="Small things to do, in order. At least one.")
    when = forms.ChoiceField(
        label="How soon?", choices=[("3", "In 3 months"), ("6", "In 6 months")],
        widget=forms.RadioSelect(attrs={"inline": True}),
    )  # fmt: skip
    wing = forms.ChoiceField(label="Wing", choices=[("a", "A wing"), ("b", "B wing")])
    decision = forms.ChoiceField(
        label="What should happen?", choices=[("send", "Send it as it is"), ("hold", "Do not send it")],
        widget=HintedRadios(hints={"hold": "Daniel is told why"}),
    )  # fmt: skip
    helps = forms.MultipleChoiceField(
        label="What helps?", choices=[("time", "Extra time"), ("paper", "Coloured paper")],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    agreed = forms.BooleanField(
        label="Daniel has read this and agrees", error_messages={"required": "Tick when agreed"}
    )
    code = CodeField(label="Code from your app")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=500, help_text=_NOTE_HINT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    upload = forms.FileField(label="File of results", required=False)


def example_form(state: str) -> ExampleForm:
    if state == "empty":
        return ExampleForm(initial={"by": dt.date(2027, 3, 1)})
    sent = {"title": "", "by_day": "31", "by_month": "2", "by_year": "2027", "steps": ["Pass the test", "", "Book it"]}
    return ExampleForm(sent)


class Design(Page):
    """`?form=error` shows the form as it comes back with errors."""

    permission = PUBLIC
    template_name = "core/staff/design.html"

    def dispatch(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.CAMPUS_PERSONAS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        state = "error" if self.request.GET.get("form") == "error" else "empty"
        example = example_form(state)
        return {
            "form": example if state == "error" else None,
            "example": example,
            "icons": sorted(ICONS),
            "kinds": TAG_KINDS,
            "tabs": [_tab("Overview", current=True), _tab("Plan"), _tab("Messages", count=3)],
            "pages": [_page(1), _page(2, current=True), None, _page(9)],
            "bars": [Bar("Within 1 day", 61, "61%"), Bar("Within 3 days", 88, "88%"), Bar("Within 5 days", 97, "97%")],
            "options": [("", "Any status"), ("late", "Overdue")],
            "sort": "name",
            "long_name": "Featherstonehaugh-Cholmondeley, Maximilian",
            "release": dt.date(2027, 3, 10),
            "moved_at": dt.datetime(2026, 11, 20, 10, 42, tzinfo=dt.UTC),
        }


def _tab(label: str, *, current: bool = False, count: int = 0) -> SimpleNamespace:
    return SimpleNamespace(label=label, url="#main", current=current, count=count)


def _page(number: int, *, current: bool = False) -> SimpleNamespace:
    return SimpleNamespace(number=number, url=f"?page={number}", current=current)


staff_urls: list[URLPattern] = [path("design/", Design.as_view(), name="design")]
