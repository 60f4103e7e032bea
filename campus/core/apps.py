from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "campus.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Outbox consumers are declared in tasks.py, links and tabs in navigation.py: core knows no app by name.
        autodiscover_modules("tasks", "navigation")
