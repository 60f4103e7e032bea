from django.apps import AppConfig


class MergesConfig(AppConfig):
    name = "transfers.merges"
    label = "merges"
