"""Staff complete a goal, archive it, or take it up again."""

from typing import Any

from campus.accounts.permissions import Permission
from campus.core import clock
from plans import actions, selectors
from plans.forms.closing import ArchiveForm, CompleteForm, ReopenForm
from plans.views.staff.goals import OfGoal, plan_url


class Complete(OfGoal):
    permission = Permission.PLAN_EDIT
    form_class = CompleteForm
    template_name = "plans/staff/close_goal.html"

    def context(self) -> dict[str, Any]:
        view, refusal = selectors.view_of(self.goal), selectors.why_not_complete(self.goal)
        return {**super().context(), "view": view, "verb": "Complete goal", "refusal": refusal}

    def perform(self, form: CompleteForm) -> str:
        actions.complete_goal(
            by=self.request.actor, goal_id=self.goal.id, note=form.cleaned_data["note"], at=clock.now()
        )
        self.say("Goal completed. If that was a mistake, reopen it below.")
        return plan_url(self.learner.id)


class Archive(OfGoal):
    permission = Permission.PLAN_EDIT
    form_class = ArchiveForm
    template_name = "plans/staff/close_goal.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"called": self.learner.called}

    def context(self) -> dict[str, Any]:
        view, refusal = selectors.view_of(self.goal), selectors.why_not_archive(self.goal)
        return {**super().context(), "view": view, "verb": "Archive goal", "refusal": refusal}

    def perform(self, form: ArchiveForm) -> str:
        data = form.cleaned_data
        actions.archive_goal(
            by=self.request.actor, goal_id=self.goal.id, reason=data["reason"], words=data["words"], note=data["note"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Goal archived. If that was a mistake, reopen it below.")
        return plan_url(self.learner.id)


class Reopen(OfGoal):
    permission = Permission.PLAN_EDIT
    form_class = ReopenForm
    template_name = "plans/staff/close_goal.html"

    def context(self) -> dict[str, Any]:
        view, refusal = selectors.view_of(self.goal), selectors.why_not_reopen(self.goal)
        return {**super().context(), "view": view, "verb": "Reopen goal", "refusal": refusal}

    def perform(self, form: ReopenForm) -> str:
        actions.reopen_goal(
            by=self.request.actor, goal_id=self.goal.id, reason=form.cleaned_data["reason"], at=clock.now()
        )
        self.say("Goal reopened.")
        return plan_url(self.learner.id)
