"""A row that was filed to the wrong person goes to the right one, with all that hangs on it."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core.errors import Refused
from campus.core.models import written
from learners import digests
from learners.models import Learner, LearnerRow, TimelineEvent
from learners.record_kinds import RecordClass
from plans.models import Correction
from transfers.merges import tables
from transfers.merges.selectors.naming import kind_named
from transfers.merges.tables import RowKind

ONE_ONLY = "{name} has one of these already, and may have one only."
HANGS = "This hangs on something else in the record. Move what it hangs on."


@dataclass
class Bundle:
    """Rows that go together, by their table."""

    root: LearnerRow
    rows: dict[RowKind, set[uuid.UUID]] = field(default_factory=dict)

    @property
    def keys(self) -> set[uuid.UUID]:
        return set().union(*self.rows.values())


def found(*, kind: str, row_id: uuid.UUID) -> LearnerRow:
    """The row that may be moved. Raises Refused for what is a person's for other reasons than that it was filed."""
    known = kind_named(kind)
    if known is None or known.record_class != RecordClass.RECORD or known.learner != "learner_id":
        raise Refused("This cannot be moved.")
    row = tables.rows_of(known.model).filter(pk=row_id).first()  # type: ignore[arg-type]
    if row is None:
        raise Refused("This is not in the record any more.")
    if not tables.may_move(row):
        raise Refused(HANGS if not tables.stands_alone(row) else "A number is matched, and never moved.")
    return row


def move(*, row: LearnerRow, to: Learner, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Make the row another person's. Returns what was counted of both, before and after.

    The caller holds the locks on both people. Raises Refused where a truth of the database would break.
    """
    came_from = row.learner_id
    before = {"from": digests.take(came_from), "to": digests.take(to.id)}
    bundle = _bundle(row)
    try:
        with transaction.atomic():
            _rehang(bundle, to, by, at)
            for model, keys in bundle.rows.items():
                tables.rows_of(model).filter(pk__in=keys).update(learner=to, origin=None)
    except DatabaseError:
        raise Refused(ONE_ONLY.format(name=to.name)) from None
    after = {"from": digests.take(came_from), "to": digests.take(to.id)}
    _check(bundle, before, after)
    for learner_id in (came_from, to.id):
        record(
            by=by, verb="record.moved", subject=Learner.objects.get(id=learner_id), row=str(row.pk),
            came_from=str(came_from), went_to=str(to.id), rows=len(bundle.keys),
        )  # fmt: skip
    return {
        f"{when}_{who}": {"total": counted.total, "root": counted.root}
        for when, both in (("before", before), ("after", after))
        for who, counted in both.items()
    }


def _bundle(row: LearnerRow) -> Bundle:
    """The row, what hangs on it near and far, and the lines of history and corrections that are about any of it."""
    bundle = Bundle(row, {type(row): {row.pk}})
    waiting: list[tuple[RowKind, set[uuid.UUID]]] = [(type(row), {row.pk})]
    while waiting:
        model, keys = waiting.pop()
        for child, column in tables.hangs_on(model):
            hanging = tables.rows_of(child).filter(**{f"{column}_id__in": keys})
            new = set(hanging.values_list("pk", flat=True)) - bundle.rows.get(child, set())
            if new:
                bundle.rows.setdefault(child, set()).update(new)
                waiting.append((child, new))
    _check_whole(bundle)
    keys = bundle.keys
    for model, column in ((TimelineEvent, "subject_id"), (Correction, "about_id")):
        about = tables.rows_of(model).filter(learner_id=row.learner_id, **{f"{column}__in": keys})
        if found := set(about.values_list("pk", flat=True)):
            bundle.rows.setdefault(model, set()).update(found)
    return bundle


def _check_whole(bundle: Bundle) -> None:
    """Nothing in the bundle may hang on something that stays behind, but for what each person has one of."""
    for model, keys in bundle.rows.items():
        for column, parent in tables.parents_of(model):
            left = set(tables.rows_of(model).filter(pk__in=keys).values_list(f"{column}_id", flat=True)) - {None}
            if (model, column) not in tables.REHANGS and left - bundle.rows.get(parent, set()):
                raise Refused(HANGS)


def _rehang(bundle: Bundle, to: Learner, by: Actor, at: dt.datetime) -> None:
    """A goal hangs on the plan of whoever has it. Somebody without a plan gets an empty one."""
    for model, column in tables.REHANGS:
        keys = bundle.rows.get(model)
        if not keys or model is not type(bundle.root):
            continue
        parent: Any = dict(tables.parents_of(model))[column]
        held = parent.objects.filter(learner=to).first() or parent.objects.create(learner=to, **written(by, at))
        tables.rows_of(model).filter(pk__in=keys).update(**{f"{column}_id": held.pk})


def _check(bundle: Bundle, before: dict[str, digests.RecordDigest], after: dict[str, digests.RecordDigest]) -> None:
    """What stayed is as it was, and what went is there once. A plan that was made for it may be added."""
    gone = {str(key) for key in bundle.keys}
    for name, kind in before["from"].kinds.items():
        left = after["from"].kinds[name].rows
        came = after["to"].kinds[name].rows
        whole = kind.rows.keys() == left.keys() | (kind.rows.keys() & gone & came.keys())
        same = all(kind.rows[key] == digest for key, digest in left.items() if key in kind.rows)
        kept = all(came.get(key) == digest for key, digest in before["to"].kinds[name].rows.items())
        if not (whole and same and kept):
            raise Refused("The count after was not the count before. Nothing was moved. Tell the service desk.")
