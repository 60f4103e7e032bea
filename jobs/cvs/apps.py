from django.apps import AppConfig


class CvsConfig(AppConfig):
    name = "jobs.cvs"
    label = "cvs"
