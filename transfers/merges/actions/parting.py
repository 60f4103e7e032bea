"""Taking a merge back: exactly, but for what was written since, which stewards allocate."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min

from campus.accounts.actors import Actor
from campus.audit.models import Viewing
from campus.audit.recording import record
from campus.core import outbox
from campus.core.errors import Refused
from campus.core.models import written
from learners import digests, kiosk
from learners.models import Identifier, KioskSession, Learner, LearnerRow, Placement
from learners.record_kinds import RecordClass
from transfers.actions import moves
from transfers.merges import rules, tables
from transfers.merges.actions import copies, rows, stays
from transfers.merges.actions.rows import Aside
from transfers.merges.models import Allocation, MergeCase, NeverSame
from transfers.merges.rules import MergeState
from transfers.merges.selectors.naming import kind_of, said_of
from transfers.merges.tables import RowKind


@dataclass(frozen=True)
class Since:
    """One row that was written while the two were one. It `goes` where what it hangs on went."""

    model: RowKind
    row: LearnerRow
    goes: bool
    rehang: Mapping[str, uuid.UUID]


def part(case: MergeCase, *, by: Actor, at: dt.datetime) -> None:
    """Undo a merge. The caller has the leave of two stewards and holds the lock on the case.

    Rows go back to the person under whom they were written. Raises Refused where a row would be lost or changed.
    """
    end, removed, branch, people = _locked(case)
    before = digests.take(end.id)
    since = list(_since(case, end, branch))
    later = _later(case, end)
    asides = _asides([case, *later])
    rows.hand_back(of=end.id, to=removed.id, branch=branch)
    for one in since:
        whose = {"learner": removed} if one.goes else {}
        if whose or one.rehang:
            tables.rows_of(one.model).filter(pk=one.row.pk).update(**whose, **one.rehang)
    Identifier.everything.filter(id__in=case.numbers, status=Identifier.Status.MERGED).update(
        status=Identifier.Status.ACTIVE
    )
    _point_back(removed, branch)
    _return_copies(case, later, branch, people)
    _stand_again(case, end, removed, by, at)
    _bring_back(asides, later, end, removed)
    _check_conserved(before, end.id, removed.id, {str(one.row.pk) for one in since if one.goes or one.rehang})
    _allocate(case, since, end, removed, by, at)
    NeverSame.objects.create(one=end, other=removed, case=case, **written(by, at))
    case.state, case.undone_at, case.viewings = MergeState.UNDONE, at, _viewings(case, end, at)
    case.touch(by, at)
    case.save()
    body = {"survivor": str(end.id), "removed": str(removed.id)}
    for person in (end, removed):
        outbox.queue(topic="learner.unmerged", key=f"learner:{person.id}", body={**body, "learner": str(person.id)})
        record(by=by, verb="learner.unmerged", subject=person, case=str(case.id))


def _locked(case: MergeCase) -> tuple[Learner, Learner, set[uuid.UUID], dict[uuid.UUID, Learner]]:
    end_id = Learner.objects.get(id=case.removed_id).canonical_id
    if end_id is None or case.state != MergeState.MERGED:
        raise Refused("These records are not joined any more.")
    ids = list(tables.family(end_id).values_list("id", flat=True))
    joined = Learner.objects.select_for_update().filter(id__in=ids).order_by("id")
    people = {row.id: row for row in joined}
    removed = people.get(case.removed_id)
    if removed is None:
        raise Refused("Somebody changed these records a moment ago. Try again.")
    branch = rules.branch_of(removed.id, {row.id: row.merged_into_id for row in people.values()})
    stays.lock(end_id)
    return people[end_id], removed, branch, people


# --- what was written since ------------------------------------------------------------------------------------------


def _since(case: MergeCase, end: Learner, branch: set[uuid.UUID]) -> Iterable[Since]:
    """Each row that was written for the one person whom the two were. What hangs on a row that goes, goes."""
    new: dict[uuid.UUID, tuple[RowKind, LearnerRow]] = {}
    going: set[uuid.UUID] = set()
    for model in tables.held_by(end.id):
        if model is not Placement:
            mine = tables.rows_of(model).filter(learner=end)
            going |= set(mine.filter(origin_id__in=branch).values_list("pk", flat=True))
            new |= {row.pk: (model, row) for row in mine.filter(origin=None, created_at__gte=case.merged_at)}
    rehung = {key: _rehang(model, row, end, branch) for key, (model, row) in new.items()}
    while more := {
        key for key, (model, row) in new.items() if key not in going and _hangs(model, row, going, rehung[key])
    }:
        going |= more
    for key in sorted(new, key=str):
        yield Since(*new[key], key in going, {} if key in going else rehung[key])


def _rehang(model: RowKind, row: LearnerRow, end: Learner, branch: set[uuid.UUID]) -> dict[str, uuid.UUID]:
    """The parents of its kind that stay with the survivor, for a row whose own parent goes."""
    found: dict[str, uuid.UUID] = {}
    for column, parent in tables.parents_of(model):
        if (model, column) in tables.REHANGS:
            held = tables.rows_of(parent).filter(pk=getattr(row, f"{column}_id"), origin_id__in=branch).exists()
            gone = tables.rows_of(parent).filter(origin_id__in=branch).values("pk")
            own = tables.rows_of(parent).filter(learner=end).exclude(pk__in=gone).order_by("set_aside", "pk")
            if held and (kept := own.first()):
                found[f"{column}_id"] = kept.pk
    return found


def _hangs(model: RowKind, row: LearnerRow, going: set[uuid.UUID], rehung: Mapping[str, uuid.UUID]) -> bool:
    """A line of history, or a correction, names what it is about by its key alone."""
    keys = {getattr(row, f"{column}_id") for column, _ in tables.parents_of(model) if f"{column}_id" not in rehung}
    keys |= {getattr(row, "subject_id", None), getattr(row, "about_id", None)} - {None}
    return bool(keys & going)


def _allocate(case: MergeCase, since: list[Since], end: Learner, removed: Learner, by: Actor, at: dt.datetime) -> None:
    """What stands by itself waits for a steward. What went with its parent is told, and needs no word."""
    for one in since:
        kind = kind_of(one.model)
        if kind is None or kind.record_class != RecordClass.RECORD or not tables.may_move(one.row):
            continue
        mine, other = (removed, end) if one.goes else (end, removed)
        Allocation.objects.create(
            case=case, kind=kind.name, row_id=one.row.pk, learner=mine, other=other, words=said_of(one.row)[:300],
            **written(by, at),
        )  # fmt: skip


# --- which rows stand ------------------------------------------------------------------------------------------------


def _later(case: MergeCase, end: Learner) -> list[MergeCase]:
    """Merges into the same record that came after this one, and still hold."""
    held = MergeCase.objects.select_for_update().filter(state=MergeState.MERGED, id__gt=case.id)
    return list(held.filter(removed__canonical=end).order_by("id"))


def _asides(cases: Iterable[MergeCase]) -> set[Aside]:
    return {Aside(label, uuid.UUID(row_id)) for case in cases for label, row_id in case.set_aside}


def _bring_back(asides: set[Aside], later: list[MergeCase], end: Learner, removed: Learner) -> None:
    """Let the rows stand that only the other of the two stood in the way of. The rest wait for the merge that holds."""
    for person in (end, removed):
        left = rows.bring_back(asides, people=[person.id], stands_at=person.current_establishment_id)
        for case in later:
            if case.removed.canonical_id == person.id:
                said = [aside.said for aside in left if aside.said not in case.set_aside]
                if said:
                    case.set_aside = [*case.set_aside, *said]
                    case.save(update_fields=["set_aside"])


# --- where both stand ------------------------------------------------------------------------------------------------


def _point_back(removed: Learner, branch: set[uuid.UUID]) -> None:
    removed.merged_into_id = removed.canonical_id = None
    removed.placement_epoch += 1
    removed.save(update_fields=["merged_into", "canonical", "placement_epoch"])
    Learner.objects.filter(id__in=branch - {removed.id}).update(canonical=removed)


def _return_copies(
    case: MergeCase, later: list[MergeCase], branch: set[uuid.UUID], people: dict[uuid.UUID, Learner]
) -> None:
    """What was lent from this branch is the survivor's no longer: what came into the branch since, first."""
    within = [other for other in later if other.removed_id in branch]
    stay = [other for other in later if other.removed_id not in branch]
    for other in reversed(within):
        copies.give_back(other, [one for one in stay if one.id > other.id], people)
        other.lent_to = None
        other.save(update_fields=["lent_to"])
    copies.give_back(case, stay, people)


def _stand_again(case: MergeCase, end: Learner, removed: Learner, by: Actor, at: dt.datetime) -> None:
    """Each where their own stays end. A place that a move since then closed is open again until the roll says more."""
    end.placement_epoch += 1
    for person in (end, removed):
        stood_at = person.current_establishment_id
        stays.straighten(person)
        here = person.current_establishment_id
        if here is None or here != stood_at:
            person.cell = copies.cell_at(here, case.stood.get(str(person.id)))
        person.save(update_fields=[
            "current_establishment", "cell", "release_on", "legal_status", "placement_epoch",
        ])  # fmt: skip
        kiosk.end_sessions_of(person.id, KioskSession.Ended.MOVED, at)
        moves.refold(learner=person, by=by, at=at)


# --- proof and disclosure --------------------------------------------------------------------------------------------


def _check_conserved(before: digests.RecordDigest, one: uuid.UUID, other: uuid.UUID, going: set[str]) -> None:
    """Every row is there once, and as it was: but for those that went with their parent, which changed their owner."""
    after = (digests.take(one), digests.take(other))
    for name, kind in before.kinds.items():
        found = {**after[0].kinds[name].rows, **after[1].kinds[name].rows}
        same = all(found.get(key) == digest for key, digest in kind.rows.items() if key not in going)
        if found.keys() != kind.rows.keys() or not same:
            raise Refused("The count after was not the count before. Nothing was changed. Tell the service desk.")


def _viewings(case: MergeCase, end: Learner, at: dt.datetime) -> list[dict[str, Any]]:
    """Who opened the joined record while it was joined, and how often: the reader assesses whether it was a breach."""
    seen = Viewing.objects.filter(learner_id=end.id, at__gte=case.merged_at, at__lte=at)
    grouped = seen.values("by_id", "by__given_name", "by__family_name", "establishment_id").annotate(
        times=Count("id"), first=Min("at"), last=Max("at")
    )
    return [
        {
            "user": str(row["by_id"]), "name": f"{row['by__given_name']} {row['by__family_name']}".strip(),
            "establishment": row["establishment_id"] or "", "times": row["times"],
            "first": row["first"].isoformat(), "last": row["last"].isoformat(),
        }
        for row in grouped.order_by("-times", "by_id")
    ]  # fmt: skip
