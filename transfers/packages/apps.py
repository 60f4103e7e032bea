from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "transfers.packages"
    label = "packages"
