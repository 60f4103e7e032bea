"""A form about a person is never lost: whoever has the person now gets what somebody wrote while they moved away.

The page reads the form once more as it would have, with the same checks and the sentences beside the fields, and then
passes it on and performs nothing (transfers-access-security.md 1.6).
"""

import uuid
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from campus.core import clock
from campus.core.components.dates import clock_time, date_and_time
from campus.core.errors import NotYours
from campus.core.forms import CampusForm
from learners import late, openings, selectors
from learners.late import LateWrite, Moved
from learners.openings import Opening
from learners.said import in_words

# What a browser sends along with each form, and nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "opened", "form_token"})


class PassesOn:
    """What each form about one person has beside its verb. Stands before `FormPage` among the bases."""

    request: Any
    kwargs: dict[str, Any]
    # Why what is sent here is not passed on: it is about a place, and not about the person. Empty: it is passed on.
    not_passed_on: ClassVar[str] = ""
    # Who may read what was typed, where that is not whoever may do it.
    late_reader: ClassVar[str] = ""
    # The verb in words, for those who get it: "Add a goal". The address says it where this is empty.
    late_title: ClassVar[str] = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            text = request.POST.get("opened", "") if request.method == "POST" else ""
            found = late.moved_since(request.actor, text) if text else None
            if found is None:
                raise
            return self.pass_on(*found)

    def whose(self) -> uuid.UUID:
        """The person this page is about, once it is prepared."""
        return self.learner.id  # type: ignore[attr-defined]

    def opened(self) -> str:
        """The note that each form on the page takes along."""
        return openings.seal(self.request.actor, self.learner)  # type: ignore[attr-defined]

    def pass_on(self, opening: Opening, moved: Moved) -> HttpResponseBase:
        """Read the form as it would have been read before the move, and keep it."""
        actor = self.request.actor
        if self.kwargs.get("learner_id", opening.learner_id) != opening.learner_id:
            raise Http404
        if "learner_id" in self.kwargs:
            self.kwargs["learner_id"] = moved.learner.id
        if moved.learner.id != opening.learner_id and selectors.person(actor, moved.learner.id) is not None:
            # Two people turned out to be one, who is here: nothing stands in the way.
            return super().dispatch(self.request, **self.kwargs)  # type: ignore[misc]
        form = self.read_late(opening, moved)
        if self.not_passed_on:
            messages.warning(self.request, f"Nothing was saved. {gone(moved)}. {self.not_passed_on}")
            return HttpResponseRedirect(reverse("learners:today"))
        if not form.is_valid():
            return self.late_again(form, moved)
        return HttpResponseRedirect(self.keep_once(form, opening, moved, actor))

    def read_late(self, opening: Opening, moved: Moved) -> CampusForm:
        """The bound form, read as at the prison where it was opened. 404 for what was out of reach even there."""
        self.request.actor = replace(self.request.actor, late_for=moved.learner.id)
        if not self.allowed(self.request):  # type: ignore[attr-defined]
            raise Http404
        try:
            self.prepare()  # type: ignore[attr-defined]
            if self.whose() != moved.learner.id:
                raise Http404
            if (person := getattr(self, "learner", None)) is not None:
                person.current_establishment_id = opening.establishment  # what could be chosen there; never saved
            return self.form()  # type: ignore[attr-defined]
        except NotYours:
            raise Http404 from None

    def late_again(self, form: CampusForm, moved: Moved) -> HttpResponse:
        """The form alone, with its errors: nothing else of somebody who is elsewhere."""
        shown = {form.add_prefix(name) for name in form.fields}
        along = [(k, text) for k, texts in self.request.POST.lists() for text in texts if k not in shown | NOT_TYPED]
        context = {
            "form": form, "person": moved.learner, "gone": gone(moved), "along": along,
            "opened": self.request.POST["opened"], "title": self.title_of_verb(),
        }  # fmt: skip
        return render(
            self.request, "learners/staff/late_form.html", context, status=422 if form.errors else 200
        )  # fmt: skip

    def keep_once(self, form: CampusForm, opening: Opening, moved: Moved, actor: Any) -> str:
        """Keep it, once however often the button is pressed, and say so."""

        def keep() -> str:
            written = self.late_write(form, opening)
            if not late.keep(by=actor, learner_id=moved.learner.id, late=written, at=clock.now()):
                raise Http404
            messages.success(self.request, f"Saved. {gone(moved)}; your entry was passed on.")
            return reverse("learners:today")

        return self.once_only(form, keep)  # type: ignore[attr-defined]

    def late_write(self, form: CampusForm, opening: Opening) -> LateWrite:
        match = self.request.resolver_match
        typed = {name: texts for name, texts in self.request.POST.lists() if name not in NOT_TYPED}
        return LateWrite(
            opening=opening, page=match.view_name if match else "",
            names={name: str(value) for name, value in self.kwargs.items()}, query=self.request.GET.urlencode(),
            typed=typed, said=in_words(form), title=self.title_of_verb(),
            permission=str(self.late_reader or self.permission),  # type: ignore[attr-defined]
        )  # fmt: skip

    def title_of_verb(self) -> str:
        if self.late_title:
            return self.late_title
        match = self.request.resolver_match
        return (match.url_name or "").replace("-", " ").capitalize() if match else ""


def gone(moved: Moved) -> str:
    """ "Daniel Osei moved to Leeds at 10:42am" """
    name = moved.learner.name
    when = ""
    if moved.at is not None:
        same_day = clock.london_date(moved.at) == clock.today()
        when = f" at {clock_time(moved.at)}" if same_day else f" on {date_and_time(moved.at)}"
    if moved.on_the_way:
        return f"{name} left for another prison{when}"
    return f"{name} moved to {moved.to}{when}" if moved.to else f"{name} left prison{when}"
