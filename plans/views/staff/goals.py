"""Staff pages of a person's plan and its goals."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import AboutPerson, PersonFormPage, PersonPage
from plans import actions, selectors
from plans.forms.goals import ANOTHER_DATE, ChangeGoalForm, GoalForm
from plans.models import Goal
from plans.rules.printing import may_print
from plans.selectors import links, schedules, voice


class OnPlan(AboutPerson):
    """What the plan tab shows, whether it is asked for or shown again with a refusal."""

    def context(self) -> dict[str, Any]:
        actor = self.request.actor  # type: ignore[attr-defined]
        plan, session = selectors.plan_of(self.learner.id), schedules.next_session(self.learner.id)
        goals = len(plan.goals) + len(plan.closed)
        return {
            **super().context(), "plan": plan, "form": EmptyForm(), "may_edit": actor.may(Permission.PLAN_EDIT),
            "asked": voice.asked_by(self.learner.id), "session": session,
            "session_state": session.state(clock.today()) if session else "",
            "may_print": actor.may(Permission.PLAN_PRINT) and may_print(goals=goals), "print_form": EmptyForm(),
        }  # fmt: skip


class PlanTab(OnPlan, PersonPage):
    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/plan.html"


class Agree(OnPlan, PersonFormPage):
    permission = Permission.PLAN_EDIT
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(plan_url(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        """A refusal is shown on the plan itself, where the button was."""
        self.template_name = "plans/staff/plan.html"
        return super().show(status=422, form=extra.get("form"))

    def perform(self, form: EmptyForm) -> str:
        actions.agree(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(f"Plan agreed. {self.learner.called} can see it on the tablet now.")
        return plan_url(self.learner.id)


class AddGoal(PersonFormPage):
    permission = Permission.PLAN_EDIT
    late_title = "Add a goal"
    form_class = GoalForm
    template_name = "plans/staff/add_goal.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "plan": selectors.plan_of(self.learner.id)}

    def form_arguments(self) -> dict[str, Any]:
        return {
            "called": self.learner.called, "work_types": links.work_types(),
            "courses": links.courses_for(self.learner.current_establishment_id),
        }  # fmt: skip

    def perform(self, form: GoalForm) -> str:
        goal = self.add(form)
        self.say("Goal saved.")
        return plan_url(goal.learner_id)

    def add(self, form: GoalForm, *, proposal_id: uuid.UUID | None = None) -> Goal:
        data = form.cleaned_data
        return actions.add_goal(
            by=self.request.actor, learner_id=self.learner.id, at=clock.now(), title=data["title"],
            target_on=data["target_on"], steps=data["steps"], note=data["note"],
            note_is_staff_only=data["note_is_staff_only"], links=form.links, proposal_id=proposal_id,
        )  # fmt: skip


class AcceptProposal(AddGoal):
    """A goal that the person suggested, ready to be saved as a goal."""

    permission = Permission.PLAN_EDIT

    def prepare(self) -> None:
        super().prepare()
        proposal = voice.proposal_for(self.request.actor, self.learner.id, self.kwargs["proposal_id"])
        if proposal is None:
            raise Http404
        self.proposal = proposal

    def context(self) -> dict[str, Any]:
        return {**super().context(), "proposal": self.proposal}

    def initial(self) -> dict[str, Any]:
        proposal = self.proposal
        date = {"when": ANOTHER_DATE, "target": proposal.target_on} if proposal.target_on else {}
        return {"title": proposal.title, "steps": [proposal.first_step] if proposal.first_step else [], **date}

    def perform(self, form: GoalForm) -> str:
        self.add(form, proposal_id=self.proposal.id)
        self.say(f"Goal saved. {self.learner.called} can see it on the tablet now.")
        return plan_url(self.learner.id)


class OfGoal(PersonFormPage, abstract=True):
    """A form about one goal of the person."""

    goal: Goal

    def prepare(self) -> None:
        super().prepare()
        goal = selectors.goal_for(self.request.actor, self.learner.id, self.kwargs["goal_id"])
        if goal is None:
            raise Http404
        self.goal = goal

    def context(self) -> dict[str, Any]:
        return {**super().context(), "goal": self.goal}


class ChangeGoal(OfGoal):
    permission = Permission.PLAN_EDIT
    late_title = "Change a goal"
    form_class = ChangeGoalForm
    template_name = "plans/staff/change_goal.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "refusal": selectors.why_not_change(self.goal)}

    def form_arguments(self) -> dict[str, Any]:
        here = self.learner.current_establishment_id
        return {
            "called": self.learner.called, "work_types": links.work_types(),
            "courses": links.courses_for(here, linked=self.goal.course_id),
        }  # fmt: skip

    def initial(self) -> dict[str, Any]:
        goal = self.goal
        return {
            "title": goal.title, "target": goal.target_on, "note": goal.note, "lock_version": goal.lock_version,
            "note_is_staff_only": goal.note_is_staff_only, "course": str(goal.course_id or ""),
            "qualification": goal.qualification, "work_type": goal.work_type,
        }  # fmt: skip

    def perform(self, form: ChangeGoalForm) -> str:
        data = form.cleaned_data
        actions.change_goal(
            by=self.request.actor, goal_id=self.goal.id, at=clock.now(), title=data["title"],
            target_on=data["target"], note=data["note"], lock_version=data["lock_version"],
            note_is_staff_only=data["note_is_staff_only"], links=form.links,
        )  # fmt: skip
        self.say("Goal saved.")
        return plan_url(self.learner.id)


def plan_url(learner_id: object) -> str:
    return reverse("plans:plan", kwargs={"learner_id": learner_id})
