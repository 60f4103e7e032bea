from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "plans.needs"
    label = "needs"
