"""What every template is given."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from campus.core import audiences, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    audience = audiences.of(request)
    actor = getattr(request, "actor", None)
    return {
        "audience": audience,
        "actor": actor,
        "navigation": SimpleLazyObject(lambda: navigation.items(audience, actor, request.path)),
        "learner": getattr(request, "learner", None),
        "kiosk_settings": getattr(request, "kiosk_settings", None),
    }
