"""Comparing one person as stored with the model, and asking R2 and R3 of them alone."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from campus.core import prepared
from learners import digests
from learners.models import Placement
from transfers.proof.campaign.model import Fault, Life, Rows, compare
from transfers.proof.selectors.conservation import Watched, differs, watched


@dataclass(frozen=True)
class Looked:
    """Every row of the record of a person with its digest, and those that are not what their history says."""

    rows: Rows
    unproven: list[tuple[str, str]]


def faults_of(life: Life, allowed: frozenset[str] | None) -> list[Fault]:
    """What is wrong with the person after a step; the model learns what the step was allowed to write."""
    looked = _look(life.learner)
    found, written = compare(life, looked.rows, allowed)
    if not found:
        _learn(life, written)
    found += [Fault(life.number, f"{kind} {row} is not as its history says") for kind, row in looked.unproven]
    return [*found, *_misplaced(life)]


def rows_of(learner: str) -> Rows:
    """Every row of the record of a person, with its digest."""
    return _look(learner).rows


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


def _look(learner: str) -> Looked:
    """R2 and R3 of one person in one statement: what is reached through them, and whether their histories agree."""
    found = prepared.rows(_statement(), {"learner": uuid.UUID(learner)})
    rows = {(kind, row): digest for kind, row, digest, _ in found}
    return Looked(rows, [(kind, row) for kind, row, _, wrong in found if wrong])


@cache
def _statement() -> str:
    return " UNION ALL ".join(_of_one(one) for one in watched())


def _of_one(one: Watched) -> str:
    return (
        f"SELECT '{one.kind.name}', kept.id::text, kept.comes_to, {differs(one)} FROM "  # noqa: S608
        f"(SELECT *, {digests.row_digest(one.kind)} AS comes_to FROM {one.row_table} "
        f"WHERE {one.kind.owner} = %(learner)s) AS kept LEFT JOIN LATERAL (SELECT * FROM {one.history_table} "
        "WHERE pgh_obj_id = kept.id ORDER BY pgh_id DESC LIMIT 1) AS said ON true"
    )


def everybody(lives: Iterable[Life], allowed: frozenset[str] | None = None) -> list[Fault]:
    return [fault for life in lives for fault in faults_of(life, allowed)]
