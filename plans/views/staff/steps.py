"""Staff pages of the steps of one goal, and the buttons beside a step."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage
from learners.forms import EmptyForm
from learners.views.late import PassesOn
from plans import selectors
from plans.actions import steps
from plans.forms.goals import StepForm
from plans.models import Step
from plans.views.staff.goals import OfGoal, plan_url


class Steps(OfGoal):
    """The steps of a goal in their order, each with what can be done to it, and a form for one more."""

    permission = Permission.PLAN_EDIT
    late_title = "Add a step"
    form_class = StepForm
    template_name = "plans/staff/steps.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"called": self.learner.called}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "view": selectors.view_of(self.goal), "taken_out": selectors.taken_out_of(self.goal),
            "refusal": selectors.why_not_change(self.goal), "full": selectors.why_not_add_step(self.goal),
        }  # fmt: skip

    def perform(self, form: StepForm) -> str:
        steps.add(by=self.request.actor, goal_id=self.goal.id, step=form.planned, at=clock.now())
        self.say("Step added.")
        return steps_url(self.goal)


class ChangeStep(OfGoal):
    """The words of one step, whose turn it is, and by when."""

    permission = Permission.PLAN_EDIT
    form_class = StepForm
    template_name = "plans/staff/change_step.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"called": self.learner.called}

    def prepare(self) -> None:
        super().prepare()
        step = selectors.step_of(self.request.actor, self.goal, self.kwargs["step_id"])
        if step is None or step.removed_at is not None:
            raise Http404
        self.step = step

    def context(self) -> dict[str, Any]:
        return {**super().context(), "step": self.step, "refusal": selectors.why_not_reword(self.step)}

    def initial(self) -> dict[str, Any]:
        step = self.step
        return {"title": step.title, "owner": step.owner, "due_on": step.due_on, "lock_version": step.lock_version}

    def perform(self, form: StepForm) -> str:
        steps.change(
            by=self.request.actor, step_id=self.step.id, step=form.planned, at=clock.now(),
            lock_version=form.cleaned_data["lock_version"],
        )  # fmt: skip
        self.say("Step saved.")
        return steps_url(self.goal)


class Verb(PassesOn, FormPage, abstract=True):
    """A button beside a step. A refusal is said on the page that the button stands on."""

    permission = Permission.PLAN_EDIT
    form_class = EmptyForm
    step: Step
    taken_out = False

    def prepare(self) -> None:
        step = selectors.step_for(self.request.actor, self.kwargs["step_id"], taken_out=self.taken_out)
        if step is None:
            raise Http404
        self.step = step

    def whose(self) -> uuid.UUID:
        return self.step.learner_id

    def page(self) -> str:
        """The page that the button stands on."""
        return steps_url(self.step.goal)

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.page())

    def show(self, **extra: Any) -> HttpResponse:
        for sentence in extra["form"].non_field_errors():
            messages.warning(self.request, sentence)
        return HttpResponseRedirect(self.page())


class OnPlanTab(Verb, abstract=True):
    """A button that stands on the plan: how far a step is."""

    permission = Permission.PLAN_CONFIRM_STEP

    def page(self) -> str:
        return plan_url(self.step.learner_id)


class Confirm(OnPlanTab):
    late_title = "Confirm a step"

    def perform(self, form: EmptyForm) -> str:
        step = steps.confirm(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"Done: {step.title}")
        return self.page()


class Start(OnPlanTab):
    late_title = "Start a step"

    def perform(self, form: EmptyForm) -> str:
        step = steps.start(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"Started: {step.title}")
        return self.page()


class SetBack(OnPlanTab):
    late_title = "Set a step back"

    def perform(self, form: EmptyForm) -> str:
        step = steps.set_back(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"{'Not started' if step.status == 'NOT_STARTED' else 'Not done yet'}: {step.title}")
        return self.page()


class Move(Verb):
    """`up` in what is sent says which way."""

    late_title = "Move a step up or down"

    def perform(self, form: EmptyForm) -> str:
        steps.move(by=self.request.actor, step_id=self.step.id, up="up" in self.request.POST, at=clock.now())
        return self.page()


class TakeOut(Verb):
    late_title = "Take a step out"

    def perform(self, form: EmptyForm) -> str:
        step = steps.take_out(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"Taken out: {step.title}. You can put it back below.")
        return self.page()


class PutBack(Verb):
    taken_out = True
    late_title = "Put a step back"

    def perform(self, form: EmptyForm) -> str:
        step = steps.put_back(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"Back in the goal: {step.title}")
        return self.page()


def steps_url(goal: Any) -> str:
    return reverse("plans:steps", kwargs={"learner_id": goal.learner_id, "goal_id": goal.id})
