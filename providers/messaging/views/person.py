"""The Messages tab of one person: who may write with them, and about what they write."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from learners.views.staff import PersonFormPage, PersonPage
from providers import actions, selectors
from providers.messaging import selectors as messages
from providers.messaging.forms import AssignForm, EndForm
from providers.rules import EndedBecause


class Messages(PersonPage):
    """Subjects and dates; the words are for moderators."""

    permission = Permission.PROVIDER_VIEW
    template_name = "messaging/staff/person.html"

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "assignments": selectors.assignments_of(self.learner.id),
            "threads": messages.threads_about(self.learner.id),
            "may_assign": self.request.actor.may(Permission.PROVIDER_ASSIGN),
        }


class Assign(PersonFormPage):
    permission = Permission.PROVIDER_ASSIGN
    template_name = "messaging/staff/assign.html"
    form_class = AssignForm

    def form_arguments(self) -> dict[str, Any]:
        return {"postings": selectors.assignable(clock.today())}

    def perform(self, form: AssignForm) -> str:
        given = form.cleaned_data
        assignment = actions.assign(
            learner_id=self.learner.id, posting_id=uuid.UUID(given["worker"]), purpose=given["purpose"],
            by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        self.say(f"{assignment.worker.name} and {self.learner.called} can write to each other now.")
        return reverse("messaging:person", args=[self.learner.id])


class EndAssignment(PersonFormPage):
    permission = Permission.PROVIDER_ASSIGN
    template_name = "messaging/staff/end_assignment.html"
    form_class = EndForm

    def prepare(self) -> None:
        super().prepare()
        rows = {row.id: row for row in selectors.assignments_of(self.learner.id) if row.is_open}
        self.assignment = rows.get(self.kwargs["assignment_id"])
        if self.assignment is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "assignment": self.assignment}

    def perform(self, form: EndForm) -> str:
        actions.end(
            assignment_id=self.assignment.id, because=EndedBecause(form.cleaned_data["because"]),
            by=self.request.actor, at=clock.now(),
        )  # fmt: skip
        self.say(f"{self.assignment.worker.name} can no longer write with {self.learner.called}.")
        return reverse("messaging:person", args=[self.learner.id])
