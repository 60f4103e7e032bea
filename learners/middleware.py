"""Each kiosk request asks again: same person, same tablet, same prison, not left alone, not too long."""

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect

from campus.accounts import actors
from campus.accounts.models import User
from campus.core import audiences, clock
from campus.core.http import CampusRequest
from learners import kiosk
from learners.models import KioskPreference, KioskSession
from learners.rules import IDLE_LIMIT, DeviceKind, KioskClock

GetResponse = Callable[[CampusRequest], HttpResponse]
DEVICE_COOKIE = "vc_device"
# What a shared tablet forgets. "cookies" would erase its enrolment and the sessions at other doors.
WIPE = '"cache", "storage"'
# What somebody who has no PIN yet may open: the page where they choose one, its tools, and the way out.
WITHOUT_A_PIN = frozenset({
    "/learn/sign-in/new-pin/", "/learn/sign-out/", "/learn/signed-out/", "/learn/locked/", "/learn/language/",
    "/learn/settings/text-size/", "/learn/help/",
})  # fmt: skip
WRITE_EVERY = dt.timedelta(seconds=20)


def device_cookie() -> str:
    return f"__Host-{DEVICE_COOKIE}" if settings.SESSION_COOKIE_SECURE else DEVICE_COOKIE


def kiosk_session(get_response: GetResponse) -> GetResponse:
    def handle(request: CampusRequest) -> HttpResponse:
        if audiences.of(request) != audiences.KIOSK:
            return get_response(request)
        request.device = kiosk.known_device(request.COOKIES.get(device_cookie(), ""))
        request.learner = request.kiosk_settings = None
        because = _seat(request, clock.now()) if request.user.is_authenticated else ""
        if because:
            return leave(request, _where(because))
        if _must_choose_a_pin(request):
            return HttpResponseRedirect("/learn/sign-in/new-pin/")
        response = get_response(request)
        _send_away_when_left_alone(request, response)
        return response

    return handle


def _seat(request: CampusRequest, at: dt.datetime) -> str:
    """Put the person on the request, or say why the session is over."""
    held = KioskSession.objects.select_related(
        "learner__current_establishment", "learner__kiosk_preference", "learner__kiosk_secret", "device"
    ).filter(Q(id=request.session.get("kiosk_session")))
    session = held.first()
    if session is None:
        return KioskSession.Ended.SIGNED_OUT
    because = session.ended_because or _over(session, request, at)
    if because:
        kiosk.end_session(session.id, because, at)
        return because
    if at - session.used_at > WRITE_EVERY:
        KioskSession.objects.filter(id=session.id).update(used_at=at)
    learner = session.learner
    request.kiosk = session
    request.learner = learner
    request.kiosk_settings = getattr(learner, "kiosk_preference", None) or KioskPreference(learner=learner)
    request.actor = actors.for_learner(cast(User, request.user), learner.id, learner.current_establishment)
    return ""


def _must_choose_a_pin(request: CampusRequest) -> bool:
    """Whoever came in with a code chooses a PIN before anything else: the code will not let them in again."""
    secret = getattr(request.learner, "kiosk_secret", None)
    return bool(secret and secret.must_change) and request.path not in WITHOUT_A_PIN


def _over(session: KioskSession, request: CampusRequest, at: dt.datetime) -> str:
    times = KioskClock(session.started_at, session.used_at, DeviceKind(session.device.kind))
    if request.device is None or request.device.id != session.device_id:
        return KioskSession.Ended.DEVICE
    if session.placement_epoch != session.learner.placement_epoch:
        return KioskSession.Ended.MOVED
    if times.is_over(at):
        return KioskSession.Ended.OVER
    return KioskSession.Ended.IDLE if times.is_idle(at) else ""


def _where(because: str) -> str:
    return "/learn/locked/" if because == KioskSession.Ended.IDLE else "/learn/signed-out/"


def leave(request: CampusRequest, where: str) -> HttpResponse:
    """Sign out and leave nothing behind on the tablet. The page that follows holds no name and no number."""
    logout(request)
    response = HttpResponseRedirect(where)
    response.headers["Clear-Site-Data"] = WIPE
    response.headers["Cache-Control"] = "no-store"
    return response


def _send_away_when_left_alone(request: CampusRequest, response: HttpResponse) -> None:
    """A page left open does not stay on the screen: the browser asks again just after the limit (no script needed)."""
    if getattr(request, "learner", None) and "Refresh" not in response.headers and response.status_code == 200:
        seconds = int(IDLE_LIMIT[DeviceKind(request.kiosk.device.kind)].total_seconds()) + 5
        response.headers["Refresh"] = f"{seconds}; url=/learn/locked/"
