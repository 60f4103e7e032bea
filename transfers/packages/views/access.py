"""Answering people who ask what is held about them: start, progress, reading through, handing over."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from campus.core.waiting import looking
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from transfers.packages.actions import access as actions
from transfers.packages.forms import ReadForm
from transfers.packages.models import AccessCase
from transfers.packages.rules import access as rules
from transfers.packages.rules.access import AccessState
from transfers.packages.selectors import access as selectors
from transfers.packages.views.sent import attachment


class Answers(Page):
    """Every answer, newest first."""

    permission = Permission.SUBJECT_ACCESS
    template_name = "packages/staff/answers.html"

    def context(self) -> dict[str, Any]:
        at = clock.now()
        found = selectors.answers(self.request.actor)
        lines = [(one, rules.STATE_WORDS[AccessState(one.case.state)], _late(one, at)) for one in found]
        return {"lines": lines, "waiting": sum(1 for one in found if one.waiting)}


class Start(PersonFormPage):
    """Begin an answer, or go to the one that is open."""

    permission = Permission.SUBJECT_ACCESS
    form_class = EmptyForm
    template_name = "packages/staff/start_answer.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "open_case": selectors.open_case_of(self.learner.id)}

    def perform(self, form: EmptyForm) -> str:
        case = actions.start(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        return _address(case)


class OfAnswer:
    """What the pages of one answer share."""

    answer: selectors.Answer

    def prepare(self) -> None:
        request = self.request  # type: ignore[attr-defined]
        found = selectors.answer_for(request.actor, self.kwargs["access_id"])  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.answer = found
        if request.method == "GET":
            viewed(by=request.actor, learner_id=found.case.learner_id, page="subject_access")

    def context(self) -> dict[str, Any]:
        return {"answer": self.answer, "case": self.answer.case, "person": self.answer.case.learner}


class OneAnswer(OfAnswer, Page):
    """How far it is, section by section."""

    permission = Permission.SUBJECT_ACCESS
    template_name = "packages/staff/answer_one.html"

    def context(self) -> dict[str, Any]:
        case = self.answer.case
        return {
            **super().context(), "sections": selectors.sections_of(case), "late": _late(self.answer, clock.now()),
            "words": rules.STATE_WORDS[AccessState(case.state)], "at_work": selectors.is_at_work(case),
        }  # fmt: skip

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = looking(request, _address(self.answer.case))
        response = self.show(again=looked.again, asks_itself=looked.asks_itself)
        if selectors.is_at_work(self.answer.case):
            looked.ask_again(response)
        return response


class Read(OfAnswer, FormPage):
    """One part at a time: black it out or keep it in, with the reason."""

    permission = Permission.SUBJECT_ACCESS
    form_class = ReadForm
    template_name = "packages/staff/read.html"

    def prepare(self) -> None:
        super().prepare()
        found = selectors.item_of(self.answer.case, self.kwargs["found_id"])
        if found is None:
            raise Http404
        self.found = found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "found": self.found}

    def perform(self, form: ReadForm) -> str:
        verb = actions.decide_like_it if form.cleaned_data["alike"] else actions.decide
        verb(
            by=self.request.actor, item_id=self.found.item.id, verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"], at=clock.now(),
        )  # fmt: skip
        more = selectors.next_found(self.answer.case)
        if more is None:
            self.say("All of it is read. The copy is being made.")
            return _address(self.answer.case)
        return reading(self.answer.case, more.item.id)


class ReadNext(OfAnswer, Page):
    """On to the next part that nobody has read."""

    permission = Permission.SUBJECT_ACCESS

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = selectors.next_found(self.answer.case)
        return HttpResponseRedirect(
            reading(self.answer.case, found.item.id) if found else _address(self.answer.case)
        )  # fmt: skip


class AnswerFile(OfAnswer, Page):
    """The copy itself. Each opening is written down; the first ends the case."""

    permission = Permission.SUBJECT_ACCESS
    http_method_names = ["get", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.answer.case.file_name:
            raise Http404
        case = actions.give(by=request.actor, case_id=self.answer.case.id, at=clock.now())
        return attachment(case.file_name, f"subject-access-{case.id}.zip", "application/zip")


def reading(case: AccessCase, item_id: object) -> str:
    return reverse("packages:read", kwargs={"access_id": case.id, "found_id": item_id})


def _address(case: AccessCase) -> str:
    return reverse("packages:answer-one", kwargs={"access_id": case.id})


def _late(answer: selectors.Answer, at: Any) -> bool:
    return answer.case.state != AccessState.GIVEN and rules.late(answer.case.created_at, at)
