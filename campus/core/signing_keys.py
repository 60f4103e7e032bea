"""The keys of this campus: the one that it signs with, and the one that packages for it are locked to.

Ed25519 to sign, X25519 to lock. A key is named by its RFC 7638 thumbprint. Production gives both in the environment.
On a developer's machine each is made once under CAMPUS_HOME, readable by its owner alone; all such campuses begin with
the same well-known keys, so that a package of one opens in another, and production refuses them.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

SIGNS, LOCKS = "Ed25519", "X25519"
_PRIVATE: dict[str, Any] = {SIGNS: Ed25519PrivateKey, LOCKS: X25519PrivateKey}
_SEED = b"virtual campus: a development key that production refuses: "


@dataclass(frozen=True)
class Signature:
    """`value` is the raw Ed25519 signature in base64url, without padding."""

    key_id: str
    value: str


def sign(message: bytes) -> Signature:
    """Sign with the campus's own key. Microseconds: fit for the inside of a transaction."""
    key = signing_key()
    return Signature(key.thumbprint(), encoded(key.private_key.sign(message)))  # type: ignore[union-attr,call-arg]


def verify(message: bytes, *, key_id: str, value: str) -> bool:
    """Whether this campus signed the message, with the key that it has or one that it had."""
    key = own_keys().get(key_id)
    raw = decoded(value)
    return key is not None and raw is not None and verifies(key, message, raw)


def verifies(key: OKPKey, message: bytes, raw: bytes) -> bool:
    try:
        key.public_key.verify(raw, message)  # type: ignore[union-attr,call-arg]
    except InvalidSignature:
        return False
    return True


def signing_key() -> OKPKey:
    """The private key that this campus signs with."""
    return _own(SIGNS, settings.CAMPUS_SIGNING_KEY, "signing.pem", str(settings.CAMPUS_HOME))


def opening_key() -> OKPKey:
    """The private key that opens what was locked to this campus."""
    return _own(LOCKS, settings.CAMPUS_PACKAGE_KEY, "package.pem", str(settings.CAMPUS_HOME))


def key_id() -> str:
    return signing_key().thumbprint()


def own_keys() -> dict[str, OKPKey]:
    """By key id, the public keys with which this campus signs, and signed before."""
    now = signing_key()
    return {now.thumbprint(): now} | _key_set(settings.CAMPUS_OLDER_SIGNING_KEYS)


def trusted_keys() -> dict[str, OKPKey]:
    """By key id, whose packages are let in: one's own, and those of CAMPUS_TRUSTED_ISSUERS."""
    return own_keys() | _key_set(settings.CAMPUS_TRUSTED_ISSUERS)


def public(key: OKPKey) -> dict[str, Any]:
    """The public half as a JWK with its id."""
    return {**key.as_dict(private=False), "kid": key.thumbprint()}


def read_key(text: str, curve: str) -> OKPKey:
    """A key from a JWK or a PEM. Raises ValueError with a sentence."""
    stripped = text.strip()
    try:
        key = OKPKey.import_key(json.loads(stripped) if stripped.startswith("{") else stripped)
    except (ValueError, TypeError, KeyError, JoseError, RecursionError):
        raise ValueError(f"This is no {curve} key: give a JWK or a PEM.") from None
    if key.curve_name != curve:
        raise ValueError(f"This is a key of {key.curve_name}: give one of {curve}.")
    return key


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes | None:
    """Base64url in its one proper spelling, or None: two spellings of one signature would be two files that pass."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return raw if encoded(raw) == text else None


@cache
def _own(curve: str, given: str, file_name: str, home: str) -> OKPKey:
    if given:
        try:
            key = read_key(given, curve)
        except ValueError as wrong:
            raise ImproperlyConfigured(f"{wrong} (CAMPUS_SIGNING_KEY and CAMPUS_PACKAGE_KEY)") from None
    elif settings.CAMPUS_DEVELOPMENT_KEYS:
        key = read_key(_made_once(curve, Path(home) / "keys" / file_name), curve)
    else:
        raise ImproperlyConfigured("Set CAMPUS_SIGNING_KEY to an Ed25519 key and CAMPUS_PACKAGE_KEY to an X25519 key")
    if not settings.CAMPUS_DEVELOPMENT_KEYS and key.thumbprint() == read_key(_well_known(curve), curve).thumbprint():
        raise ImproperlyConfigured(f"Everybody knows this {curve} key: make one for this campus")
    if not key.is_private:
        raise ImproperlyConfigured(f"The {curve} key has no private half")
    return key


def _made_once(curve: str, path: Path) -> str:
    """The key in the file, which is made if it is not there, whole or not at all, for its owner alone."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(_well_known(curve))
    draft.replace(path)
    return path.read_text()


def _well_known(curve: str) -> str:
    raw = hashlib.sha256(_SEED + curve.encode()).digest()
    pem = (
        _PRIVATE[curve]
        .from_private_bytes(raw)
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem.decode()


@cache
def _key_set(given: str) -> dict[str, OKPKey]:
    """A JWK set, given as itself or as the name of its file."""
    if not given.strip():
        return {}
    try:
        text = given if given.lstrip().startswith("{") else Path(given).read_text()
        keys = [read_key(json.dumps(one), SIGNS) for one in json.loads(text)["keys"]]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise ImproperlyConfigured(f"A set of public keys cannot be read: {wrong}") from None
    return {key.thumbprint(): key for key in keys}
