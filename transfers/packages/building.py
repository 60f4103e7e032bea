"""One package from one record: rows, files, a reading for people, the manifest over all of it, and the seal."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings

from campus.core import pdf, signing_keys
from campus.core.components.dates import date_and_time
from campus.core.ids import new_id
from learners.record_kinds import RecordClass, kinds
from transfers.packages import gathering, readable, rows, sealing
from transfers.packages.gathering import Gathered
from transfers.packages.rules import container, text
from transfers.packages.rules.cases import FORMAT, LASTS, VERSION, Purpose


@dataclass(frozen=True)
class Order:
    """What a package is made for. `previous` is the package that it takes the place of."""

    learner_id: uuid.UUID
    purpose: str
    legal_basis: str
    at: dt.datetime
    recipient: str = ""
    recipient_key: Any = None
    issuer: str = ""
    previous: str | None = None

    @property
    def own(self) -> bool:
        return self.purpose == Purpose.OWN_COPY


@dataclass(frozen=True)
class Built:
    """A package as bytes, with what its manifest says. `paper` is the reading as PDF."""

    package_id: uuid.UUID
    content: bytes
    manifest: Mapping[str, Any]
    paper: bytes

    @property
    def root(self) -> str:
        return str(self.manifest["root"])

    @property
    def total(self) -> int:
        return sum(kind["count"] for kind in self.manifest["kinds"].values())


def build(order: Order) -> Built:
    """Make a package. Raises NotWhole, or PdfUnavailable where no PDF can be made."""
    with gathering.one_instant(order.learner_id):
        gathered = gathering.gather(order.learner_id, own=order.own)
        names = gathering.names(gathered, own=order.own)
        files = {file.sha256: gathering.content(file) for file in gathered.files}
    page = _reading(order, gathered, names)
    paper = pdf.make(page, identifier=f"{order.learner_id}:{order.at.isoformat()}").content
    entries = _entries(gathered, files) | {"summary.html": page.encode(), "summary.pdf": paper}
    manifest = _manifest(order, gathered, entries)
    packed = _packed(manifest, entries)
    if order.recipient_key is not None:
        packed = sealing.lock(packed, order.recipient_key)
    return Built(uuid.UUID(manifest["package_id"]), packed, manifest, paper)


def write(built: Built, to: BinaryIO) -> None:
    to.write(built.content)


def parts(gathered: Gathered, names: readable.Names, *, own: bool = False) -> list[readable.Part]:
    """The record in parts that hold something, the person first."""
    found = [
        readable.part(kind, gathered.records[kind.name], names, own=own)
        for kind in kinds() if gathered.records[kind.name] and (kind.record_class != RecordClass.DERIVED or not own)
    ]  # fmt: skip
    first = ("identity", "identifier", "plan", "goal", "step")
    return sorted(found, key=lambda one: (first.index(one.code) if one.code in first else len(first), one.title))


def _reading(order: Order, gathered: Gathered, names: readable.Names) -> str:
    when = date_and_time(order.at)
    if order.own:
        return readable.html(
            f"The record of {gathered.name}", parts(gathered, names, own=True), lead=f"Made on {when}."
        )
    lead = f"Everything in the record on {when}, in words. The files beside this page hold the same for machines."
    return readable.html(f"The record of {gathered.name}", parts(gathered, names), lead=lead)


def _entries(gathered: Gathered, files: Mapping[str, bytes]) -> dict[str, bytes]:
    found = {f"records/{name}.ndjson": text.lines(held) for name, held in gathered.records.items() if held}
    found |= {f"references/{name}.ndjson": text.lines(held) for name, held in gathered.references.items()}
    return found | {f"files/{sha256}": content for sha256, content in files.items()}


def _manifest(order: Order, gathered: Gathered, entries: Mapping[str, bytes]) -> dict[str, Any]:
    key = order.recipient_key
    recipient = {"name": order.recipient, "key_id": key.thumbprint() if key is not None else None}
    learner = gathered.learner
    return {
        "format": FORMAT, "version": VERSION, "package_id": str(new_id()), "previous_package_id": order.previous,
        "complete": not order.own, "purpose": order.purpose, "legal_basis": order.legal_basis,
        "created_at": _instant(order.at), "expires_at": None if order.own else _instant(order.at + LASTS),
        "issuer": {"key_id": signing_keys.key_id(), "name": order.issuer or settings.CAMPUS_NAME},
        "recipient": recipient if order.recipient or key is not None else None,
        "subject": {
            "learner_id": str(learner.id), "identifiers": list(gathered.identifiers),
            "date_of_birth": learner.date_of_birth.isoformat() if learner.date_of_birth else None,
            "given_name": learner.given_name, "family_name": learner.family_name,
        },
        "kinds": _kinds(order, gathered), "root": gathered.digest.root,
        "files": [
            {"kind": file.kind, "row": file.row, "name": file.name, "sha256": file.sha256, "size": file.size}
            for file in gathered.files
        ],
        "entries": {name: _said_of(content) for name, content in sorted(entries.items())},
    }  # fmt: skip


def _kinds(order: Order, gathered: Gathered) -> dict[str, Any]:
    """Of each kind that holds something: how many, and the digest that `record` says too."""
    summary, found = gathered.digest.summary(), {}
    for kind in kinds():
        held = gathered.records[kind.name]
        if not held and (order.own or kind.name not in summary):
            continue
        said: dict[str, Any] = {"class": str(kind.record_class), "title": kind.title, "count": len(held)}
        if not order.own:
            columns = rows.digested(kind)
            digest = text.kind_digest(rows.digests(held, columns))
            if kind.name in summary and digest != summary[kind.name]["digest"]:
                raise gathering.NotWhole(f"The rows of {kind.name} cannot be carried as they are stored.")
            said |= {"columns": columns, "digest": digest}
        found[kind.name] = said
    return found


def _said_of(content: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _packed(manifest: Mapping[str, Any], entries: Mapping[str, bytes]) -> bytes:
    said = text.canonical(manifest)
    out = io.BytesIO()
    container.write([(container.MANIFEST, said), *sorted(entries.items()), (container.SEAL, sealing.seal(said))], out)
    return out.getvalue()


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
