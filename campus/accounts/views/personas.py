"""Demo sign-in with one click, outside production only (a system check refuses it there)."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect

from campus.accounts import selectors
from campus.accounts.backends import KINDS
from campus.core import audiences
from campus.core.access import PUBLIC
from campus.core.http import CampusRequest
from campus.core.views import Page


class Personas(Page):
    permission = PUBLIC
    template_name = "accounts/personas.html"

    def context(self) -> dict[str, Any]:
        return {"people": selectors.demo_people(KINDS[self.request.audience])}


class Become(Page):
    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = selectors.demo_user(kwargs["user_id"], KINDS[request.audience])
        if user is None:
            raise Http404
        login(request, user, backend="campus.accounts.backends.PasswordBackend")
        record_authentication(request, user, "persona")
        return HttpResponseRedirect(audiences.HOME[request.audience])
