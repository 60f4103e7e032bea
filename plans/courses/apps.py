from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "plans.courses"
    label = "courses"
