"""What a person has learned: results, qualifications from outside, and what other apps know."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from campus.accounts.permissions import Permission
from campus.core import cards, clock
from campus.core.views import Page
from learners.forms import EmptyForm
from learners.views.staff import PersonPage
from plans.assessments import cards as own
from plans.assessments import selectors, words
from plans.assessments.rules.results import SOURCES, Source


class EducationTab(PersonPage):
    """Each subject with "Test again?", what was read from outside, and the cards of courses and plans."""

    permission = Permission.ASSESSMENT_VIEW
    template_name = "assessments/staff/education.html"

    def context(self) -> dict[str, Any]:
        actor, learner = self.request.actor, self.learner
        return {
            **super().context(),
            "education": own.education(learner),
            "learning": own.learning(learner),
            "qualifications": own.qualifications(learner),
            "cards": cards.cards(cards.EDUCATION, actor, learner=learner),
            "form": EmptyForm(),
        }


class Qualifications(PersonPage):
    """Everything that was read, what an awarding organisation vouches for apart from the rest."""

    permission = Permission.ASSESSMENT_VIEW
    template_name = "assessments/staff/qualifications.html"

    def context(self) -> dict[str, Any]:
        learner = self.learner
        return {
            **super().context(), "learning": own.learning(learner), "qualifications": own.qualifications(learner),
        }  # fmt: skip


class ResultPage(PersonPage):
    """One result with everything that was written about it, the versions before and after included."""

    permission = Permission.ASSESSMENT_VIEW
    template_name = "assessments/staff/result.html"

    def prepare(self) -> None:
        super().prepare()
        self.result = selectors.result_for(self.request.actor, self.learner.id, self.kwargs["result_id"])
        if self.result is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        may_read_referrals = actor.may(Permission.ASSESSMENT_RECORD) or actor.may(Permission.NEED_VIEW_DIAGNOSIS)
        return {
            **super().context(), "result": self.result, "said": words.said(self.result),
            "referrals": words.referrals(self.result) if may_read_referrals else "",
            "source": SOURCES[Source(self.result.source)], "override_reason": words.override_reason(self.result),
        }  # fmt: skip


class UnmatchedArrivals(Page):
    """Who came and has not been matched to a learning record."""

    permission = Permission.LRS_MATCH
    template_name = "assessments/staff/unmatched.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        show = "cannot" if asked.get("show") == "cannot" else "to-do"
        found = selectors.unmatched_at(self.request.actor, show=show, after=asked.get("after", ""))
        following = f"?{urlencode({'show': show, 'after': found.next_after})}" if found.next_after else ""
        first = f"?{urlencode({'show': show})}" if asked.get("after") else ""
        return {"found": found, "show": show, "following": following, "first": first, "today": clock.today()}
