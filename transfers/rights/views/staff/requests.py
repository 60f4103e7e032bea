"""What people say is wrong, and names that a steward puts right."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.views import FormPage, Page
from learners.views.staff import PersonFormPage
from transfers.rights.actions import identity
from transfers.rights.actions import requests as actions
from transfers.rights.forms.staff import DecideForm, DecideIdentityForm, IdentityForm, LongerForm
from transfers.rights.models import RectificationRequest
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About
from transfers.rights.selectors import requests as selectors
from transfers.rights.views.staff.frame import InRights


class Requests(InRights, Page):
    """What waits for an answer, those whose day comes first on top."""

    permission = Permission.RECTIFICATION_DECIDE
    template_name = "rights/staff/requests.html"

    def context(self) -> dict[str, Any]:
        actor, today = self.request.actor, clock.today()
        lines, more = selectors.queue(actor, today, after=self.request.GET.get("after", ""))
        return {
            **super().context(), "lines": lines, "more": more, "waiting": selectors.waiting_count(actor),
            "late": selectors.late_count(actor, today), "today": today,
        }  # fmt: skip


class AboutRequest(FormPage, abstract=True):
    """A page about one request."""

    asked: RectificationRequest

    def prepare(self) -> None:
        found = selectors.request_for(self.request.actor, self.kwargs["rectification_id"])
        if found is None:
            raise Http404
        self.asked = found
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=found.learner_id, page="rectification")

    def context(self) -> dict[str, Any]:
        asked, today = self.asked, clock.today()
        where = selectors.WHERE.get(About(asked.about))
        return {
            "asked": asked, "person": asked.learner, "about": selectors.ABOUT_STAFF[About(asked.about)],
            "today": today, "late": asked.is_waiting and rules.is_late(asked.answer_by_on, today),
            "where": reverse(where, kwargs={"learner_id": asked.learner_id}) if where else "",
            "why_not": rules.why_not_decide(state=asked.state, with_steward=asked.with_steward),  # type: ignore[attr-defined]
            "why_not_longer": rules.why_not_longer(
                state=asked.state, longer=asked.longer_at is not None, asked_on=asked.asked_on, today=today
            ),
            "refused": selectors.last_refusal(asked),
        }  # fmt: skip


class Decide(AboutRequest):
    """What the person says, the way to put it right, and the answer."""

    permission = Permission.RECTIFICATION_DECIDE
    form_class = DecideForm
    template_name = "rights/staff/request.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"about": self.asked.about}

    def perform(self, form: DecideForm) -> str:
        actions.decide(
            by=self.request.actor, request_id=self.asked.id, state=form.cleaned_data["state"],
            answer=form.cleaned_data["answer"], at=clock.now(),
        )  # fmt: skip
        self.say(f"Answered. {self.asked.learner.called} reads it on the tablet.")
        return reverse("rights:requests")


class TakeLonger(AboutRequest):
    permission = Permission.RECTIFICATION_DECIDE
    form_class = LongerForm
    template_name = "rights/staff/longer.html"

    def perform(self, form: LongerForm) -> str:
        actions.take_longer(
            by=self.request.actor, request_id=self.asked.id, because=form.cleaned_data["because"], at=clock.now()
        )
        self.say(f"{self.asked.learner.called} is told why it takes longer.")
        return reverse("rights:request", kwargs={"rectification_id": self.asked.id})


class AskForIdentity(PersonFormPage):
    """Ask a steward to put a name or a birth date right."""

    permission = Permission.RECTIFICATION_DECIDE
    form_class = IdentityForm
    template_name = "rights/staff/ask_identity.html"

    def allowed(self, request: Any) -> bool:
        """Whoever answers the person may ask, and so may a steward."""
        return super().allowed(request) or (request.actor is not None and request.actor.may(Permission.MERGE_ASK))

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.learner, name) for name in rules.IDENTITY_FIELDS}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "asked": selectors.asked_correction(self.learner.id), "back": self.back()}

    def because_of(self) -> uuid.UUID | None:
        """The request that led here, as the address says it."""
        try:
            return uuid.UUID(self.request.GET.get("request", ""))
        except ValueError:
            return None

    def back(self) -> str:
        request_id = self.because_of()
        if request_id is not None and self.request.actor.may(Permission.RECTIFICATION_DECIDE):
            return reverse("rights:request", kwargs={"rectification_id": request_id})
        return reverse("learners:person", kwargs={"learner_id": self.learner.id})

    def perform(self, form: IdentityForm) -> str:
        data = form.cleaned_data
        identity.ask(
            by=self.request.actor, learner_id=self.learner.id, given_name=data["given_name"],
            family_name=data["family_name"], date_of_birth=data["date_of_birth"], evidence=data["evidence"],
            request_id=self.because_of(), at=clock.now(),
        )  # fmt: skip
        self.say("Asked. A steward decides, and the person is told.")
        return self.back()


class Identities(InRights, Page):
    """Names and birth dates that wait for a steward."""

    permission = Permission.MERGE_DECIDE
    template_name = "rights/staff/identities.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "corrections": selectors.corrections_asked(self.request.actor)}


class DecideIdentity(FormPage):
    permission = Permission.MERGE_DECIDE
    form_class = DecideIdentityForm
    template_name = "rights/staff/identity.html"

    def prepare(self) -> None:
        found = selectors.correction_for(self.request.actor, self.kwargs["correction_id"])
        if found is None:
            raise Http404
        self.correction = found
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=found.learner_id, page="identity correction")

    def context(self) -> dict[str, Any]:
        is_asker = self.correction.created_by_id == self.request.actor.user_id
        return {"correction": self.correction, "person": self.correction.learner, "is_asker": is_asker}

    def perform(self, form: DecideIdentityForm) -> str:
        agree = form.cleaned_data["agree"] == "yes"
        identity.decide(
            by=self.request.actor, correction_id=self.correction.id, agree=agree, words=form.cleaned_data["words"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Put right. What it said before is kept in the history." if agree else "Left as it is.")
        return reverse("rights:identities")
