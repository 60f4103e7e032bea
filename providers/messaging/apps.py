from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "providers.messaging"
    label = "messaging"
