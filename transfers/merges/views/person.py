"""What a merge set aside, on the pages of the person whose record it is."""

from typing import Any

from campus.accounts.permissions import Permission
from learners.views.staff import PersonPage
from transfers.merges.selectors import earlier


class MergedRecord(PersonPage):
    """What the person had under another number, where one of each stands: kept, and read here."""

    permission = Permission.LEARNER_VIEW
    template_name = "merges/staff/earlier.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "earlier": earlier.of(self.request.actor, self.learner)}
