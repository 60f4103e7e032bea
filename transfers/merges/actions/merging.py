"""Joining two records: one transaction in which rows change whose they are, and nothing else about them changes.

Lock order, always: the people by key, then their placements, then their cases.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import outbox
from campus.core.models import written
from learners import digests, kiosk
from learners.digests import RecordDigest
from learners.models import Identifier, KioskSession, Learner
from learners.rules import IdentifierType
from transfers import rules as movements
from transfers.actions import cases as transfer_cases
from transfers.actions import moves
from transfers.merges import rules, tables
from transfers.merges.actions import copies, rows, stays
from transfers.merges.models import MergeCase, NeverSame, StewardTask
from transfers.merges.rules import MergeState, Problem, TaskKind, Verdict
from transfers.models import MovementEvent, TransferCase


class NotConserved(Exception):
    """What was counted after a merge is not the sum of what was counted before."""

    def __init__(self, problems: list[dict[str, str]]) -> None:
        super().__init__(f"{len(problems)} rows are not as they were")
        self.problems = problems


@dataclass(frozen=True)
class Pair:
    """Whom a message names: as known by their numbers, and the person under whom the survivor's record stands."""

    survivor: Learner
    removed: Learner
    end: Learner
    parents: rules.Chain


@transaction.atomic
def merge(
    *, survivor_number: str, removed_number: str, cause: MovementEvent | None, by: Actor, at: dt.datetime,
    even_if_parted: bool = False,
) -> tuple[Verdict, MergeCase | None]:  # fmt: skip
    """Join the record of one number to that of another. Says what it came to, and the case if there is one.

    The same message again, in another order or before anybody heard of either number, ends in the same state. What
    cannot be is kept as an exception for a steward, and changes nothing. `even_if_parted`: two stewards say so.
    """
    named = (known(survivor_number, by, at), known(removed_number, by, at))
    if named[0].learner_id == named[1].learner_id and _as_written(named[0]) == _as_written(named[1]):
        _one_number_less(named[1], by)
        return Verdict.DONE, None
    pair = _locked(_as_written(named[0]), _as_written(named[1]))
    found = rules.verdict(pair.survivor.id, pair.removed.id, pair.parents)
    numbers = (survivor_number, removed_number)
    if found == Verdict.DONE:
        return found, None
    if found != Verdict.MERGE:
        return found, _refused(pair, numbers, Problem(found), [], cause, by, at)
    if even_if_parted:
        _never_same(pair).update(ended_at=at)
    if _never_same(pair).exists():
        return Verdict.CONTRADICTION, _refused(pair, numbers, Problem.NEVER_SAME, [], cause, by, at)
    try:
        with transaction.atomic():
            return found, _join(pair, numbers, cause, by, at)
    except NotConserved as lost:
        pair.end.refresh_from_db()
        pair.removed.refresh_from_db()
        return found, _refused(pair, numbers, Problem.NOT_CONSERVED, lost.problems, cause, by, at)


def known(number: str, by: Actor, at: dt.datetime) -> Identifier:
    """The number as it is known; an unknown one makes a person of whom nothing else is known yet."""
    found = Identifier.everything.filter(type=IdentifierType.PRISON_NUMBER, value=number).first()
    if found is None:
        learner = Learner.objects.create(given_name="", family_name=moves.SHELL_NAME, **written(by, at))
        found = Identifier.objects.create(
            learner=learner, type=IdentifierType.PRISON_NUMBER, value=number, source="merge", **written(by, at)
        )
    return found


def _as_written(number: Identifier) -> uuid.UUID:
    """The person to whom the number was given, whoever's record holds it now."""
    return number.origin_id or number.learner_id


def _locked(survivor_id: uuid.UUID, removed_id: uuid.UUID) -> Pair:
    """Both, and everybody between them and the ends of their chains, locked in the order of their keys."""
    wanted = {survivor_id, removed_id}
    while following := _above(wanted) - wanted:
        wanted |= following
    found = {row.id: row for row in Learner.objects.select_for_update().filter(id__in=wanted).order_by("id")}
    while following := {row.merged_into_id for row in found.values() if row.merged_into_id} - found.keys():
        # Somebody was joined while we waited for the locks.
        found |= {row.id: row for row in Learner.objects.select_for_update().filter(id__in=following).order_by("id")}
    parents = {row.id: row.merged_into_id for row in found.values()}
    end = rules.chain_of(survivor_id, parents)[-1]
    return Pair(found[survivor_id], found[removed_id], found[end], parents)


def _above(people: set[uuid.UUID]) -> set[uuid.UUID]:
    rows = Learner.objects.filter(id__in=people, merged_into__isnull=False)
    return set(rows.values_list("merged_into_id", flat=True))  # type: ignore[arg-type]


def _one_number_less(number: Identifier, by: Actor) -> None:
    """Both numbers are the same person's already: the one is not in use any more."""
    if number.status == Identifier.Status.ACTIVE:
        Identifier.everything.filter(id=number.id).update(status=Identifier.Status.MERGED)
        record(by=by, verb="identifier.merged", subject=number)


def _never_same(pair: Pair) -> QuerySet[NeverSame]:
    """That these two were parted before."""
    one, other = pair.end.id, pair.removed.id
    either = Q(one=one, other=other) | Q(one=other, other=one)
    named = Q(one=pair.survivor.id, other=other) | Q(one=other, other=pair.survivor.id)
    return NeverSame.objects.filter(either | named, ended_at__isnull=True)


def _refused(
    pair: Pair, numbers: tuple[str, str], problem: Problem, problems: list[dict[str, str]],
    cause: MovementEvent | None, by: Actor, at: dt.datetime,
) -> MergeCase:  # fmt: skip
    """Keep that two records were said to be one and were not joined. A message that says so again finds it."""
    same = MergeCase.objects.filter(
        survivor=pair.survivor, removed=pair.removed, problem=problem, state=MergeState.EXCEPTION
    ).first()
    if same is not None:
        return same
    case = MergeCase.objects.create(
        survivor=pair.survivor, removed=pair.removed, survivor_number=numbers[0], removed_number=numbers[1],
        state=MergeState.EXCEPTION, problem=problem, problems=problems, cause=cause, **written(by, at),
    )  # fmt: skip
    StewardTask.objects.create(
        kind=TaskKind.REFUSED, learner=pair.end, other=pair.removed, case=case, cause=cause,
        facts={"problem": problem}, **written(by, at),
    )  # fmt: skip
    record(by=by, verb="merge.refused", subject=case, problem=str(problem))
    return case


def _join(
    pair: Pair, numbers: tuple[str, str], cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> MergeCase:  # fmt: skip
    end, removed = pair.end, pair.removed
    before = (digests.take(end.id), digests.take(removed.id))
    case = MergeCase(
        survivor=pair.survivor, removed=removed, survivor_number=numbers[0], removed_number=numbers[1],
        state=MergeState.MERGED, cause=cause, merged_at=at,
        stood={str(person.id): copies.of(person) for person in (end, removed)}, **written(by, at),
    )  # fmt: skip
    stays.lock(end.id, removed.id)
    origins = set(tables.family(removed.id).values_list("id", flat=True))
    left, stands = removed.current_establishment_id, stays.where_both_stand(end.id, removed.id)
    asides = rows.set_losers_aside(
        survivor=end.id, removed=removed.id, stands_at=stands.establishment_id if stands else None
    )
    case.set_aside, case.numbers = [aside.said for aside in asides], _end_numbers(removed)
    stays.put_aside(removed.id)
    _point(pair, origins)
    rows.hand_over(of=removed.id, to=end.id)
    moves.refold(learner=end, by=by, at=at, cause=cause)
    copies.take(case, end, removed, stands)
    _end_sessions(end, removed, at)
    case.counts, case.total, case.root = _conserved(before, digests.take(end.id))
    case.save()
    _close_move(removed, cause, by, at)
    _ask_about_ulns(case, end, asides, by, at)
    _tell(pair, origins, left)
    for person in (end, removed):
        record(by=by, verb="learner.merged", subject=person, case=str(case.id), into=str(end.id))
    return case


def _end_numbers(removed: Learner) -> list[str]:
    """The prison numbers of the removed person are theirs for ever, and in use no more."""
    held = Identifier.everything.filter(
        learner=removed, type=IdentifierType.PRISON_NUMBER, status=Identifier.Status.ACTIVE
    )
    ids = [str(row_id) for row_id in held.order_by("id").values_list("id", flat=True)]
    held.update(status=Identifier.Status.MERGED)
    return ids


def _point(pair: Pair, origins: set[uuid.UUID]) -> None:
    """The removed person, and all who were joined into them before, are known as the survivor from now on. They stand
    nowhere."""
    end, removed = pair.end, pair.removed
    removed.cell, removed.current_establishment_id = "", None
    removed.merged_into_id, removed.canonical_id = pair.survivor.id, end.id
    removed.placement_epoch += 1
    removed.save(update_fields=["merged_into", "canonical", "current_establishment", "cell", "placement_epoch"])
    Learner.objects.filter(id__in=origins - {removed.id}).update(canonical=end)


def _end_sessions(end: Learner, removed: Learner, at: dt.datetime) -> None:
    for person in (end, removed):
        kiosk.end_sessions_of(person.id, KioskSession.Ended.MOVED, at)


def _conserved(before: tuple[RecordDigest, RecordDigest], after: RecordDigest) -> tuple[dict[str, Any], int, str]:
    """The three counts as they are kept. Raises NotConserved unless each row is there once, exactly as it was."""
    problems: list[dict[str, str]] = []
    for name, kind in after.kinds.items():
        was = {**before[0].kinds[name].rows, **before[1].kinds[name].rows}
        for row_id in sorted(was.keys() | kind.rows.keys()):
            if was.get(row_id) != kind.rows.get(row_id):
                how = "added" if row_id not in was else "changed" if row_id in kind.rows else "missing"
                problems.append({"kind": name, "row": row_id, "problem": how})
    if problems:
        raise NotConserved(problems)
    counts = {
        name: {"total": found.total, "root": found.root, "kinds": found.summary()}
        for name, found in (("survivor", before[0]), ("removed", before[1]), ("after", after))
    }
    return counts, after.total, after.root


def _close_move(removed: Learner, cause: MovementEvent | None, by: Actor, at: dt.datetime) -> None:
    """A move that was under way under the removed number is overtaken."""
    under_way = TransferCase.objects.select_for_update().filter(
        learner=removed, state__in=sorted(movements.OPEN_STATES)
    ).first()  # fmt: skip
    for after in (movements.CaseState.SUPERSEDED, movements.CaseState.CANCELLED) if under_way else ():
        if under_way and movements.may_move(movements.CaseState(under_way.state), after):
            transfer_cases.step(under_way, removed, after, cause, by, at)
            return


def _ask_about_ulns(case: MergeCase, end: Learner, asides: list[rows.Aside], by: Actor, at: dt.datetime) -> None:
    """Two learner numbers of one person, both good: both are kept, and a steward asks whose they are."""
    ids = [aside.row_id for aside in asides if aside.label == Identifier._meta.label]
    for number in Identifier.everything.filter(id__in=ids, type=IdentifierType.ULN):
        current = Identifier.objects.filter(
            learner=end, type=IdentifierType.ULN, status=Identifier.Status.ACTIVE
        ).first()  # fmt: skip
        if current is not None and current.value != number.value:
            facts = {"current": str(current.id), "aside": str(number.id)}
            StewardTask.objects.create(
                kind=TaskKind.ULN, learner=end, other=case.removed, case=case, facts=facts, **written(by, at)
            )


def _tell(pair: Pair, origins: set[uuid.UUID], left: str | None) -> None:
    """Let planning know, after this transaction: what hangs on a place or a date changes then."""
    stays_there = left == pair.end.current_establishment_id
    body = {
        "survivor": str(pair.end.id), "removed": str(pair.removed.id), "left": None if stays_there else left,
        "origins": sorted(str(one) for one in origins),
    }  # fmt: skip
    outbox.queue(topic="learner.merged", key=f"learner:{pair.end.id}", body=body)
