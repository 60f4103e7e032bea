"""Kiosk secrets: made, hashed with the pepper, compared. Six digits are few: the table alone must be worth nothing."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from learners.rules import CODE_LENGTH, CODE_LETTERS


def hashed(secret: str) -> str:
    return make_password(_peppered(secret))


def matches(secret: str, stored: str) -> bool:
    """Whether the secret is the one that was hashed. With no hash it takes as long, and says no."""
    if not stored:
        make_password(_peppered(secret))
        return False
    return check_password(_peppered(secret), stored)


def new_code() -> str:
    """A one-time code that staff print: 8 letters and digits that cannot be confused."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_device_key() -> str:
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """A keyed digest, for looking up what must not be stored as it is (device keys, numbers that were typed)."""
    return hmac.new(settings.CAMPUS_PIN_PEPPER.encode(), value.encode(), hashlib.sha256).hexdigest()


def _peppered(secret: str) -> str:
    return hmac.new(settings.CAMPUS_PIN_PEPPER.encode(), b"pin|" + secret.encode(), hashlib.sha256).hexdigest()
