"""Whose the rows are, and which one stands where a person may have one."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Max, UniqueConstraint, Value, When
from django.db.models.functions import Coalesce

from learners.models import LearnerRow
from plans.models import CaseWorker, Review
from transfers.merges.rules import Candidate, current_of
from transfers.merges.tables import (
    DATED,
    FOLLOWS,
    REVIEWED,
    RowKind,
    but_for_standing,
    hangs_on,
    held_by,
    model_of,
    one_only,
    rows_of,
)


@dataclass(frozen=True)
class Aside:
    """One row that does not stand any more."""

    label: str
    row_id: uuid.UUID

    @property
    def said(self) -> list[str]:
        return [self.label, str(self.row_id)]


# --- whose the rows are ----------------------------------------------------------------------------------------------


def hand_over(*, of: uuid.UUID, to: uuid.UUID) -> None:
    """Make all rows of one person another's, and keep under whom each was written."""
    for model in held_by(of):
        rows_of(model).filter(learner_id=of).update(origin=Coalesce("origin", "learner"), learner=to)


def hand_back(*, of: uuid.UUID, to: uuid.UUID, branch: Collection[uuid.UUID]) -> None:
    """Make the rows that were written under these people the first one's again."""
    own = Case(When(origin_id=to, then=Value(None)), default=F("origin"))
    for model in held_by(of):
        rows_of(model).filter(learner_id=of, origin_id__in=branch).update(learner=to, origin=own)


# --- which one stands ------------------------------------------------------------------------------------------------


def set_losers_aside(*, survivor: uuid.UUID, removed: uuid.UUID, stands_at: str | None) -> list[Aside]:
    """Where both have what a person may have one of, let one stand and set the other aside."""
    found: list[Aside] = []
    both = set(held_by(survivor)) & set(held_by(removed))
    for model, constraint in one_only():
        if model not in both:
            continue
        for rivals in _groups(model, constraint, (survivor, removed), standing=True).values():
            if len(rivals) > 1:
                kept = _best(model, rivals, survivor, stands_at)
                found += _set(model, [row.id for row in rivals if row.id != kept], aside=True)
    for model, column in FOLLOWS:
        parents = {aside.row_id for aside in found if aside.label == _parent_label(model, column)}
        if not parents:
            continue
        rows = rows_of(model).filter(set_aside=False, **{f"{column}_id__in": parents})
        found += _set(model, list(rows.values_list("id", flat=True)), aside=True)
    return found


def bring_back(asides: Iterable[Aside], *, people: Collection[uuid.UUID], stands_at: str | None) -> list[Aside]:
    """Let rows stand again in whose place nothing stands now. Returns those that stay aside."""
    by_model: dict[RowKind, set[uuid.UUID]] = defaultdict(set)
    for aside in asides:
        by_model[model_of(aside.label)].add(aside.row_id)
    left: list[Aside] = []
    for model in sorted(by_model, key=lambda model: any(model is child for child, _ in FOLLOWS)):
        rows = list(rows_of(model).filter(id__in=by_model[model], learner_id__in=people, set_aside=True))
        while rows:
            best = _best(model, rows, rows[0].learner_id, stands_at)
            row = next(row for row in rows if row.id == best)
            rows.remove(row)
            if _clashes(model, row):
                left.append(Aside(model._meta.label, row.id))
            else:
                _set(model, [row.id], aside=False)
    return left


def _clashes(model: RowKind, row: Any) -> bool:
    """Whether something stands in the row's place, or what it hangs on does not stand."""
    for other, constraint in one_only():
        if other is model:
            mine = _groups(model, constraint, (row.learner_id,), standing=False)
            standing = _groups(model, constraint, (row.learner_id,), standing=True)
            if any(row in rows and key in standing for key, rows in mine.items()):
                return True
    parents = [column for child, column in FOLLOWS if child is model]
    return any(rows_of(model).filter(id=row.id, **{f"{column}__set_aside": True}).exists() for column in parents)


def _groups(
    model: RowKind, constraint: UniqueConstraint, people: Collection[uuid.UUID], *, standing: bool
) -> dict[tuple[Any, ...], list[LearnerRow]]:
    """The rows that a constraint is about, by what of them must differ. Empty values never clash in a database."""
    others = [name for name in constraint.fields if name != "learner"]
    rows = rows_of(model).filter(but_for_standing(constraint.condition), learner_id__in=people, set_aside=not standing)
    found: dict[tuple[Any, ...], list[LearnerRow]] = defaultdict(list)
    for row in rows.order_by("id"):
        key = tuple(getattr(row, model._meta.get_field(name).attname) for name in others)  # type: ignore[union-attr]
        if None not in key:
            found[key].append(row)
    return found


def _set(model: RowKind, ids: Collection[uuid.UUID], *, aside: bool) -> list[Aside]:
    if ids:
        rows_of(model).filter(id__in=ids).update(set_aside=aside)
    return [Aside(model._meta.label, row_id) for row_id in sorted(ids, key=str)]


def _best(model: RowKind, rows: list[Any], survivor: uuid.UUID, stands_at: str | None) -> uuid.UUID:
    edited = _edited(model, rows)
    reviewed = _reviewed({row.learner_id for row in rows}) if model in REVIEWED else {}
    return current_of(
        Candidate(
            row_id=row.id, edited_at=edited[row.id], reviewed_on=reviewed.get(row.learner_id),
            stands=model is CaseWorker and row.establishment_id == stands_at,
            is_done=model in DATED and row.status == "COMPLETED",
            is_survivors=model in DATED and row.learner_id == survivor,
        )
        for row in rows
    ).row_id  # fmt: skip


def _edited(model: RowKind, rows: list[Any]) -> dict[uuid.UUID, dt.datetime]:
    """When each row, or what hangs on it, was edited last."""
    found = {row.id: row.updated_at for row in rows}
    for child, column in hangs_on(model):
        newest = rows_of(child).filter(**{f"{column}_id__in": list(found)}).order_by().values(f"{column}_id")
        for row_id, at in newest.annotate(newest=Max("updated_at")).values_list(f"{column}_id", "newest"):
            found[row_id] = max(found[row_id], at)
    return found


def _reviewed(people: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    rows = rows_of(Review).filter(learner_id__in=people).order_by().values("learner_id").annotate(last=Max("held_on"))
    return {row["learner_id"]: row["last"] for row in rows}


def _parent_label(model: RowKind, column: str) -> str:
    return model._meta.get_field(column).related_model._meta.label  # type: ignore[union-attr]
