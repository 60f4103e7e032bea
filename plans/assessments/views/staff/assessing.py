"""Starting an assessment, with the guard in the way, and putting a result right."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from plans.assessments import actions, cards, selectors
from plans.assessments.forms import CorrectForm, OverrideForm, ResultForm, TypeForm, WhyForm, initial_of
from plans.assessments.rules.types import OFFERED, SPECS, AssessmentType


class Start(PersonFormPage):
    """Which assessment? Beside each, whether it is needed at all."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = TypeForm
    template_name = "assessments/staff/start.html"
    not_passed_on = "Nothing had been written yet."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "education": cards.education(self.learner)}

    def perform(self, form: TypeForm) -> str:
        return address("assess", self.learner.id, assessment=form.cleaned_data["kind"])


class OfType(PersonFormPage, abstract=True):
    """A page about one type of assessment of one person, and what the guard says about it."""

    def prepare(self) -> None:
        super().prepare()
        code = self.kwargs["assessment"].upper()
        if code not in OFFERED:
            raise Http404
        self.kind = AssessmentType(code)
        self.verdict = selectors.verdict_on(self.learner.id, self.kind, clock.today())

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "kind": self.kind.lower(), "spec": SPECS[self.kind], "verdict": self.verdict,
            "sentence": self.verdict.for_staff(self.learner.called),
        }  # fmt: skip

    @property
    def back(self) -> str:
        return address("education", self.learner.id)


class Assess(OfType):
    """The result, or, where a test is not needed, the page that says so."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = ResultForm
    template_name = "assessments/staff/result_form.html"

    def prepare(self) -> None:
        super().prepare()
        self.leave = None
        if not self.verdict.needed:
            self.leave = selectors.open_override(self.learner.id, self.kind, clock.now())
            if self.leave is None and self.request.method == "GET":
                self.template_name = "assessments/staff/not_needed.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def initial(self) -> dict[str, Any]:
        return {"taken_on": clock.today(), "assessor": self.request.actor.name, "reason": "ARRIVAL"}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "leave": self.leave}

    def perform(self, form: ResultForm) -> str:
        result = actions.record_result(
            by=self.request.actor, learner_id=self.learner.id, taken=form.taken(), at=clock.now()
        )
        self.say(f"{result.title} result saved: {result.outcome_name}.")
        return self.back


class Again(OfType):
    """Test again anyway: it takes a reason, and is counted."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = OverrideForm
    template_name = "assessments/staff/again.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.verdict.needed:
            return HttpResponseRedirect(address("assess", self.learner.id, assessment=self.kind.lower()))
        return super().get(request, *args, **kwargs)

    def perform(self, form: OverrideForm) -> str:
        actions.override(
            by=self.request.actor, learner_id=self.learner.id, kind=self.kind, at=clock.now(),
            reason=form.cleaned_data["reason"], words=form.cleaned_data["words"],
        )  # fmt: skip
        return address("assess", self.learner.id, assessment=self.kind.lower())


class UseResult(OfType):
    """Go by what is known. A refusal is shown where the test would be begun."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(address("assess", self.learner.id, assessment=self.kind.lower()))

    def show(self, **extra: Any) -> HttpResponse:
        return HttpResponseRedirect(address("assess", self.learner.id, assessment=self.kind.lower()))

    def perform(self, form: EmptyForm) -> str:
        actions.use_result(by=self.request.actor, learner_id=self.learner.id, kind=self.kind, at=clock.now())
        self.say(f"The earlier {SPECS[self.kind].name} result is used. {self.learner.called} is not tested again.")
        return self.back


class OfResult(PersonFormPage, abstract=True):
    """A form about one result."""

    def prepare(self) -> None:
        super().prepare()
        self.result = selectors.result_for(self.request.actor, self.learner.id, self.kwargs["result_id"])
        if self.result is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "result": self.result}

    def result_address(self, result_id: object) -> str:
        return address("result", self.learner.id, result_id=result_id)


class Correct(OfResult):
    permission = Permission.ASSESSMENT_RECORD
    form_class = CorrectForm
    template_name = "assessments/staff/correct.html"

    def prepare(self) -> None:
        super().prepare()
        self.kind = AssessmentType(self.result.type)

    def form_arguments(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def initial(self) -> dict[str, Any]:
        return initial_of(self.result)

    def perform(self, form: CorrectForm) -> str:
        taken = form.taken(self.result.place_code, self.result.place_name)
        newer = actions.correct(
            by=self.request.actor, result_id=self.result.id, taken=taken, why=form.cleaned_data["why"], at=clock.now()
        )
        self.say("Result corrected. The first version is kept.")
        return self.result_address(newer.id)


class Void(OfResult):
    permission = Permission.ASSESSMENT_RECORD
    form_class = WhyForm
    template_name = "assessments/staff/void.html"

    def perform(self, form: CampusForm) -> str:
        why = form.cleaned_data["why"]
        actions.void(by=self.request.actor, result_id=self.result.id, why=why, at=clock.now())
        self.say("Result taken out of use. It stays on the record.")
        return self.result_address(self.result.id)


def address(name: str, learner_id: object, **further: object) -> str:
    return reverse(f"assessments:{name}", kwargs={"learner_id": learner_id, **further})
