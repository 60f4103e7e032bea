from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "campus.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Links, tabs and cards are declared in each app's navigation.py: core knows no app by name.
        autodiscover_modules("navigation")
