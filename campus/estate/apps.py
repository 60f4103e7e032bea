from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "campus.estate"
    label = "estate"
