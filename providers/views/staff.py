"""What staff see of providers: who they are, who works for them, and with whom here."""

from typing import Any

from django.http import Http404

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from providers import selectors


class Providers(Page):
    """The providers, with how many people here each works with."""

    permission = Permission.PROVIDER_VIEW
    template_name = "providers/staff/providers.html"

    def context(self) -> dict[str, Any]:
        rows = list(selectors.providers(self.request.actor, clock.today()))
        return {"providers": rows, "people_here": sum(row.people_here for row in rows)}  # type: ignore[attr-defined]


class Provider(Page):
    """One provider: what it does, its workers, and the people here."""

    permission = Permission.PROVIDER_VIEW
    template_name = "providers/staff/provider.html"

    def context(self) -> dict[str, Any]:
        found = selectors.provider(self.request.actor, self.kwargs["organisation_id"], clock.today())
        if found is None:
            raise Http404
        return {"provider": found, "organisation": found.organisation}
