"""Sending a record: asked on the person's page, decided by somebody else, fetched, answered."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock, files
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from campus.core.waiting import looking
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from transfers.packages.actions import cases as actions
from transfers.packages.forms import AnswerForm, AskForm, DecideForm
from transfers.packages.models import PackageCase
from transfers.packages.rules.cases import MEDIA_TYPE, WAITS_FOR_ANSWER, SentState
from transfers.packages.selectors import cases as selectors
from transfers.packages.selectors.cases import Progress


class Packages(Page):
    """Every package that this actor may know of, newest first."""

    permission = Permission.PACKAGE_ASK
    template_name = "packages/staff/packages.html"

    def context(self) -> dict[str, Any]:
        actor, before = self.request.actor, _key(self.request.GET.get("before", ""))
        lines = selectors.sent(actor, clock.now(), before=before)
        return {
            "lines": lines, "waiting": selectors.to_decide(actor), "paged": bool(before),
            "may_decide": actor.may(Permission.PACKAGE_DECIDE), "may_import": actor.may(Permission.PACKAGE_IMPORT),
            "more": lines[-1].case.id if len(lines) == selectors.PAGE_SIZE else "",
        }  # fmt: skip


class Ask(PersonFormPage):
    """Ask that a person's record be sent."""

    permission = Permission.PACKAGE_ASK
    form_class = AskForm
    template_name = "packages/staff/ask.html"

    def perform(self, form: AskForm) -> str:
        typed = {name: form.cleaned_data[name] for name in form.fields if name != "form_token"}
        case = actions.ask(by=self.request.actor, learner_id=self.learner.id, at=clock.now(), **typed)
        self.say("Asked. Somebody else decides.")
        return address(case)


class OfCase:
    """What the pages of one package share."""

    case: PackageCase

    def prepare(self) -> None:
        request = self.request  # type: ignore[attr-defined]
        found = selectors.case_for(request.actor, self.kwargs["package_case_id"])  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.case = found
        if request.method == "GET":
            viewed(by=request.actor, learner_id=found.learner_id, page="package")

    def context(self) -> dict[str, Any]:
        case, at, actor = self.case, clock.now(), self.request.actor  # type: ignore[attr-defined]
        purpose, basis = selectors.purpose_words(case)
        asked_by_me = case.created_by_id == actor.user_id
        return {
            "case": case, "line": selectors.line_of(case, at), "progress": selectors.progress(case, at),
            "purpose": purpose, "basis": basis, "waits_for_answer": case.state in WAITS_FOR_ANSWER,
            "may_decide": actor.may(Permission.PACKAGE_DECIDE) and not asked_by_me, "asked_by_me": asked_by_me,
            "press": EmptyForm(),
        }  # fmt: skip


class OneCase(OfCase, Page):
    """How far a package is. While it is made the page asks again by itself, a dozen times."""

    permission = Permission.PACKAGE_ASK
    template_name = "packages/staff/case.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = looking(request, address(self.case))
        response = self.show(again=looked.again, asks_itself=looked.asks_itself)
        if selectors.progress(self.case, clock.now()) in (Progress.WAITING, Progress.MAKING):
            looked.ask_again(response)
        return response


class Decide(OfCase, FormPage):
    """By somebody who did not ask."""

    permission = Permission.PACKAGE_DECIDE
    form_class = DecideForm
    template_name = "packages/staff/decide.html"

    def perform(self, form: DecideForm) -> str:
        approved = form.cleaned_data["decision"] == "approve"
        actions.decide(
            by=self.request.actor, case_id=self.case.id, approved=approved, words=form.cleaned_data["words"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Approved. The package is being made." if approved else "Declined.")
        return address(self.case)


class Answer(OfCase, FormPage):
    """What the receiver answered."""

    permission = Permission.PACKAGE_ASK
    form_class = AnswerForm
    template_name = "packages/staff/answer.html"

    def perform(self, form: AnswerForm) -> str:
        typed = form.cleaned_data
        actions.answer(
            by=self.request.actor, case_id=self.case.id, said=typed["said"], root=typed["root"], code=typed["code"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Written down.")
        return address(self.case)


class Press(OfCase, FormPage, abstract=True):
    """A button on the page of a package. A refusal is shown there."""

    form_class = EmptyForm
    template_name = "packages/staff/case.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(address(self.case))


class Again(Press):
    permission = Permission.PACKAGE_ASK

    def perform(self, form: EmptyForm) -> str:
        actions.try_again(by=self.request.actor, case_id=self.case.id, at=clock.now())
        return address(self.case)


class Close(Press):
    permission = Permission.PACKAGE_ASK

    def perform(self, form: EmptyForm) -> str:
        actions.close(by=self.request.actor, case_id=self.case.id, at=clock.now())
        self.say("Closed.")
        return address(self.case)


class PackageFile(OfCase, Page):
    """The file itself. Each opening is written down; the first says that it was fetched."""

    permission = Permission.PACKAGE_ASK
    http_method_names = ["get", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if SentState(self.case.state) == SentState.CLOSED or not self.case.file_name:
            raise Http404
        case = actions.fetch(by=request.actor, case_id=self.case.id, at=clock.now())
        ending = "jwe" if case.recipient_key else "zip"
        return attachment(case.file_name, f"record-{case.package_id}.{ending}", MEDIA_TYPE)


def attachment(name: str, called: str, content_type: str) -> HttpResponseBase:
    """A download that no browser opens as a page of ours."""
    response = FileResponse(files.open(name), as_attachment=True, filename=called, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def address(case: PackageCase) -> str:
    return reverse("packages:case", kwargs={"package_case_id": case.id})


def _key(text: str) -> str:
    """A key from the address bar, or nothing."""
    return text if len(text) == 36 and all(letter in "0123456789abcdef-" for letter in text) else ""
