"""Dev settings with what makes a test run repeatable. Postgres, Valkey and the browser stay real."""

import tempfile

from campus.settings.base import DATABASES, STORAGES
from campus.settings.dev import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"]["OPTIONS"] = {"location": tempfile.mkdtemp(prefix="campus-files-")}
DATABASES["default"]["OPTIONS"].pop("pool", None)
CELERY_TASK_ALWAYS_EAGER = False
CAMPUS_NOTIFY_URL = ""
CAMPUS_LRS_URL = ""
