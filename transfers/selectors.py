"""Questions about moves that pages ask."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from campus.accounts.actors import Actor
from learners.models import Learner
from learners.record_kinds import kinds
from transfers.models import Manifest, TransferCase, TransferException
from transfers.rules import RECEIPT_DAYS, CaseState

PAGE_SIZE = 50
# Moves that a later one took the place of, and moves that never were.
PASSED_OVER = (CaseState.SUPERSEDED, CaseState.REVERSED)


@dataclass(frozen=True)
class Line:
    kind: str
    title: str
    before: int
    after: int
    digest_before: str
    digest_after: str


@dataclass(frozen=True)
class Receipt:
    """What came with a person, as counted before and after the move."""

    case: TransferCase
    total: int
    missing: int
    checking: int
    lines: list[Line]
    taken_at: dt.datetime
    root: str

    @property
    def complete(self) -> bool:
        return not self.missing and not self.checking

    @property
    def waits_for_files(self) -> bool:
        """The counts agree, and the files are being read this moment."""
        return self.case.state == CaseState.ARRIVED


def receipt_of(case: TransferCase) -> Receipt | None:
    """The receipt of a move, or None for a case that has not arrived."""
    manifests = {m.phase: m for m in case.manifests.all()}
    before, after = manifests.get(Manifest.Phase.BEFORE), manifests.get(Manifest.Phase.AFTER)
    if before is None or after is None:
        return None
    problems = [p for e in case.exceptions.all() if e.resolved_at is None for p in e.problems]
    missing = sum(p["problem"] in ("missing", "file") for p in problems)
    return Receipt(
        case, before.total, missing, len(problems) - missing, _lines(before, after), after.taken_at, before.root
    )


def _lines(before: Manifest, after: Manifest) -> list[Line]:
    titles = {kind.name: kind.title for kind in kinds()}
    found = []
    for name in sorted(set(before.kinds) | set(after.kinds), key=lambda n: titles.get(n, n)):
        old, new = before.kinds.get(name, {}), after.kinds.get(name, {})
        if old.get("count") or new.get("count"):
            found.append(Line(
                name, titles.get(name, name), old.get("count", 0), new.get("count", 0), old.get("digest", ""),
                new.get("digest", ""),
            ))  # fmt: skip
    return found


def _with_proof(rows: QuerySet[TransferCase]) -> QuerySet[TransferCase]:
    return rows.select_related("learner", "from_establishment", "to_establishment").prefetch_related(
        "manifests", "exceptions"
    )


def latest_receipt(learner_id: uuid.UUID) -> Receipt | None:
    """The receipt of the person's last move."""
    rows = TransferCase.objects.filter(learner_id=learner_id, arrived_at__isnull=False).exclude(
        state=CaseState.REVERSED
    )  # fmt: skip
    case = _with_proof(rows.order_by("-arrived_at", "-id")).first()
    return receipt_of(case) if case else None


def fresh_receipt(learner_id: uuid.UUID, at: dt.datetime) -> Receipt | None:
    """The last receipt while it is news: 14 days."""
    receipt = latest_receipt(learner_id)
    arrived = receipt.case.arrived_at if receipt else None
    return receipt if arrived and at - arrived <= dt.timedelta(days=RECEIPT_DAYS) else None


def case_for(actor: Actor, case_id: uuid.UUID) -> TransferCase | None:
    rows = TransferCase.objects.filter(id=case_id, learner__in=Learner.objects.visible_to(actor, "transfer.view"))
    return _with_proof(rows).first()


def open_exceptions() -> QuerySet[TransferException]:
    rows = TransferException.objects.filter(resolved_at__isnull=True)
    return rows.select_related("case__from_establishment", "case__to_establishment", "learner").order_by("created_at")


def exception_for(exception_id: uuid.UUID) -> TransferException | None:
    return (
        TransferException.objects.select_related(
            "case__from_establishment", "case__to_establishment", "learner", "resolved_by"
        )
        .filter(id=exception_id)
        .first()
    )


def kind_titles() -> dict[str, str]:
    return {kind.name: kind.title for kind in kinds()}


def recent_arrivals(code: str, since: dt.datetime) -> int:
    rows = TransferCase.objects.filter(to_establishment_id=code, arrived_at__gte=since)
    return rows.filter(learner__current_establishment_id=code).exclude(state__in=PASSED_OVER).count()


def problems_in_words(exception: TransferException) -> list[dict[str, Any]]:
    titles = kind_titles()
    words = {
        "missing": "is missing",
        "changed": "is not as it was",
        "added": "was not there before",
        "file": "has a damaged file",
    }
    return [
        {
            "kind": titles.get(p["kind"], p["kind"]),
            "what": words.get(p["problem"], p["problem"]),
            "row": p["row"],
            "says": p.get("says", ""),
        }
        for p in exception.problems
    ]
