"""A campus on one machine: demo people, personas, plain HTTP on the loopback address."""

from campus.settings.base import *  # noqa: F403
from campus.settings.base import STORAGES

DEBUG = False
SECRET_KEY = "a-development-key-that-production-refuses"
CAMPUS_PIN_PEPPER = "a-development-pepper-that-production-refuses"
CAMPUS_PERSONAS = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
