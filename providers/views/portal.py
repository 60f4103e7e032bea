"""The first page of a provider's worker."""

from typing import Any

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from providers import selectors
from providers.messaging import selectors as messages


class Home(Page):
    """What waits for the worker: the oldest unanswered message first."""

    permission = Permission.PORTAL_HOME
    template_name = "providers/portal/home.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        people = selectors.people_of(actor)
        goals = selectors.shared_goals(people)
        waiting = messages.unanswered(actor)
        prisons = {row.learner.current_establishment_id for row in people} - {None}
        return {
            "first": waiting[0] if waiting else None,
            "waiting": waiting[1:],
            "people": [(row, goals.get(row.id)) for row in people],
            "prisons": len(prisons),
            "today": clock.today(),
        }
