"""Comparing one person as stored with the model, and asking R2 and R3 of them alone."""

import uuid
from collections.abc import Iterable

from campus.core import prepared
from learners import digests
from learners.models import Placement
from learners.record_kinds import RecordClass
from transfers.proof.campaign.model import Fault, Life, Rows, compare
from transfers.proof.selectors.conservation import Watched, differs, watched

_statements: list[str] = []


def faults_of(life: Life, allowed: frozenset[str] | None) -> list[Fault]:
    """What is wrong with the person after a step; the model learns what the step was allowed to write."""
    stored = rows_of(life.learner)
    found, written = compare(life, stored, allowed)
    if not found:
        _learn(life, written)
    return [*found, *_misplaced(life), *_unproven(life)]


def rows_of(learner: str) -> Rows:
    """Every row of the record of a person, with its digest."""
    counted = digests.take(uuid.UUID(learner))
    return {
        (name, row): digest
        for name, kind in counted.kinds.items() if kind.record_class == RecordClass.RECORD
        for row, digest in kind.rows.items()
    }  # fmt: skip


def _learn(life: Life, written: Rows) -> None:
    """A row that was changed belongs to whoever it was written for; a new one to the person themself."""
    for key, digest in written.items():
        _holder(life, key).rows[key] = digest


def _holder(life: Life, key: tuple[str, str]) -> Life:
    for other in life.joined:
        if key in other.everything():
            return _holder(other, key)
    return life


def _misplaced(life: Life) -> list[Fault]:
    if life.erased:
        return []
    held = Placement.objects.filter(learner_id=life.learner, ended_at__isnull=True, set_aside=False).first()
    stored = (held.establishment_id, held.status) if held else (None, "nowhere")
    expected = (life.establishment, life.status)
    return [] if stored == expected else [Fault(life.number, f"is at {stored}, and should be at {expected}")]


def _unproven(life: Life) -> list[Fault]:
    """R2 and R3 of this person, in one statement: rows against the last versions of their histories, and reach."""
    if not _statements:
        _statements.append(" UNION ALL ".join(_of_one(one) for one in watched()))
    found = prepared.rows(_statements[0], {"learner": uuid.UUID(life.learner)})
    wrong = [(kind, count) for kind, count in found if count]
    return [Fault(life.number, f"{count} of {kind} are not as their history says") for kind, count in wrong]


def _of_one(one: Watched) -> str:
    """How many rows of one kind of one person are not what their last version says, or have none."""
    return (
        f"SELECT '{one.kind.name}', count(*) FILTER (WHERE {differs(one)}) "  # noqa: S608
        f"FROM {one.row_table} AS kept LEFT JOIN LATERAL (SELECT * FROM {one.history_table} "
        f"WHERE pgh_obj_id = kept.id ORDER BY pgh_id DESC LIMIT 1) AS said ON true "
        f"WHERE kept.{one.kind.owner if one.kind.learner != 'id' else 'id'} = %(learner)s"
    )


def everybody(lives: Iterable[Life], allowed: frozenset[str] | None = None) -> list[Fault]:
    return [fault for life in lives for fault in faults_of(life, allowed)]
