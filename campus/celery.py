"""The Celery application. Redis carries wake-ups only: the work list is core.OutboxMessage."""

import os
from typing import Any

from celery import Celery, Task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")
# A connection pool does not survive the fork of a worker; a web process has read its settings before it comes here.
os.environ.setdefault("CAMPUS_DB_POOL", "0")


class CampusTask(Task):
    """Tells the history triggers which task writes."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        import pghistory  # needs the settings, which this module only names

        with pghistory.context(work=self.name):
            return super().__call__(*arguments, **named)


app = Celery("campus", task_cls=CampusTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
