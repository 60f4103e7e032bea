"""A campus on one machine: demo people, personas, plain HTTP on the loopback address."""

import json

from campus.settings.base import *  # noqa: F403
from campus.settings.base import (
    CAMPUS_HOME,
    CAMPUS_LRS_KEY,
    CAMPUS_LRS_URL,
    CAMPUS_NOTIFY_KEY,
    CAMPUS_NOTIFY_URL,
    STORAGES,
)

DEBUG = False
SECRET_KEY = "a-development-key-that-production-refuses"  # noqa: S105
CAMPUS_PIN_PEPPER = "a-development-pepper-that-production-refuses"
CAMPUS_DEVELOPMENT_KEYS = True
CAMPUS_PERSONAS = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = None

# `run` starts doubles of the outside services and leaves their addresses here, for the commands run beside it.
_doubles = CAMPUS_HOME / "doubles.json"
_found = json.loads(_doubles.read_text()) if _doubles.exists() else {}
if not CAMPUS_NOTIFY_URL and "CAMPUS_NOTIFY_URL" in _found:
    CAMPUS_NOTIFY_URL, CAMPUS_NOTIFY_KEY = _found["CAMPUS_NOTIFY_URL"], _found["CAMPUS_NOTIFY_KEY"]
if not CAMPUS_LRS_URL and "CAMPUS_LRS_URL" in _found:
    CAMPUS_LRS_URL, CAMPUS_LRS_KEY = _found["CAMPUS_LRS_URL"], _found["CAMPUS_LRS_KEY"]
