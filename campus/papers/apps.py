from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "campus.papers"
    label = "papers"
