from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "plans.assessments"
    label = "assessments"
