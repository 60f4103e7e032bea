"""The support plan: reading, writing with a look at all the answers, reviewing, turning down."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import Refused
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage, PersonPage
from plans.needs import actions, selectors
from plans.needs.forms import ChangePlanForm, DeclineForm, EhcpForm, PlanForm, ReviewForm, content_of, from_version
from plans.needs.forms.support_plans import HAS
from plans.needs.rules import codes, recording
from plans.needs.rules import support_plans as rules
from plans.needs.views.staff.support import support_url

_NOT_ASKED = {"csrfmiddlewaretoken", "step"}


def plan_url(learner_id: object) -> str:
    return reverse("needs:plan", kwargs={"learner_id": learner_id})


class SupportPlanPage(PersonPage):
    """The plan as it is, its reviews, and as it was. For those who keep it and those who answer for it."""

    permission = Permission.NEED_VIEW_SUPPORT
    template_name = "needs/staff/plan.html"
    viewing = "support plan"

    def allowed(self, request: CampusRequest) -> bool:
        return super().allowed(request) and selectors.may_read_plan(request.actor)

    def context(self) -> dict[str, Any]:
        history = selectors.plan_of(self.learner.id, clock.today())
        decline = history.decline
        return {
            **super().context(), "history": history, "may_edit": self.request.actor.may(Permission.NEED_EDIT),
            "declined_because": codes.DECLINE_LABELS[codes.DeclineReason(decline.reason)] if decline else "",
            "form": EmptyForm(),
        }  # fmt: skip


class WritesPlan(PersonFormPage, abstract=True):
    """A long form in sections, then all the answers once more before anything is saved."""

    permission = Permission.NEED_EDIT
    template_name = "needs/staff/write_plan.html"
    heading: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    def prepare(self) -> None:
        super().prepare()
        self.support = selectors.support_of(self.learner.id, today=clock.today(), with_conditions=True)

    def stops(self) -> None:
        """Raise Refused when the form should not be filled in at all."""

    def look(self, form: Any) -> None:
        """Raise Refused for what the action would refuse, so that it is said before the answers are shown."""

    def context(self) -> dict[str, Any]:
        stop = ""
        try:
            self.stops()
        except Refused as refused:
            stop = refused.sentence
        return {**super().context(), "support": self.support, "heading": self.heading, "stop": stop}

    def show(self, **extra: Any) -> HttpResponse:
        form = extra["form"]
        parts = [(title, [form[name] for name in names if name in form.fields]) for title, names in self.sections]
        return super().show(parts=parts, **extra)

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step, form = request.POST.get("step", "check"), self.form()
        if step == "save" or not form.is_valid():
            return super().post(request, *args, **kwargs)
        if step == "change":
            return self.show(form=form)
        try:
            self.stops()
            self.look(form)
        except Refused as refused:
            form.add_refusal(refused)
            return self.show(form=form, status=422)
        return self.check(form)

    def check(self, form: Any) -> HttpResponse:
        """All the answers; what was typed goes along in hidden fields."""
        typed = [(name, text) for name, texts in self.request.POST.lists() for text in texts if name not in _NOT_ASKED]
        self.template_name = "needs/staff/check_plan.html"
        return self.show(form=form, answers=_answers(form, self.sections), typed=typed)


def _answers(form: Any, sections: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Each section with its questions and what was answered."""
    data = form.cleaned_data
    return [
        (title, [(form.fields[name].label, _said(form, name, data[name])) for name in names if name in form.fields])
        for title, names in sections
    ]


def _said(form: Any, name: str, value: Any) -> Any:
    """An answer as it is read: the words of a choice, one person a line."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "\n".join(value)
    choices = getattr(form.fields[name], "choices", None)
    return dict(choices).get(value, value) if choices else value


PARTS = (
    ("What the person says", ("person_says",)),
    ("How to teach them", ("adjustments", "teacher_skills", "access_arrangements")),
    ("Specialist support", ("lnsp_support", "lnsp_hours")),
    ("Who took part", ("written_with_name", "written_with_role", "consulted")),
)


class WritePlan(WritesPlan):
    permission = Permission.NEED_EDIT
    form_class = PlanForm
    heading = "Write a support plan"
    sections = (*PARTS, ("Anything else, and when next", ("has_ehcp", "anything_else", "review_on")))

    def stops(self) -> None:
        rules.check_may_plan(has_plan=self.support.plan is not None, has_need=self.support.has_need)

    def initial(self) -> dict[str, Any]:
        ehcp = self.support.ehcp
        return {"has_ehcp": ("yes" if ehcp.has_plan else "no") if ehcp else ""}

    def look(self, form: PlanForm) -> None:
        rules.check_content(content_of(form.cleaned_data))
        rules.check_review_on(form.cleaned_data["review_on"], clock.today())

    def perform(self, form: PlanForm) -> str:
        data = form.cleaned_data
        actions.write_plan(
            by=self.request.actor, learner_id=self.learner.id, content=content_of(data),
            has_ehcp=data["has_ehcp"] == HAS, review_on=data["review_on"], at=clock.now(),
        )  # fmt: skip
        self.say("Support plan saved.")
        return plan_url(self.learner.id)


class OfPlan(WritesPlan, abstract=True):
    """A form that starts from the plan as it is."""

    def prepare(self) -> None:
        super().prepare()
        if self.support.plan is None:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return from_version(self.support.plan)


class ChangePlan(OfPlan):
    permission = Permission.NEED_EDIT
    form_class = ChangePlanForm
    heading = "Change the support plan"
    sections = (*PARTS, ("Anything else", ("anything_else",)))

    def look(self, form: ChangePlanForm) -> None:
        rules.check_content(content_of(form.cleaned_data))

    def perform(self, form: ChangePlanForm) -> str:
        data = form.cleaned_data
        actions.change_plan(
            by=self.request.actor, learner_id=self.learner.id, content=content_of(data),
            number=data["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        self.say("Support plan changed. The version before is kept.")
        return plan_url(self.learner.id)


class ReviewPlan(OfPlan):
    permission = Permission.NEED_EDIT
    form_class = ReviewForm
    heading = "Review the support plan"
    sections = (
        ("The review", ("on", "persons_view", "declined_to_take_part", "reviewers_view")),
        *PARTS,
        ("Anything else, and when next", ("anything_else", "review_on")),
    )

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "on": clock.today()}

    def look(self, form: ReviewForm) -> None:
        data, today = form.cleaned_data, clock.today()
        rules.check_review(
            persons_view=data["persons_view"], declined=data["declined_to_take_part"],
            reviewers_view=data["reviewers_view"], on=data["on"], today=today,
        )  # fmt: skip
        rules.check_content(content_of(data))
        rules.check_review_on(data["review_on"], today)

    def perform(self, form: ReviewForm) -> str:
        data = form.cleaned_data
        actions.review_plan(
            by=self.request.actor, learner_id=self.learner.id, persons_view=data["persons_view"],
            declined_to_take_part=data["declined_to_take_part"], reviewers_view=data["reviewers_view"], on=data["on"],
            content=content_of(data), next_review_on=data["review_on"], number=data["lock_version"] or 0,
            at=clock.now(),
        )  # fmt: skip
        self.say(f"Review saved. The next one is due by {data['review_on']:%-d %B %Y}.")
        return plan_url(self.learner.id)


class Decline(PersonFormPage):
    permission = Permission.NEED_EDIT
    form_class = DeclineForm
    template_name = "needs/staff/decline.html"

    def context(self) -> dict[str, Any]:
        history, stop = selectors.plan_of(self.learner.id, clock.today()), ""
        try:
            recording.check_may_decline(has_plan=history.current is not None, declined=history.decline is not None)
        except Refused as refused:
            stop = refused.sentence
        return {**super().context(), "stop": stop}

    def perform(self, form: DeclineForm) -> str:
        data = form.cleaned_data
        actions.decline(
            by=self.request.actor, learner_id=self.learner.id, reason=data["reason"], detail=data["detail"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Saved: there will be no support plan for now.")
        return support_url(self.learner.id)


class AskAgain(PersonFormPage):
    permission = Permission.NEED_EDIT
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(support_url(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        """Nothing to take back any more: the tab shows that."""
        return HttpResponseRedirect(support_url(self.learner.id))

    def perform(self, form: EmptyForm) -> str:
        actions.ask_again(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say("The refusal is taken off.")
        return support_url(self.learner.id)


class Ehcp(PersonFormPage):
    permission = Permission.NEED_EDIT
    form_class = EhcpForm
    template_name = "needs/staff/item.html"
    late_title = "Record an education, health and care plan"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "heading": "Education, health and care plan", "button": "Save"}

    def perform(self, form: EhcpForm) -> str:
        has = form.cleaned_data["has_ehcp"] == HAS
        actions.record_ehcp(by=self.request.actor, learner_id=self.learner.id, has_plan=has, at=clock.now())
        self.say("Saved.")
        return support_url(self.learner.id)
