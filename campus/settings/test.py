"""Dev settings with what makes a test run repeatable. Postgres, Valkey and the browser stay real."""

import os
import tempfile

from campus.settings.base import CACHE_URL, CACHES, DATABASES, STORAGES
from campus.settings.dev import *  # noqa: F403


def cache_of(worker: str) -> str:
    """The cache of one worker of a test run ("gw0"): one that empties its own must not make another read anew."""
    number = int("0" + "".join(filter(str.isdigit, worker))) % 15 + 1  # 0 is the queue's, and there are 16
    return f"{CACHE_URL}{'&' if '?' in CACHE_URL else '?'}db={number}"


PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"]["OPTIONS"] = {"location": tempfile.mkdtemp(prefix="campus-files-")}
DATABASES["default"]["OPTIONS"].pop("pool", None)
CACHES["default"]["LOCATION"] = cache_of(os.environ.get("PYTEST_XDIST_WORKER", ""))
# Each test client loads the middleware: static files are looked for when one is asked for, not listed every time.
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = False
CAMPUS_NOTIFY_URL = ""
CAMPUS_LRS_URL = ""
# On, so that its pages are tested; what it is when off has a test of its own.
CAMPUS_EXPECTED_SUMMARY = True
