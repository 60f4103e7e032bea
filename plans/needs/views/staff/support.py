"""How to support one person, and the support plans of a whole prison."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import Page
from learners.forms import EmptyForm
from learners.views.staff import PersonPage
from plans.needs import selectors
from plans.needs.rules.standing import STATUS_WORDS

SHOWS = [("known", "Anybody with a need, screener or plan"), ("need", "People with a need"), ("all", "Everybody here")]


def support_url(learner_id: object) -> str:
    return reverse("needs:support", kwargs={"learner_id": learner_id})


class SupportTab(PersonPage):
    """Adjustments first, in plain words; conditions only by role."""

    permission = Permission.NEED_VIEW_SUPPORT
    template_name = "needs/staff/support.html"
    viewing = "support"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        sees_conditions = actor.may(Permission.NEED_VIEW_DIAGNOSIS)
        return {
            **super().context(),
            "support": selectors.support_of(self.learner.id, today=clock.today(), with_conditions=sees_conditions),
            "may_edit": actor.may(Permission.NEED_EDIT),
            "may_record": actor.may(Permission.NEED_RECORD),
            "may_read_plan": selectors.may_read_plan(actor),
            "form": EmptyForm(),
        }


class SupportPlans(Page):
    """Who needs a support plan, whose is due and whose is late, at the own prison."""

    permission = Permission.NEED_VIEW_SUPPORT
    template_name = "needs/staff/people.html"

    def allowed(self, request: CampusRequest) -> bool:
        return super().allowed(request) and selectors.may_see_deadlines(request.actor)

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        search = asked.get("q", "")[:60]
        page = selectors.support_plans(
            self.request.actor, today=clock.today(), search=search, show=asked.get("show", ""),
            status=asked.get("status", ""), sort=asked.get("sort", ""), after=asked.get("after", ""),
        )  # fmt: skip
        query = {"q": search, "show": page.show, "status": page.status, "sort": page.sort}
        return {
            "page": page, "search": search, "shows": SHOWS, "today": clock.today(),
            "statuses": [("", "Any status"), *((code, words) for code, (words, _) in STATUS_WORDS.items())],
            "following": f"?{urlencode({**query, 'after': page.next_after})}" if page.next_after else "",
            "first": f"?{urlencode(query)}" if asked.get("after") else "",
        }  # fmt: skip
