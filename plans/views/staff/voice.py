"""What people asked for at the tablet, and the answers of staff."""

from typing import Any

from django.http import Http404

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from learners.views.staff import PersonFormPage
from plans.actions import voice as actions
from plans.forms.voice import AnswerForm
from plans.selectors import refusals
from plans.selectors import voice as selectors
from plans.views.staff.goals import plan_url


class Asked(Page):
    """Everything that people at the prison asked for and nobody has answered, the oldest first."""

    permission = Permission.PLAN_EDIT
    template_name = "plans/staff/requests.html"

    def context(self) -> dict[str, Any]:
        here = self.request.actor.establishment_id
        waiting, total = selectors.waiting_at(here) if here else ([], 0)
        return {"waiting": waiting, "total": total}


class DeclineProposal(PersonFormPage):
    """Say why a suggestion does not become a goal."""

    permission = Permission.PLAN_EDIT
    form_class = AnswerForm
    template_name = "plans/staff/proposal.html"

    def prepare(self) -> None:
        super().prepare()
        proposal = selectors.proposal_for(self.request.actor, self.learner.id, self.kwargs["proposal_id"])
        if proposal is None:
            raise Http404
        self.proposal = proposal

    def context(self) -> dict[str, Any]:
        return {**super().context(), "proposal": self.proposal, "refusal": refusals.why_not_answer(self.proposal)}

    def perform(self, form: AnswerForm) -> str:
        actions.decline(
            by=self.request.actor, proposal_id=self.proposal.id, answer=form.cleaned_data["answer"], at=clock.now()
        )
        self.say(f"Answer sent. {self.learner.called} can read it on the tablet.")
        return plan_url(self.learner.id)


class AnswerRequest(PersonFormPage):
    """Say when somebody will come."""

    permission = Permission.PLAN_EDIT
    form_class = AnswerForm
    template_name = "plans/staff/request.html"

    def prepare(self) -> None:
        super().prepare()
        asked = selectors.request_for(self.request.actor, self.learner.id, self.kwargs["session_request_id"])
        if asked is None:
            raise Http404
        self.asked = asked

    def context(self) -> dict[str, Any]:
        return {**super().context(), "asked": self.asked, "refusal": refusals.why_not_answer(self.asked)}

    def perform(self, form: AnswerForm) -> str:
        actions.answer_request(
            by=self.request.actor, request_id=self.asked.id, answer=form.cleaned_data["answer"], at=clock.now()
        )
        self.say(f"Answer sent. {self.learner.called} can read it on the tablet.")
        return plan_url(self.learner.id)
