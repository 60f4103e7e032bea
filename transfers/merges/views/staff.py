"""Pages of stewards: who is who, and what takes two of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.views import FormPage, Page
from learners.rules import may_be_prison_number
from transfers.merges import forms
from transfers.merges.actions import allotting, answering, asking
from transfers.merges.navigation import tabs_of
from transfers.merges.rules import PROBLEM_WORDS, Problem, TaskKind
from transfers.merges.selectors import lists
from transfers.merges.selectors.naming import kind_named


class Merges(Page):
    """Every merge, the newest first."""

    permission = Permission.MERGE_VIEW
    template_name = "merges/staff/merges.html"

    def context(self) -> dict[str, Any]:
        before = self.request.GET.get("before", "")
        found = lists.merges(before=before)
        return {
            "merges": found.rows, "next_before": found.next_before, "paged": bool(before),
            "tabs": tabs_of(self.request.actor, self.request.path), "problems": PROBLEM_WORDS,
            "may_ask": self.request.actor.may(Permission.MERGE_ASK),
        }  # fmt: skip


class OfCase:
    """What pages about one merge share: both people are in the access log."""

    request: Any
    kwargs: dict[str, Any]

    def prepare(self) -> None:
        case = lists.merge_of(self.kwargs["merge_id"])
        if case is None:
            raise Http404
        self.case = case
        if self.request.method == "GET":
            for person in (case.survivor, case.removed):
                viewed(by=self.request.actor, learner_id=person.id, page="merge")


class MergePage(OfCase, Page):
    """One merge: who, what was counted, what was set aside and, once it is undone, who had looked."""

    permission = Permission.MERGE_VIEW
    template_name = "merges/staff/merge.html"

    def context(self) -> dict[str, Any]:
        requests = lists.requests_of(self.case)
        return {
            "case": self.case, "counts": lists.counts_of(self.case), "asides": lists.asides_of(self.case),
            "requests": requests, "problem": PROBLEM_WORDS.get(Problem(self.case.problem)) if self.case.problem else "",
            "may_ask": self.request.actor.may(Permission.MERGE_ASK) and self.case.is_merged
            and not any(one.is_open for one in requests),
        }  # fmt: skip


class AskToPart(OfCase, FormPage):
    permission = Permission.MERGE_ASK
    form_class = forms.ReasonForm
    template_name = "merges/staff/part.html"

    def context(self) -> dict[str, Any]:
        return {"case": self.case}

    def perform(self, form: forms.ReasonForm) -> str:
        asking.ask_to_part(
            by=self.request.actor, case_id=self.case.id, reason=form.cleaned_data["reason"], at=clock.now()
        )
        self.say("Asked. Another steward decides.")
        return reverse("merges:merge", kwargs={"merge_id": self.case.id})


class AskToJoin(FormPage):
    permission = Permission.MERGE_ASK
    form_class = forms.JoinForm
    template_name = "merges/staff/join.html"

    def perform(self, form: forms.JoinForm) -> str:
        said = form.cleaned_data
        asking.ask_to_join(
            by=self.request.actor, survivor_number=said["survivor_number"], removed_number=said["removed_number"],
            reason=said["reason"], at=clock.now(),
        )  # fmt: skip
        self.say("Asked. Another steward decides.")
        return reverse("merges:requests")


class Requests(Page):
    permission = Permission.MERGE_ASK
    template_name = "merges/staff/requests.html"

    def context(self) -> dict[str, Any]:
        return {
            "requests": list(lists.open_requests()[: lists.PAGE_SIZE]),
            "tabs": tabs_of(self.request.actor, self.request.path), "me": self.request.actor.user_id,
        }  # fmt: skip


class Decide(FormPage):
    """What another steward asked for. One's own can be read, and is decided by another."""

    permission = Permission.MERGE_DECIDE
    form_class = forms.DecideForm
    template_name = "merges/staff/decide.html"

    def prepare(self) -> None:
        self.asked = lists.request_of(self.kwargs["identity_request_id"])
        if self.asked is None:
            raise Http404
        if self.request.method == "GET":
            for person in (self.asked.learner, self.asked.other):
                viewed(by=self.request.actor, learner_id=person.id, page="identity request")

    def context(self) -> dict[str, Any]:
        assert self.asked is not None
        return {"asked": self.asked, "own": self.asked.created_by_id == self.request.actor.user_id}

    def perform(self, form: forms.DecideForm) -> str:
        assert self.asked is not None
        agrees = form.cleaned_data["agree"] == "yes"
        asking.decide(
            by=self.request.actor, request_id=self.asked.id, agree=agrees, words=form.cleaned_data["words"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Done. Both records were counted before and after." if agrees else "Not done. The reason is kept.")
        return reverse("merges:requests")


class Allocations(Page):
    permission = Permission.MERGE_DECIDE
    template_name = "merges/staff/allocations.html"

    def context(self) -> dict[str, Any]:
        return {
            "rows": lists.to_allocate(), "tabs": tabs_of(self.request.actor, self.request.path),
        }  # fmt: skip


class Allot(FormPage):
    permission = Permission.MERGE_DECIDE
    form_class = forms.AllotForm
    template_name = "merges/staff/allot.html"

    def prepare(self) -> None:
        self.allocation = lists.allocation_of(self.kwargs["allocation_id"])
        if self.allocation is None:
            raise Http404

    def form_arguments(self) -> dict[str, Any]:
        assert self.allocation is not None
        return {"stays": self.allocation.learner.name, "moves": self.allocation.other.name}

    def context(self) -> dict[str, Any]:
        assert self.allocation is not None
        return {"allocation": self.allocation, "title": lists.kind_titles().get(self.allocation.kind, "")}

    def perform(self, form: forms.AllotForm) -> str:
        assert self.allocation is not None
        allotting.allot(
            by=self.request.actor, allocation_id=self.allocation.id, moves=form.cleaned_data["whose"] == "moves",
            at=clock.now(),
        )  # fmt: skip
        self.say("Saved.")
        return reverse("merges:allocations")


class Questions(Page):
    """What waits for one steward's answer."""

    permission = Permission.MERGE_ASK
    template_name = "merges/staff/questions.html"

    def context(self) -> dict[str, Any]:
        return {
            "tasks": list(lists.open_tasks()[: lists.PAGE_SIZE]),
            "tabs": tabs_of(self.request.actor, self.request.path),
        }  # fmt: skip


class Answer(FormPage):
    permission = Permission.MERGE_ASK
    form_class = forms.AnswerForm
    template_name = "merges/staff/answer.html"

    def prepare(self) -> None:
        self.question = lists.task_of(self.kwargs["task_id"])
        if self.question is None:
            raise Http404
        self.ulns = lists.ulns_of(self.question)
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=self.question.learner_id, page="identity question")

    def form_arguments(self) -> dict[str, Any]:
        return {"numbers": self.ulns}

    def context(self) -> dict[str, Any]:
        assert self.question is not None
        problem, titles = self.question.facts.get("problem"), lists.kind_titles()
        counted = self.question.facts.get("rows", {}) if self.question.kind == TaskKind.BOOKING else {}
        return {
            "task": self.question, "ulns": self.ulns, "problem": PROBLEM_WORDS.get(Problem(problem)) if problem else "",
            "rows": sorted((titles.get(name, name), count) for name, count in counted.items()),
        }  # fmt: skip

    def perform(self, form: forms.AnswerForm) -> str:
        assert self.question is not None
        said = form.cleaned_data
        answering.answer(
            by=self.request.actor, task_id=self.question.id, words=said["words"],
            other_number=said.get("number") == "aside", at=clock.now(),
        )  # fmt: skip
        self.say("Answered.")
        return reverse("merges:questions")


class WrongPerson(Page):
    """What was filed to somebody: find the row that is another's. Never what it says."""

    permission = Permission.MERGE_ASK
    template_name = "merges/staff/wrong_person.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.GET.get("number", "").strip()[:10]
        person = lists.person_with(request.actor, number) if may_be_prison_number(number) else None
        filed = []
        if person is not None:
            viewed(by=request.actor, learner_id=person.id, page="wrong person")
            filed = lists.filed_of(person.id)
        return self.show(
            number=number, person=person, filed=filed, error=bool(number) and person is None,
            tabs=tabs_of(request.actor, request.path),
        )  # fmt: skip


class AskToMove(FormPage):
    permission = Permission.MERGE_ASK
    form_class = forms.MoveForm
    template_name = "merges/staff/move.html"

    def prepare(self) -> None:
        self.filed = lists.filed_row(self.kwargs["record_kind"], self.kwargs["filed_id"])
        if self.filed is None:
            raise Http404
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=self.filed.learner.id, page="wrong person")

    def context(self) -> dict[str, Any]:
        kind = kind_named(self.kwargs["record_kind"])
        return {"filed": self.filed, "title": kind.title if kind else ""}

    def perform(self, form: forms.MoveForm) -> str:
        said = form.cleaned_data
        asking.ask_to_move(
            by=self.request.actor, kind=self.kwargs["record_kind"], row_id=self.kwargs["filed_id"],
            number=said["number"], reason=said["reason"], at=clock.now(),
        )  # fmt: skip
        self.say("Asked. Another steward decides.")
        return reverse("merges:requests")
