"""The signature on a count: whoever changes one, in the database or on paper, cannot make it again."""

import datetime as dt

import rfc8785

from campus.core import signing_keys
from transfers.models import Manifest


def said(manifest: Manifest) -> bytes:
    """What is signed: everything that a manifest says, as RFC 8785 canonical JSON."""
    return rfc8785.dumps({
        "id": str(manifest.id), "case": str(manifest.case_id), "phase": str(manifest.phase), "kinds": manifest.kinds,
        "total": manifest.total, "root": manifest.root, "epoch": manifest.epoch,
        "taken_at": manifest.taken_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
    })  # fmt: skip


def sign(manifest: Manifest) -> None:
    """Sign a manifest before it is written."""
    signed = signing_keys.sign(said(manifest))
    manifest.signature, manifest.key_id = signed.value, signed.key_id


def is_genuine(manifest: Manifest) -> bool:
    """Whether it says what this campus signed. A count from before there were keys is not."""
    return bool(manifest.signature) and signing_keys.verify(
        said(manifest), key_id=manifest.key_id, value=manifest.signature
    )
