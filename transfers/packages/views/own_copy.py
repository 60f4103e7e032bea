"""A person's own copy, for staff who print it and hand it over."""

from typing import Any

from django.http import Http404, HttpResponseBase

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import Page
from learners.views.staff import PersonPage
from transfers.packages.actions import cases as actions
from transfers.packages.selectors import cases as selectors
from transfers.packages.views.sent import attachment


class OwnCopies(PersonPage):
    """The copies that this person asked for."""

    permission = Permission.CV_PRINT
    template_name = "packages/staff/own_copies.html"

    def context(self) -> dict[str, Any]:
        at = clock.now()
        copies = [(one, selectors.progress(one, at)) for one in selectors.own_copies(self.learner.id)]
        return {**super().context(), "copies": copies}


class OwnCopyPaper(Page):
    """The copy on paper. It is theirs: it is handed over, not kept."""

    permission = Permission.CV_PRINT
    http_method_names = ["get", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = selectors.copy_to_print(request.actor, kwargs["learner_id"], kwargs["copy_id"])
        if found is None:
            raise Http404
        case = actions.fetch(by=request.actor, case_id=found.id, at=clock.now())
        return attachment(case.paper_name, "own-record.pdf", "application/pdf")
