"""The audit trail and the access log, for those whose work it is. Each reading is itself recorded."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse

from campus.audit import selectors
from campus.audit.recording import record
from campus.core.http import CampusRequest
from campus.core.views import Page


class Trail(Page):
    """Acts by subject or by user."""

    permission = "audit.view"
    template_name = "audit/staff/trail.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        person, user = selectors.key_of(asked.get("person", "")), selectors.key_of(asked.get("user", ""))
        wanted = bool(person or user)
        rows = selectors.events(learner_id=person, user_id=user, before=asked.get("before", "")) if wanted else []
        return {"rows": rows, "asked": asked, "wanted": wanted, "page_size": selectors.PAGE_SIZE}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note_reading(request)
        return super().get(request, *args, **kwargs)


class AccessLog(Page):
    """Who looked at whom. A security lead sees the own prison; an auditor sees all."""

    permission = "access_log.view"
    template_name = "audit/staff/access_log.html"

    def context(self) -> dict[str, Any]:
        asked, actor = self.request.GET, self.request.actor
        rows = selectors.viewings(
            learner_id=selectors.key_of(asked.get("person", "")),
            user_id=selectors.key_of(asked.get("user", "")),
            at_establishment=None if actor.may("audit.view") else actor.establishment_id,
            before=asked.get("before", ""),
        )
        return {"rows": rows, "asked": asked, "page_size": selectors.PAGE_SIZE}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note_reading(request)
        return super().get(request, *args, **kwargs)


@transaction.atomic
def note_reading(request: CampusRequest) -> None:
    asked = {key: str(found) for key in ("person", "user") if (found := selectors.key_of(request.GET.get(key, "")))}
    record(by=request.actor, verb="audit.read", subject=request.actor.user, asked=asked, page=request.path)
