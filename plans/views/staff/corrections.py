"""Putting right what was recorded."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from learners.views.staff import PersonFormPage
from plans.actions import corrections as actions
from plans.forms.corrections import CorrectForm
from plans.rules.corrections import FIELDS, About
from plans.selectors import corrections as selectors

TITLES = {
    About.GOAL: "Correct a goal", About.REVIEW: "Correct the note of a review",
    About.INDUCTION: "Correct the note of the induction",
}  # fmt: skip
# Where each is shown: the way back, and what the page says once it is corrected.
PAGES = {About.GOAL: "plans:plan", About.REVIEW: "plans:reviews", About.INDUCTION: "plans:interests"}


class Correct(PersonFormPage):
    permission = Permission.PLAN_EDIT
    form_class = CorrectForm
    template_name = "plans/staff/correct.html"

    def prepare(self) -> None:
        super().prepare()
        about, row_id = self.kwargs["about"], self.kwargs["row_id"]
        row = selectors.to_correct(self.request.actor, self.learner.id, about, row_id)
        if row is None:
            raise Http404
        self.about, self.row = About(about), row

    def form_arguments(self) -> dict[str, Any]:
        return {"about": self.about}

    def initial(self) -> dict[str, Any]:
        texts = {name: getattr(self.row, name) for name in FIELDS[self.about]}
        return {**texts, "lock_version": self.row.lock_version}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "heading": TITLES[self.about], "refusal": selectors.why_not(self.row),
            "page_url": self.page(), "staff_only": getattr(self.row, "note_is_staff_only", False),
            "before": selectors.corrections_of(self.learner.id).get(self.row.id, []),
        }  # fmt: skip

    def perform(self, form: CorrectForm) -> str:
        data = form.cleaned_data
        actions.correct(
            by=self.request.actor, about=self.about, row_id=self.row.id, after=form.after, reason=data["reason"],
            lock_version=data["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        self.say("Corrected. What it said before is kept.")
        return self.page()

    def page(self) -> str:
        return reverse(PAGES[self.about], kwargs={"learner_id": self.learner.id})
