"""The web process."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")

application = get_wsgi_application()


def _warm() -> None:
    """The first message of a process costs seconds of imports: they are made beside the first requests, not in one."""
    from campus.core import outbox

    outbox.warm()


threading.Thread(target=_warm, name="warm", daemon=True).start()
