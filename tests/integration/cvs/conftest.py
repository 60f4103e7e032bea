"""Doors to the CV pages, as the two people who use them."""

import uuid
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.core import clock
from learners.middleware import device_cookie
from learners.models import Device, KioskSession, Learner
from learners.rules import DeviceKind
from learners.secrets import digest
from tests.factories import cvs as make

pytestmark = pytest.mark.django_db


def _session(user: User, backend: str, **held: object) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), backend
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.update(held)
    store.save()
    return str(store.session_key)


@pytest.fixture
def learner(db) -> Learner:
    return make.a_person()


@pytest.fixture
def kiosk():
    """A tablet at the person's prison, with the person signed in."""

    def sign_in(learner: Learner) -> Client:
        from campus.accounts import actors
        from campus.core.models import written

        at, key = clock.now(), uuid.uuid4().hex
        device = Device.objects.create(
            establishment_id=learner.current_establishment_id, label="B2-014", kind=DeviceKind.CELL,
            key_digest=digest(key), **written(actors.system(), at),
        )  # fmt: skip
        KioskSession.objects.filter(learner=learner, ended_at__isnull=True).update(ended_at=at)
        session = KioskSession.objects.create(
            learner=learner, device=device, started_at=at, used_at=at, placement_epoch=learner.placement_epoch
        )
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies[device_cookie()] = key
        client.cookies["vc_kiosk"] = _session(
            learner.user, "learners.backends.KioskBackend", kiosk_session=str(session.id)
        )
        return client

    return sign_in


@pytest.fixture
def desk():
    """A member of staff's browser, signed in with a second factor."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies["vc_staff"] = _session(
            actor.user,
            "campus.accounts.backends.PasswordBackend",
            account_authentication_methods_user=str(actor.user_id),
            account_authentication_methods=[{"method": "mfa", "at": clock.now().timestamp()}],
        )
        return client

    return sign_in
