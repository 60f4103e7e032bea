"""What every template is given."""

from typing import Any

from django.utils.functional import SimpleLazyObject

from campus.core import audiences, navigation
from campus.core.http import CampusRequest


def page(request: CampusRequest) -> dict[str, Any]:
    audience = audiences.of(request)
    actor = getattr(request, "actor", None)
    return {
        "audience": audience,
        "actor": actor,
        "navigation": SimpleLazyObject(lambda: navigation.items(audience, actor, request.path)),
        "learner": getattr(request, "learner", None),
        "kiosk_settings": getattr(request, "kiosk_settings", None),
    }
