"""Whether a package may be taken in. Everything here is asked before a row of it touches a table."""

import datetime as dt
import hashlib
import io
import json
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campus.core import signing_keys
from learners.record_kinds import RecordClass
from transfers.packages import sealing
from transfers.packages.rules import container, text
from transfers.packages.rules.cases import FORMAT, VERSION, Purpose
from transfers.packages.rules.container import MANIFEST, SEAL, Entry, Source
from transfers.packages.rules.refusals import Code, NoPackage, PackageRefused

# One line is one row, and a manifest names at most some thousands of files.
MANIFEST_MOST, SEAL_MOST, LINE_MOST = 8 * 1024 * 1024, 2 * 1024, 4 * 1024 * 1024
LOCKED_MOST = container.PACKAGE_MOST * 4 // 3 + 4096
_NOT_UNDERSTOOD = "The package is sealed, and cannot be understood."

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Checked:
    """A package whose seal holds and whose every digest agrees. `row_digests` are by kind and by row id."""

    issuer: str
    manifest: Mapping[str, Any]
    records: Rows
    references: Rows
    row_digests: Mapping[str, Mapping[str, str]]
    file: Source
    entries: Mapping[str, Entry]

    @property
    def package_id(self) -> uuid.UUID:
        return uuid.UUID(self.manifest["package_id"])

    @property
    def root(self) -> str:
        return str(self.manifest["root"])

    def content(self, sha256: str) -> bytes:
        return container.content(self.file, self.entries[f"files/{sha256}"])


def check(file: Source, size: int, *, at: dt.datetime) -> Checked:
    """Look at the whole of a file. Raises PackageRefused with its code, or NoPackage."""
    opened, length = _opened(file, size)
    entries = container.read(opened, length)
    issuer, manifest = _manifest(opened, entries)
    try:
        _check_terms(manifest, at)
        _check_entries(opened, entries, manifest)
        records, references = _rows(opened, entries, "records"), _rows(opened, entries, "references")
        digests = _check_kinds(manifest, records)
        return Checked(issuer, manifest, records, references, digests, opened, entries)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise PackageRefused(Code.UNSUPPORTED_VERSION, _NOT_UNDERSTOOD) from None


def _opened(file: Source, size: int) -> tuple[Source, int]:
    """The package itself: taken out of its lock, if it has one."""
    file.seek(0)
    if file.read(len(sealing.LOCKED_MARK)) != sealing.LOCKED_MARK:
        return file, size
    if size > LOCKED_MOST:
        raise PackageRefused(Code.TOO_BIG, f"A package may be up to {container.PACKAGE_MOST // 1024 // 1024} MB.")
    file.seek(0)
    inside = sealing.unlock(file.read())
    out = tempfile.SpooledTemporaryFile(max_size=container.CHUNK)  # noqa: SIM115 (read for as long as the package is)
    out.write(inside)
    return out, len(inside)


def _manifest(file: Source, entries: Mapping[str, Entry]) -> tuple[str, Mapping[str, Any]]:
    """Who sealed the manifest, and what it says. Nothing is parsed before the seal holds."""
    if MANIFEST not in entries or SEAL not in entries:
        raise PackageRefused(Code.BAD_SIGNATURE, "The package has no seal.")
    if entries[MANIFEST].size > MANIFEST_MOST or entries[SEAL].size > SEAL_MOST:
        raise PackageRefused(Code.TOO_BIG, "The manifest is larger than any manifest is.")
    said = container.content(file, entries[MANIFEST])
    issuer = sealing.check_seal(said, container.content(file, entries[SEAL]))
    try:
        manifest = json.loads(said)
    except (ValueError, RecursionError):
        raise PackageRefused(Code.UNSUPPORTED_VERSION, _NOT_UNDERSTOOD) from None
    if not isinstance(manifest, dict):
        raise PackageRefused(Code.UNSUPPORTED_VERSION, _NOT_UNDERSTOOD)
    return issuer, manifest


def _check_terms(manifest: Mapping[str, Any], at: dt.datetime) -> None:
    if manifest.get("format") != FORMAT or manifest.get("version") != VERSION:
        raise PackageRefused(Code.UNSUPPORTED_VERSION, f"This campus reads version {VERSION} of packages.")
    expires = manifest["expires_at"]
    if expires is not None and dt.datetime.fromisoformat(expires) < at:
        raise PackageRefused(Code.EXPIRED, "The package has run out. Ask for another one.")
    if not manifest["complete"] or manifest["purpose"] == Purpose.OWN_COPY:
        raise PackageRefused(Code.POLICY, "This is a person's own copy. It is not whole, and cannot be taken in.")
    key = (manifest["recipient"] or {}).get("key_id")
    if key is not None and key != signing_keys.opening_key().thumbprint():
        raise PackageRefused(Code.POLICY, "The package is for somebody else.")
    _check_shape(manifest)


def _check_shape(manifest: Mapping[str, Any]) -> None:
    """What is read of a manifest later is there. Raises what `check` takes for a package that is not understood."""
    uuid.UUID(manifest["package_id"])
    subject = manifest["subject"]
    uuid.UUID(subject["learner_id"])
    for one in subject["identifiers"]:
        _ = one["type"], one["value"], one["status"]
    if subject["date_of_birth"]:
        dt.date.fromisoformat(subject["date_of_birth"])
    for file in manifest["files"]:
        _ = file["kind"], file["row"], file["name"], manifest["entries"][f"files/{file['sha256']}"]
    _ = manifest["issuer"]["name"], subject["given_name"], subject["family_name"]


def _check_entries(file: Source, entries: Mapping[str, Entry], manifest: Mapping[str, Any]) -> None:
    """Each file is named in the manifest and is what it says, and none is missing."""
    said = manifest["entries"]
    if set(said) != set(entries) - {MANIFEST, SEAL}:
        raise PackageRefused(Code.DIGEST_MISMATCH, "The package does not hold the files that its manifest names.")
    for name, entry in entries.items():
        if name in (MANIFEST, SEAL):
            continue
        digest = hashlib.sha256()
        for piece in container.chunks(file, entry):
            digest.update(piece)
        if entry.size != said[name]["size"] or digest.hexdigest() != said[name]["sha256"]:
            raise PackageRefused(Code.DIGEST_MISMATCH, f"{name} is not what was packed.")
        if name.startswith("files/") and name != f"files/{digest.hexdigest()}":
            raise PackageRefused(Code.DIGEST_MISMATCH, f"{name} is not what was packed.")


def _rows(file: Source, entries: Mapping[str, Entry], folder: str) -> Rows:
    found: Rows = {}
    for name, entry in sorted(entries.items()):
        if name.startswith(f"{folder}/"):
            found[name.removeprefix(f"{folder}/").removesuffix(".ndjson")] = [
                _row(line) for line in io.BytesIO(container.content(file, entry))
            ]
    return found


def _row(line: bytes) -> dict[str, Any]:
    if len(line) > LINE_MOST:
        raise PackageRefused(Code.TOO_BIG, "A row is larger than any row is.")
    row = json.loads(line)
    if not isinstance(row, dict) or text.canonical(row) + b"\n" != line:
        raise PackageRefused(Code.UNSUPPORTED_VERSION, "A row is not written as RFC 8785 says.")
    return row


def _check_kinds(manifest: Mapping[str, Any], records: Rows) -> dict[str, dict[str, str]]:
    """The counts, the digests and the root agree with the rows themselves."""
    said = manifest["kinds"]
    if set(records) - set(said):
        raise PackageRefused(Code.COUNT_MISMATCH, "The package holds rows that its manifest does not count.")
    digests: dict[str, dict[str, str]] = {}
    for name, kind in said.items():
        held = records.get(name, [])
        digests[name] = {str(row["id"]): text.row_digest(row, kind["columns"]) for row in held}
        if len(held) != kind["count"] or len(digests[name]) != len(held):
            raise PackageRefused(Code.COUNT_MISMATCH, f"The package should hold {kind['count']} of {name}.")
        if text.kind_digest(digests[name]) != kind["digest"]:
            raise PackageRefused(Code.DIGEST_MISMATCH, f"The rows of {name} are not what was counted.")
    covered = [
        (name, kind["count"], kind["digest"]) for name, kind in said.items() if kind["class"] == RecordClass.RECORD
    ]
    if text.root(covered) != manifest["root"]:
        raise PackageRefused(Code.DIGEST_MISMATCH, "The root is not that of the rows.")
    return digests


__all__ = ["Checked", "NoPackage", "check"]
