"""Production. Refuses to start with a development secret, a persona page or plain HTTP."""

import os

from django.core.exceptions import ImproperlyConfigured

from campus.settings.base import *  # noqa: F403
from campus.settings.base import ALLOWED_HOSTS, CAMPUS_PERSONAS, CAMPUS_PIN_PEPPER, CAMPUS_SIGNING_KEY, SECRET_KEY

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

for _name, _value in (("CAMPUS_SECRET_KEY", SECRET_KEY), ("CAMPUS_PIN_PEPPER", CAMPUS_PIN_PEPPER)):
    if len(_value) < 32 or "development" in _value:
        raise ImproperlyConfigured(f"Set {_name} to a random text of 32 letters or more")
if not CAMPUS_SIGNING_KEY:
    raise ImproperlyConfigured("Set CAMPUS_SIGNING_KEY to an Ed25519 private key, as PEM or JWK")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set CAMPUS_HOSTS to the names this campus answers to, with commas between them")
if CAMPUS_PERSONAS or os.environ.get("CAMPUS_PERSONAS"):
    raise ImproperlyConfigured("Personas sign anybody in with one click: take CAMPUS_PERSONAS out of this environment")
