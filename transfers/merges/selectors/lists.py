"""What stewards see: merges, what waits for a second steward, what waits for an answer."""

import uuid
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet

from campus.accounts.actors import Actor
from learners import selectors as people
from learners.models import Identifier, Learner, LearnerRow
from learners.record_kinds import RecordClass, counted, kinds
from learners.rules import IdentifierType
from transfers.merges.models import Allocation, IdentityRequest, MergeCase, StewardTask
from transfers.merges.rules import AskState, TaskKind
from transfers.merges.selectors.naming import kind_named, said_of
from transfers.merges.tables import may_move, rows_of

PAGE_SIZE = 50
ROWS_A_KIND = 30
_NAMED = ("survivor", "removed")


@dataclass(frozen=True)
class Merges:
    rows: list[MergeCase]
    next_before: str


def merges(*, before: str = "") -> Merges:
    """Merges, the newest first. `before` is the key of the last one of the page before."""
    rows = MergeCase.objects.select_related(*_NAMED).order_by("-id")
    if (key := _key(before)) is not None:
        rows = rows.filter(id__lt=key)
    page = list(rows[: PAGE_SIZE + 1])
    return Merges(page[:PAGE_SIZE], str(page[PAGE_SIZE - 1].id) if len(page) > PAGE_SIZE else "")


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def merge_of(case_id: uuid.UUID) -> MergeCase | None:
    return MergeCase.objects.select_related(*_NAMED, "survivor__current_establishment").filter(id=case_id).first()


@dataclass(frozen=True)
class KindCount:
    title: str
    survivor: int
    removed: int
    after: int


def counts_of(case: MergeCase) -> list[KindCount]:
    """What was counted of both before, and of the one after, kind by kind."""
    if not case.counts:
        return []
    said = {side: case.counts[side]["kinds"] for side in ("survivor", "removed", "after")}
    found = [
        KindCount(kind.title, *(said[side].get(kind.name, {}).get("count", 0) for side in said)) for kind in counted()
    ]
    return sorted((one for one in found if one.after), key=lambda one: one.title)


def asides_of(case: MergeCase) -> list[str]:
    """What was set aside, by the names of its kinds."""
    titles = {kind.model._meta.label: kind.title for kind in kinds()}
    return sorted({titles.get(label, apps.get_model(label)._meta.verbose_name) for label, _ in case.set_aside})


def requests_of(case: MergeCase) -> list[IdentityRequest]:
    return list(case.requests.select_related("created_by", "decided_by").order_by("-created_at"))


def open_requests() -> QuerySet[IdentityRequest]:
    rows = IdentityRequest.objects.filter(state=AskState.ASKED)
    return rows.select_related("learner", "other", "created_by", "case").order_by("created_at", "id")


def request_of(request_id: uuid.UUID) -> IdentityRequest | None:
    rows = IdentityRequest.objects.select_related("learner", "other", "created_by", "decided_by", "case")
    return rows.filter(id=request_id).first()


def waiting_allocations() -> QuerySet[Allocation]:
    rows = Allocation.objects.filter(state="WAITING").select_related("learner", "other", "case")
    return rows.order_by("created_at", "id")


@dataclass(frozen=True)
class ToAllocate:
    title: str
    allocation: Allocation


def to_allocate() -> list[ToAllocate]:
    titles = kind_titles()
    return [ToAllocate(titles.get(one.kind, one.kind), one) for one in waiting_allocations()[:PAGE_SIZE]]


def allocation_of(allocation_id: uuid.UUID) -> Allocation | None:
    return Allocation.objects.select_related("learner", "other", "case").filter(id=allocation_id).first()


def open_tasks() -> QuerySet[StewardTask]:
    rows = StewardTask.objects.filter(answered_at__isnull=True).select_related("learner", "other", "case")
    return rows.order_by("created_at", "id")


def task_of(task_id: uuid.UUID) -> StewardTask | None:
    rows = StewardTask.objects.select_related("learner", "other", "case", "answered_by")
    return rows.filter(id=task_id).first()


def ulns_of(task: StewardTask) -> dict[str, str]:
    """The two learner numbers of a task: the one in use, and the one that was set aside."""
    if task.kind != TaskKind.ULN:
        return {}
    held = Identifier.everything.filter(id__in=[task.facts["current"], task.facts["aside"]])
    values = {str(row.id): row.value for row in held}
    return {side: values.get(task.facts[side], "") for side in ("current", "aside")}


def waiting() -> int:
    """How much waits for stewards in all, in one query."""
    parts = [rows.order_by().values("id") for rows in (open_requests(), open_tasks(), waiting_allocations())]
    return parts[0].union(*parts[1:], all=True).count()


def kind_titles() -> dict[str, str]:
    return {kind.name: kind.title for kind in kinds()}


# --- the wrong person ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filed:
    kind: str
    row_id: uuid.UUID
    words: str


@dataclass(frozen=True)
class FiledRows:
    title: str
    rows: list[Filed]
    more: bool


def person_with(actor: Actor, number: str) -> Learner | None:
    """Whose record holds what was written under this number."""
    found = people.by_prison_number(number.strip().upper())
    return people.person(actor, found.id) if found else None


def filed_of(learner_id: uuid.UUID) -> list[FiledRows]:
    """The rows of a record that may be given to somebody else, the newest of each kind."""
    found = []
    for kind in counted():
        if kind.record_class == RecordClass.RECORD and kind.learner == "learner_id":
            mine = rows_of(kind.model).filter(learner_id=learner_id)  # type: ignore[arg-type]
            rows = mine.select_related("created_by", "created_at_establishment").order_by("-created_at", "-pk")
            alone: list[LearnerRow] = [row for row in rows[: ROWS_A_KIND + 1] if may_move(row)]
            filed = [Filed(kind.name, row.pk, said_of(row)) for row in alone[:ROWS_A_KIND]]
            if filed:
                found.append(FiledRows(kind.title, filed, len(alone) > ROWS_A_KIND))
    return sorted(found, key=lambda one: one.title)


def number_in_use(learner_id: uuid.UUID) -> str:
    rows = Identifier.objects.filter(
        learner_id=learner_id, type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE
    ).order_by("-valid_from", "-id")
    return rows.values_list("value", flat=True).first() or ""


def filed_row(kind: str, row_id: uuid.UUID) -> LearnerRow | None:
    """One row of a record that may be given to somebody else."""
    known = kind_named(kind)
    if known is None or known.record_class != RecordClass.RECORD or known.learner != "learner_id":
        return None
    rows = known.model._base_manager.filter(pk=row_id)
    row = rows.select_related("learner", "created_by", "created_at_establishment").first()
    return row if row is not None and may_move(row) else None  # type: ignore[arg-type,return-value]
