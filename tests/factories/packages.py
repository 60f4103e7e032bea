"""Packages, and what is kept of them."""

import datetime as dt
import hashlib
import io
import json
import uuid
from typing import Any
from unittest import mock

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core import files, pdf
from campus.core.ids import new_id
from campus.core.models import written
from learners.models import Learner
from tests.factories.accounts import posted
from tests.factories.learners import as_learner, provenance
from transfers.packages import building, checking, commanding, sealing
from transfers.packages.actions import cases, importing
from transfers.packages.building import Built, Order
from transfers.packages.models import AccessCase, AccessItem, AccessSection, CarriedRow, PackageCase, ReceivedPackage
from transfers.packages.rules import container, text
from transfers.packages.rules.access import AccessState
from transfers.packages.rules.cases import Basis, Purpose, SentState

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def with_carried(learner: Learner) -> CarriedRow:
    """Something from another place that this campus does not know."""
    row = {"id": str(new_id()), "learner_id": str(learner.id), "origin_id": None, "badge": "Bricklayer", "points": 7}
    return CarriedRow.objects.create(
        learner=learner, kind="badge", title="Badges", record_class="record", why="UNKNOWN_KIND", source_id=row["id"],
        source_system="Scotland", body=text.canonical(row).decode(), **provenance(),
    )  # fmt: skip


def an_order(learner: Learner, **changed: Any) -> Order:
    return Order(**{
        "learner_id": learner.id, "purpose": Purpose.OTHER_INSTANCE, "legal_basis": Basis.PUBLIC_TASK, "at": AT,
        **changed,
    })  # fmt: skip


def built(learner: Learner, **changed: Any) -> Built:
    """A package of the person. Use the fixture `no_pdf` where its paper does not matter: it takes seconds."""
    return building.build(an_order(learner, **changed))


def checked(content: bytes, at: dt.datetime = AT) -> checking.Checked:
    return checking.check(io.BytesIO(content), len(content), at=at)


def who(by: Actor) -> dict[str, Any]:
    return written(by, AT)


def nobody() -> uuid.UUID:
    return new_id()


def inside(content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest of a package and the rest of its files."""
    file = io.BytesIO(content)
    entries = {name: container.content(file, one) for name, one in container.read(file, len(content)).items()}
    manifest = json.loads(entries.pop(container.MANIFEST))
    del entries[container.SEAL]
    return manifest, entries


def packed(manifest: dict[str, Any], entries: dict[str, bytes], *, count: bool = True) -> bytes:
    """A package sealed by this campus, whose manifest counts and digests what it holds."""
    if count:
        manifest["entries"] = {
            name: {"sha256": hashlib.sha256(held).hexdigest(), "size": len(held)} for name, held in entries.items()
        }
        for name, kind in manifest["kinds"].items():
            rows = [json.loads(line) for line in entries.get(f"records/{name}.ndjson", b"").splitlines()]
            kind["count"] = len(rows)
            kind["digest"] = text.kind_digest({row["id"]: text.row_digest(row, kind["columns"]) for row in rows})
        manifest["root"] = text.root(
            (name, kind["count"], kind["digest"])
            for name, kind in manifest["kinds"].items() if kind["class"] == "record"
        )  # fmt: skip
    said = text.canonical(manifest)
    out = io.BytesIO()
    container.write([(container.MANIFEST, said), *sorted(entries.items()), (container.SEAL, sealing.seal(said))], out)
    return out.getvalue()


def imported(content: bytes, *, match: str = "", by: Actor | None = None) -> importing.Result:
    by = by or commanding.operator(Permission.PACKAGE_IMPORT)
    return importing.integrate(by=by, checked=checked(content), package_id=None, match=match, at=AT)


def without_paper() -> Any:
    """The paper of a package costs seconds: here it is a few bytes."""
    return mock.patch.object(pdf, "make", lambda html, *, identifier: pdf.Pdf(b"%PDF-1.7 " + identifier.encode(), 1))


def a_case(learner: Learner, code: str = "LEI", state: str = SentState.OFFERED, **changed: Any) -> PackageCase:
    """A package that is ready to be fetched, asked for at the prison and decided by a steward."""
    asked, decided = posted("EDU_MGR", code), posted("NAT_STEWARD", None)
    made = built(learner)
    stored = files.put(made.content, f"packages/sent/{made.package_id}.zip")
    return PackageCase.objects.create(**{
        "learner": learner, "purpose": Purpose.OTHER_JURISDICTION, "legal_basis": Basis.PUBLIC_TASK,
        "recipient": "HMP Barlinnie", "reason": "Moves to Scotland", "state": state, "decided_by": decided.user,
        "decided_at": AT, "package_id": made.package_id, "file_name": stored.name, "size": stored.size,
        "sha256": stored.sha256, "root": made.root, "total": made.total, "offered_at": AT, **written(asked, AT),
        **changed,
    })  # fmt: skip


def an_own_copy(learner: Learner) -> PackageCase:
    """A copy that the person asked for, made by the worker."""
    case = cases.ask_for_own_copy(by=as_learner(learner), learner_id=learner.id, at=AT)
    cases.keep(case_id=case.id, built=cases.make(case_id=case.id, attempt=1, at=AT), at=AT)
    case.refresh_from_db()
    return case


def a_received(learner: Learner) -> ReceivedPackage:
    """A package that waits for a steward to say whose it is."""
    by = commanding.operator(Permission.PACKAGE_IMPORT)
    return importing.quarantine(by=by, checked=checked(built(learner).content), file_name="record.zip", at=AT)


def a_read_answer(learner: Learner) -> AccessItem:
    """An answer of one section, read through, with its file."""
    by = posted("DPO_SAR", None)
    stored = files.put(b"PK " + learner.id.bytes, f"packages/access/{learner.id}.zip")
    case = AccessCase.objects.create(
        learner=learner, state=AccessState.READY, file_name=stored.name, size=stored.size, sha256=stored.sha256,
        ready_at=AT, **written(by, AT),
    )  # fmt: skip
    line = {"label": "Note", "value": "Ask Liam Carter", "column": "note"}
    content = [{"key": str(new_id()), "when": "", "who": "", "where": "", "lines": [line]}]
    section = AccessSection.objects.create(
        case=case, position=0, code="record-goal", title="Goals", state="COLLECTED", rows=1, content=content,
        collected_at=AT,
    )  # fmt: skip
    return AccessItem.objects.create(
        section=section, entry=0, line=0, start=4, end=15, words="Liam Carter", why="NAME", verdict="BLACK_OUT",
        reason="Somebody else", decided_by=by.user, decided_at=AT,
    )  # fmt: skip


def ids_of(learner: Learner, code: str) -> dict[str, Any]:
    """What the addresses of this app name, about this person."""
    with without_paper():
        found = a_read_answer(learner)
        return {
            "package_case_id": a_case(learner, code).id, "received_id": a_received(learner).id,
            "access_id": found.section.case_id, "found_id": found.id, "copy_id": an_own_copy(learner).id,
            "part": "goal",
        }  # fmt: skip
