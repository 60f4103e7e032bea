from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "campus.audit"
    label = "audit"
