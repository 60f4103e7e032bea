"""Staff pages about moves: what came with somebody, and what a check found."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.forms import CampusForm
from campus.core.views import FormPage, Page
from transfers import selectors
from transfers.actions import cases


class ReceiptPage(Page):
    """Total, missing and pass for all who may see transfers; kinds only for those who may read them."""

    permission = Permission.TRANSFER_VIEW
    template_name = "transfers/staff/receipt.html"

    def prepare(self) -> None:
        self.case = selectors.case_for(self.request.actor, self.kwargs["case_id"])
        self.receipt = selectors.receipt_of(self.case) if self.case else None
        if self.case is None or self.receipt is None:
            raise Http404
        viewed(by=self.request.actor, learner_id=self.case.learner_id, page="receipt")

    def context(self) -> dict[str, Any]:
        may_see_kinds = self.request.actor.may(Permission.TRANSFER_VIEW_KINDS)
        return {"receipt": self.receipt, "case": self.case, "person": self.case.learner, "kinds": may_see_kinds}


class ReceiptPaper(ReceiptPage):
    """The receipt as the person gets it on paper: the words of the tablet, and kinds with their counts."""

    permission = Permission.TRANSFER_VIEW_KINDS
    template_name = "transfers/staff/receipt_paper.html"


class ResolveForm(CampusForm):
    words = forms.CharField(
        label="What did you find, and what was done?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you found and what was done"},
    )


class Exceptions(Page):
    permission = Permission.TRANSFER_RESOLVE
    template_name = "transfers/staff/exceptions.html"

    def context(self) -> dict[str, Any]:
        return {"exceptions": list(selectors.open_exceptions()[: selectors.PAGE_SIZE])}


class Resolve(FormPage):
    permission = Permission.TRANSFER_RESOLVE
    form_class = ResolveForm
    template_name = "transfers/staff/exception.html"

    def prepare(self) -> None:
        self.exception = selectors.exception_for(self.kwargs["exception_id"])
        if self.exception is None:
            raise Http404
        viewed(by=self.request.actor, learner_id=self.exception.learner_id, page="exception")

    def context(self) -> dict[str, Any]:
        return {"exception": self.exception, "problems": selectors.problems_in_words(self.exception)}

    def perform(self, form: ResolveForm) -> str:
        cases.resolve(
            by=self.request.actor, exception_id=self.exception.id, words=form.cleaned_data["words"], at=clock.now()
        )
        self.say("Answered. The receipt is complete.")
        return reverse("transfers:exceptions")
