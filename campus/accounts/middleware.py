"""Who is asking, how long they may stay signed in, and whether they have shown a second factor."""

import contextlib
from collections.abc import Callable
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from campus.accounts import actors, sessions
from campus.accounts.backends import may_use
from campus.accounts.models import User
from campus.core import audiences, clock, remembering
from campus.core.access import PUBLIC
from campus.core.http import CampusRequest

GetResponse = Callable[[CampusRequest], HttpResponse]
SAFE = ("GET", "HEAD")
SECOND_FACTORS = {"mfa", "socialaccount", "persona"}


class AudienceAuthenticationMiddleware(AuthenticationMiddleware):
    """A session is worth nothing at another door: the user's kind must fit the address."""

    def process_request(self, request: CampusRequest) -> None:
        super().process_request(request)
        lazy: Any = request.user

        def fitting_user() -> Any:
            return lazy if lazy.is_authenticated and may_use(lazy, audiences.of(request)) else AnonymousUser()

        request.user = cast(User, SimpleLazyObject(fitting_user))


class CampusLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Sign-in by default. A page says `permission = PUBLIC` to be open, and is then open by name."""

    def process_view(self, request: CampusRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        page = getattr(view_func, "view_class", None)
        if getattr(page, "permission", None) is PUBLIC:
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def get_login_url(self, view_func: Any) -> str:
        return ""

    def handle_no_permission(self, request: CampusRequest, view_func: Any) -> HttpResponse:
        sign_in = audiences.SIGN_IN.get(audiences.of(request) or "", "/")
        # The kiosk never says where it was: the next person to sign in would be led there.
        if audiences.of(request) == audiences.KIOSK or request.method != "GET":
            return HttpResponseRedirect(sign_in)
        from django.contrib.auth.views import redirect_to_login

        return redirect_to_login(request.get_full_path(), sign_in)


def session_limits(get_response: GetResponse) -> GetResponse:
    """End a staff or portal session that was idle too long or is too old. The kiosk keeps its own limits."""

    def handle(request: CampusRequest) -> HttpResponse:
        limits = sessions.LIMITS.get(audiences.of(request) or "")
        if limits and request.user.is_authenticated and sessions.is_over(request.session, limits, clock.now()):
            logout(request)
        return get_response(request)

    return handle


def actor(get_response: GetResponse) -> GetResponse:
    """Read the user's postings anew on each request, so that a change of role holds from the next click."""

    def handle(request: CampusRequest) -> HttpResponse:
        if not hasattr(request, "actor"):
            request.actor = None
            if request.user.is_authenticated and audiences.of(request) in (audiences.STAFF, audiences.PORTAL):
                request.actor = actors.for_user(request.user, clock.today(), request.session.get("posting"))
        with remembering.while_reading() if request.method in SAFE else contextlib.nullcontext():
            response = get_response(request)
        if request.user.is_authenticated:
            # Every page names the person in its frame, the public ones too.
            patch_cache_control(response, no_store=True, private=True)
        return response

    return handle


def second_factor(get_response: GetResponse) -> GetResponse:
    """Nobody reaches a staff or portal page on a password alone: set up a second factor first."""

    def handle(request: CampusRequest) -> HttpResponse:
        audience = audiences.of(request)
        if audience in (audiences.STAFF, audiences.PORTAL) and request.user.is_authenticated:
            methods = {record.get("method") for record in get_authentication_records(request, request.user)}
            if not methods & SECOND_FACTORS and (where := _to_show_one(request, f"{audiences.HOME[audience]}account/")):
                return HttpResponseRedirect(where)
        return get_response(request)

    return handle


def _to_show_one(request: CampusRequest, account: str) -> str:
    """Where somebody with a password alone is sent; nowhere from the pages that they need to get on.

    One who has a second factor must show it before they can change it: this session may be older than the factor.
    """
    if not is_mfa_enabled(request.user):
        return "" if request.path.startswith(account) else f"{account}2fa/totp/activate/"
    pages = ("2fa/reauthenticate/", "2fa/webauthn/reauthenticate/", "logout/")
    return "" if request.path.startswith(tuple(account + page for page in pages)) else f"{account}2fa/reauthenticate/"
