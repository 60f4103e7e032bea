from django.apps import AppConfig


class SeedingConfig(AppConfig):
    name = "campus.seeding"
    label = "seeding"
