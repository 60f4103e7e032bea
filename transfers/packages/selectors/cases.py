"""Questions about packages that are sent and received, and about a person's own copies."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from campus.accounts.actors import Actor
from campus.core import files
from campus.core.models import OutboxMessage
from campus.estate.models import Establishment
from learners.models import Learner
from learners.record_kinds import kinds
from transfers.packages import readable
from transfers.packages.models import PackageCase, ReceivedPackage
from transfers.packages.rules import cases as rules
from transfers.packages.rules import container
from transfers.packages.rules.cases import Purpose, ReceivedState, SentState

PAGE_SIZE = 50
ENTRIES_SHOWN = 20


class Progress(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class CaseLine:
    """A package in a list."""

    case: PackageCase
    words: str
    kind: str
    overdue: bool


def sent(actor: Actor, at: dt.datetime, *, before: str = "") -> list[CaseLine]:
    """A page of packages, newest first."""
    rows = PackageCase.objects.visible_to(actor).select_related("learner", "created_by")
    if before:
        rows = rows.filter(id__lt=before)
    return [line_of(case, at) for case in rows.order_by("-id")[:PAGE_SIZE]]


def line_of(case: PackageCase, at: dt.datetime) -> CaseLine:
    state = SentState(case.state)
    overdue = rules.is_overdue(state, case.offered_at, at)
    kind = "late" if overdue or state in (SentState.REJECTED, SentState.NOT_MADE) else _KINDS.get(state, "todo")
    words = "No answer in 8 days" if overdue else rules.STATE_WORDS[state]
    return CaseLine(case, words, kind, overdue)


_KINDS = {SentState.CLOSED: "none", SentState.DECLINED: "none", SentState.INTEGRATED: "done", SentState.MAKING: "soon"}


def case_for(actor: Actor, case_id: uuid.UUID) -> PackageCase | None:
    rows = PackageCase.objects.visible_to(actor).select_related("learner", "created_by", "decided_by")
    return rows.filter(id=case_id).first()


def to_decide(actor: Actor) -> int:
    """How many wait for a decision that this actor may make."""
    rows = PackageCase.objects.visible_to(actor).filter(state=SentState.ASKED)
    return rows.exclude(created_by_id=actor.user_id).count()


def progress(case: PackageCase, at: dt.datetime) -> Progress:
    """How far the making is. One that waits while nothing is owed was given up by the outbox, a failure too."""
    if case.state == SentState.NOT_MADE:
        return Progress.FAILED
    if case.state != SentState.MAKING:
        return Progress.READY
    rows = OutboxMessage.objects.filter(key=rules.owed_key(case.id), sent_at__isnull=True, dead_at__isnull=True)
    owed = list(rows.values_list("locked_until", flat=True))
    if not owed:
        return Progress.FAILED
    return Progress.MAKING if any(until and until > at for until in owed) else Progress.WAITING


def own_copies(learner_id: uuid.UUID) -> list[PackageCase]:
    """A person's own copies, newest first."""
    rows = PackageCase.objects.own_copies().filter(learner_id=learner_id)
    return list(rows.order_by("-created_at", "-id")[:PAGE_SIZE])


def own_copy(actor: Actor, case_id: uuid.UUID) -> PackageCase | None:
    """A copy for the person whose it is."""
    return PackageCase.objects.visible_to(actor).filter(id=case_id).first()


def copy_to_print(actor: Actor, learner_id: uuid.UUID, case_id: uuid.UUID) -> PackageCase | None:
    """A copy that staff may hand over where the person is now."""
    reached = Learner.objects.visible_to(actor, "cv.print")
    rows = PackageCase.objects.own_copies().filter(learner__in=reached, learner_id=learner_id)
    return rows.filter(id=case_id, state__in=rules.HAS_FILE).first()


def parts_of(case: PackageCase) -> list[readable.Part]:
    """What a copy holds, as it was made: read from the file that was made."""
    with files.open(case.file_name) as file:
        entries = container.read(file, case.size)
        found = {
            name: [json.loads(line) for line in container.content(file, entry).splitlines()]
            for name, entry in entries.items() if name.endswith(".ndjson")
        }  # fmt: skip
    names = _names(found)
    parts = [
        readable.part(kind, found[f"records/{kind.name}.ndjson"], names, own=True)
        for kind in kinds() if f"records/{kind.name}.ndjson" in found
    ]  # fmt: skip
    return sorted((part for part in parts if any(entry.lines for entry in part.entries)), key=lambda part: part.title)


def _names(found: dict[str, list[dict[str, str]]]) -> readable.Names:
    people = {row["id"]: row["given_name"] for row in found.get("references/accounts_user.ndjson", [])}
    things = {
        row["id"]: row.get("title") or row.get("name") or ""
        for name, rows in found.items() if name.startswith("references/") and "user" not in name for row in rows
    }  # fmt: skip
    return readable.Names(people, {one.code: one.short_name for one in Establishment.objects.all()}, things)


def received(*, before: str = "") -> Iterable[ReceivedPackage]:
    """A page of packages that others sent, newest first."""
    rows = ReceivedPackage.objects.select_related("learner", "created_by")
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:PAGE_SIZE])


def received_for(received_id: uuid.UUID) -> ReceivedPackage | None:
    return ReceivedPackage.objects.select_related("learner", "decided_by", "created_by").filter(id=received_id).first()


RECEIVED_WORDS = {
    ReceivedState.QUARANTINED: ("To be matched", "todo"), ReceivedState.IMPORTED: ("Taken in", "done"),
    ReceivedState.HERE_ALREADY: ("Was here already", "none"), ReceivedState.REFUSED: ("Turned away", "none"),
}  # fmt: skip


def purpose_words(case: PackageCase) -> tuple[str, str]:
    purpose = rules.PURPOSES.get(Purpose(case.purpose), "The person’s own copy")
    return purpose, rules.BASES[rules.Basis(case.legal_basis)]
