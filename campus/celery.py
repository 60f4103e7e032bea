"""The Celery application. Redis carries wake-ups only: the work list is core.OutboxMessage."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")
# A connection pool does not survive the fork of a worker; a web process has read its settings before it comes here.
os.environ.setdefault("CAMPUS_DB_POOL", "0")

app = Celery("campus")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
