"""What production refuses to start with."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def no_demo_in_production(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Personas and the development secrets may not stand behind HTTPS cookies, which only production sets."""
    production = settings.SETTINGS_MODULE == "campus.settings.production"
    if production and settings.CAMPUS_PERSONAS:
        return [Error("The persona page is on. Take CAMPUS_PERSONAS out of the settings.", id="campus.E001")]
    return []
