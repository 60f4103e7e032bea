"""Opening a record in an emergency, and the review of each use."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import FormPage, Page
from learners import windows
from learners.forms import EmptyForm
from transfers.handover import rules
from transfers.handover.actions import emergencies as actions
from transfers.handover.forms import EmergencyForm, ReviewForm
from transfers.handover.selectors import emergencies as selectors


class OpenRecord(FormPage):
    """A reason of the list and words; the record is open for an hour, to look at."""

    permission = Permission.BREAK_GLASS
    form_class = EmergencyForm
    template_name = "handover/staff/emergency.html"

    def context(self) -> dict[str, Any]:
        minutes = int(rules.EMERGENCY_FOR.total_seconds() // 60)
        return {"open": selectors.open_of(self.request.actor, clock.now()), "minutes": minutes}

    def perform(self, form: EmergencyForm) -> str:
        given = form.cleaned_data
        window = actions.open_record(
            by=self.request.actor, prison_number=given["number"].upper(), reason=given["reason"],
            words=given["words"], at=clock.now(),
        )  # fmt: skip
        return reverse("learners:person", kwargs={"learner_id": window.learner_id})


class CloseRecord(FormPage):
    """The actor needs it no longer."""

    permission = Permission.BREAK_GLASS
    form_class = EmptyForm
    http_method_names = ["post", "options"]
    template_name = "handover/staff/emergency.html"

    def perform(self, form: EmptyForm) -> str:
        windows.close(by=self.request.actor, window_id=self.kwargs["window_id"], at=clock.now())
        self.say("Closed. You cannot open this record any more.")
        return reverse("handover:emergency")


class Reviews(Page):
    """Each emergency of the prison: those that nobody looked at yet, and those that somebody did."""

    permission = Permission.BREAK_GLASS_REVIEW
    template_name = "handover/staff/emergencies.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        return {
            "waiting": selectors.to_review(actor), "reviewed": selectors.reviewed(actor), "reasons": REASONS,
            "outcomes": OUTCOMES,
        }  # fmt: skip


class Review(FormPage):
    permission = Permission.BREAK_GLASS_REVIEW
    form_class = ReviewForm
    template_name = "handover/staff/emergency_review.html"

    def prepare(self) -> None:
        window = selectors.one(self.request.actor, self.kwargs["window_id"])
        if window is None:
            raise Http404
        self.window = window

    def context(self) -> dict[str, Any]:
        window = self.window
        return {
            "window": window, "because": REASONS.get(window.reason_code, ""),
            "pages": selectors.looked_at(window), "found": OUTCOMES.get(window.review_outcome, ""),
        }  # fmt: skip

    def perform(self, form: ReviewForm) -> str:
        given = form.cleaned_data
        actions.review(
            by=self.request.actor, window_id=self.window.id, outcome=given["outcome"], words=given["words"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Review saved.")
        return reverse("handover:emergency-reviews")


REASONS = {reason.value: words for reason, words in rules.EMERGENCY_WORDS.items()}
OUTCOMES = {outcome.value: words for outcome, words in rules.REVIEW_WORDS.items()}
