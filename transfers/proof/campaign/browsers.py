"""A browser that somebody has signed in with, for lives that nobody lives: through every check that a page has."""

import time
from importlib import import_module

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.test import Client

from campus.accounts.models import User
from campus.core.audiences import KIOSK, SESSION_COOKIES


def signed_in(user: User, audience: str) -> Client:
    """One that has shown both factors at a staff or portal door, or was given to a learner at a tablet."""
    client = Client()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    backend = "learners.backends.KioskBackend" if audience == KIOSK else settings.AUTHENTICATION_BACKENDS[0]
    session.update({
        "_auth_user_id": str(user.pk), "_auth_user_backend": backend, "_auth_user_hash": user.get_session_auth_hash(),
        "account_authentication_methods": [{"method": "persona", "at": time.time()}],
        "account_authentication_methods_user": user_id_to_str(user),
    })  # fmt: skip
    session.create()
    client.cookies[SESSION_COOKIES[audience]] = session.session_key
    client.session_store = session  # type: ignore[attr-defined]
    return client
