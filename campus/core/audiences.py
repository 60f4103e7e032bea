"""The three doors. One process may serve one of them (CAMPUS_AUDIENCE) or, on a developer's machine, all three."""

from django.conf import settings

from campus.core.http import CampusRequest

STAFF, KIOSK, PORTAL = "staff", "kiosk", "portal"
PREFIXES = {"/staff/": STAFF, "/learn/": KIOSK, "/provider/": PORTAL}
URLCONFS = {STAFF: "campus.urls.staff", KIOSK: "campus.urls.kiosk", PORTAL: "campus.urls.portal"}
HOME = {STAFF: "/staff/", KIOSK: "/learn/", PORTAL: "/provider/"}
SIGN_IN = {STAFF: "/staff/account/login/", KIOSK: "/learn/sign-in/", PORTAL: "/provider/account/login/"}
SESSION_COOKIES = {STAFF: "vc_staff", KIOSK: "vc_kiosk", PORTAL: "vc_portal"}


def served() -> frozenset[str]:
    """The audiences of this process."""
    chosen = settings.CAMPUS_AUDIENCE
    return frozenset({chosen}) if chosen in URLCONFS else frozenset(URLCONFS)


def of_path(path: str) -> str | None:
    """Whose address this is, or None for the few that belong to nobody (/, /healthz, /readyz)."""
    return next((audience for prefix, audience in PREFIXES.items() if path.startswith(prefix)), None)


def of(request: CampusRequest) -> str | None:
    return getattr(request, "audience", None)
