from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "transfers.handover"
    label = "handover"
