"""The parts of a request that every audience shares."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from campus.core import audiences
from campus.core.http import CampusRequest

GetResponse = Callable[[CampusRequest], HttpResponse]


def audience(get_response: GetResponse) -> GetResponse:
    """Choose the urlconf by address: a kiosk address is resolved where no staff route exists."""

    def handle(request: CampusRequest) -> HttpResponse:
        found = audiences.of_path(request.path_info)
        request.audience = found if found in audiences.served() else None
        if request.audience:
            request.urlconf = audiences.URLCONFS[request.audience]
        elif found:
            request.urlconf = "campus.urls.nothing"
        response = get_response(request)
        for name, value in settings.CAMPUS_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return handle


class AudienceSessionMiddleware(SessionMiddleware):
    """One session cookie an audience, so that a kiosk session can never be read as a staff session."""

    def process_request(self, request: CampusRequest) -> None:
        name = audiences.SESSION_COOKIES.get(request.audience or "", settings.SESSION_COOKIE_NAME)
        request.session = self.SessionStore(request.COOKIES.get(_cookie_name(name)))

    def process_response(self, request: CampusRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        cookie = response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        audience = getattr(request, "audience", None)
        if not audience:
            return response
        name = _cookie_name(audiences.SESSION_COOKIES[audience])
        if cookie is not None:
            response.cookies[name] = cookie.value
            response.cookies[name].update({key: value for key, value in cookie.items() if value})
            response.cookies[name]["path"] = "/"
        elif name in request.COOKIES and request.session.is_empty():
            # Signed out, or never signed in: nothing of the session stays behind in the browser.
            response.delete_cookie(name, samesite="Lax")
        return response


def _cookie_name(name: str) -> str:
    """Browsers refuse a __Host- cookie over plain HTTP, which is what a demo on the loopback address speaks."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


class CampusLocaleMiddleware(LocaleMiddleware):
    """Welsh is for the kiosk, chosen by the person and kept with them. Staff and portal pages are in English."""

    def process_request(self, request: CampusRequest) -> None:
        chosen = "en-gb"
        if request.audience == audiences.KIOSK and request.session.get("language") in dict(settings.LANGUAGES):
            chosen = request.session["language"]
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen

    def process_response(self, request: CampusRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Language", translation.get_language() or "en-gb")
        return response


def history_context(get_response: GetResponse) -> GetResponse:
    """Tell the history triggers who writes, and from where."""

    def handle(request: CampusRequest) -> HttpResponse:
        if request.method not in ("POST", "PUT", "PATCH", "DELETE"):
            return get_response(request)
        with pghistory.context(**_who(request)):
            return get_response(request)

    return handle


def _who(request: CampusRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"audience": request.audience}
    return {"audience": request.audience, "user": str(actor.user_id), "establishment": actor.establishment_id}
