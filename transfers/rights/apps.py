from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "transfers.rights"
    label = "rights"
