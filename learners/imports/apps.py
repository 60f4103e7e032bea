from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "learners.imports"
    label = "imports"
