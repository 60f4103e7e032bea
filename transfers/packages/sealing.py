"""The seal of a package (a detached JWS) and its lock (a JWE): each in one spelling only, so that no bit is idle."""

from typing import Any

import rfc8785
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from campus.core import signing_keys
from transfers.packages.rules.cases import MEDIA_TYPE
from transfers.packages.rules.refusals import Code, NoPackage, PackageRefused

LOCKED_MARK = b"eyJ"  # how every compact JWE begins: the base64url of '{"'
_ALGORITHMS = ["ECDH-ES", "A256GCM"]
_NO_SEAL = "The package is not signed by a campus that is trusted here."


class _Registry(jwe.JWERegistry):
    """joserfc's own limit is for tokens; a package has been measured before it comes here."""

    max_ciphertext_length = 512 * 1024 * 1024


def seal(manifest: bytes) -> bytes:
    """RFC 7515, appendix F: header, two full stops, signature over header and manifest."""
    key = signing_keys.signing_key()
    header = _header(key.thumbprint())
    signature = signing_keys.sign(_signed(header, manifest))
    return f"{header}..{signature.value}".encode()


def check_seal(manifest: bytes, seal: bytes) -> str:
    """The id of the trusted key that signed the manifest. Raises PackageRefused."""
    header, _dots, value = seal.decode("ascii", "replace").partition("..")
    raw = signing_keys.decoded(value)
    for key_id, key in signing_keys.trusted_keys().items():
        if header == _header(key_id) and raw and signing_keys.verifies(key, _signed(header, manifest), raw):
            return key_id
    raise PackageRefused(Code.BAD_SIGNATURE, _NO_SEAL)


def lock(package: bytes, recipient: OKPKey) -> bytes:
    """ECDH-ES with A256GCM: only who holds the private half of the X25519 key can open it."""
    header: dict[str, Any] = {"alg": "ECDH-ES", "cty": MEDIA_TYPE, "enc": "A256GCM", "kid": recipient.thumbprint()}
    return jwe.encrypt_compact(header, package, recipient, registry=_Registry(algorithms=_ALGORITHMS)).encode()


def unlock(locked: bytes) -> bytes:
    """What is inside of a package that was locked to this campus. Raises PackageRefused or NoPackage."""
    parts = locked.split(b".")
    if len(parts) != 5 or any(signing_keys.decoded(part.decode("ascii", "replace")) is None for part in parts):
        raise NoPackage("The file is no package: it does not begin as one.")
    key = signing_keys.opening_key()
    try:
        header = jwe.extract_compact(locked, registry=_Registry(algorithms=_ALGORITHMS)).protected
        if header.get("kid") != key.thumbprint():
            raise PackageRefused(Code.POLICY, "The package is locked to somebody else.")
        opened = jwe.decrypt_compact(locked, key, registry=_Registry(algorithms=_ALGORITHMS)).plaintext
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise PackageRefused(Code.BAD_SIGNATURE, "The package was changed after it was locked.") from None
    return opened or b""


def _header(key_id: str) -> str:
    return signing_keys.encoded(rfc8785.dumps({"alg": "EdDSA", "kid": key_id}))


def _signed(header: str, manifest: bytes) -> bytes:
    return f"{header}.{signing_keys.encoded(manifest)}".encode()
