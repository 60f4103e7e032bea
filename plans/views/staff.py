"""Staff pages of a person's plan."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage, PersonPage
from plans import actions, selectors
from plans.forms import ChangeGoalForm, GoalForm


class People(Page):
    """The people at the prison, by name or by release date, found by name or number."""

    permission = Permission.LEARNER_VIEW
    template_name = "plans/staff/people.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        search, sort = asked.get("q", "")[:60], asked.get("sort", "name")
        here = selectors.caseload(self.request.actor, search=search, sort=sort, after=asked.get("after", ""))
        query = {"q": search, "sort": here.sort}
        following = f"?{urlencode({**query, 'after': here.next_after})}" if here.next_after else ""
        first = f"?{urlencode(query)}" if asked.get("after") else ""
        return {"here": here, "search": search, "sort": here.sort, "following": following, "first": first}


class PlanTab(PersonPage):
    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/plan.html"

    def context(self) -> dict[str, Any]:
        may_edit = self.request.actor.may(Permission.PLAN_EDIT)
        return {
            **super().context(), "plan": selectors.plan_of(self.learner.id), "form": EmptyForm(), "may_edit": may_edit,
        }  # fmt: skip


class AddGoal(PersonFormPage):
    permission = Permission.PLAN_EDIT
    form_class = GoalForm
    template_name = "plans/staff/add_goal.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "plan": selectors.plan_of(self.learner.id)}

    def perform(self, form: GoalForm) -> str:
        goal = actions.add_goal(
            by=self.request.actor, learner_id=self.learner.id, at=clock.now(),
            title=form.cleaned_data["title"], target_on=form.cleaned_data["target_on"],
            steps=form.cleaned_data["steps"], note=form.cleaned_data["note"],
        )  # fmt: skip
        self.say("Goal saved.")
        return _plan(goal.learner_id)


class ChangeGoal(PersonFormPage):
    permission = Permission.PLAN_EDIT
    form_class = ChangeGoalForm
    template_name = "plans/staff/change_goal.html"

    def prepare(self) -> None:
        super().prepare()
        self.goal = selectors.goal_for(self.request.actor, self.learner.id, self.kwargs["goal_id"])
        if self.goal is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "goal": self.goal}

    def initial(self) -> dict[str, Any]:
        goal = self.goal
        return {
            "title": goal.title, "target": goal.target_on, "note": goal.note, "lock_version": goal.lock_version,
        }  # fmt: skip

    def perform(self, form: ChangeGoalForm) -> str:
        data = form.cleaned_data
        actions.change_goal(
            by=self.request.actor, goal_id=self.goal.id, at=clock.now(), title=data["title"],
            target_on=data["target"], note=data["note"], lock_version=data["lock_version"],
        )  # fmt: skip
        self.say("Goal saved.")
        return _plan(self.learner.id)


class Agree(PersonFormPage):
    permission = Permission.PLAN_EDIT
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_plan(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        """A refusal is shown on the plan itself, where the button was."""
        form = extra.get("form")
        self.template_name = "plans/staff/plan.html"
        return super().show(status=422, plan=selectors.plan_of(self.learner.id), form=form)

    def perform(self, form: EmptyForm) -> str:
        actions.agree(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(f"Plan agreed. {self.learner.called} can see it on the tablet now.")
        return _plan(self.learner.id)


class ConfirmStep(FormPage):
    permission = Permission.PLAN_CONFIRM_STEP
    form_class = EmptyForm

    def prepare(self) -> None:
        self.step = selectors.step_for(self.request.actor, self.kwargs["step_id"])
        if self.step is None:
            raise Http404

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_plan(self.step.learner_id))

    def show(self, **extra: Any) -> HttpResponse:
        """Somebody else confirmed it a moment ago: the plan shows that."""
        return HttpResponseRedirect(_plan(self.step.learner_id))

    def perform(self, form: EmptyForm) -> str:
        step = actions.confirm(by=self.request.actor, step_id=self.step.id, at=clock.now())
        self.say(f"Confirmed: {step.title}")
        return _plan(step.learner_id)


def _plan(learner_id: object) -> str:
    return reverse("plans:plan", kwargs={"learner_id": learner_id})
