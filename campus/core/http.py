"""The request as our middleware leaves it. For the type checker: at run time it is Django's own."""

from typing import Any

from django.http import HttpRequest


class CampusRequest(HttpRequest):
    """What the middleware adds. Typed as Any where the class lives in an app above core."""

    audience: str | None
    actor: Any  # campus.accounts.actors.Actor, or None when nobody is signed in
    learner: Any  # learners.models.Learner, at the kiosk
    device: Any  # learners.models.Device, at the kiosk
    kiosk: Any  # learners.models.KioskSession
    kiosk_settings: Any  # learners.models.KioskPreference
    urlconf: str
    LANGUAGE_CODE: str
