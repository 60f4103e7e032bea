"""R3: every row of the record belongs to one person, who stands for themself and is known by a number in use."""

from django.db import connection

from learners.record_kinds import Kind, RecordClass, kinds
from transfers.proof.rules import FINDINGS_KEPT, CheckId, Finding, Outcome, together

# A person who was merged into another is reached through that one, and no row may still be under them.
_KNOWN = """
    known AS MATERIALIZED (
        SELECT person.id FROM learners_learner AS person
        WHERE person.canonical_id IS NULL AND EXISTS (
            SELECT 1 FROM learners_identifier AS number
            WHERE number.learner_id = person.id AND number.status = 'ACTIVE'
        )
    )
"""
# Of somebody whose whole record was erased by an order the key is left, without a number and without a row.
_ERASED = """
    EXISTS (
        SELECT 1 FROM learners_erasureorder AS erasure
        WHERE erasure.learner_id = COALESCE(kept.canonical_id, kept.id) AND erasure.state = 'DONE'
        AND erasure.kinds = '[]'::jsonb
    )
"""
# Under whom it was written is the person whose row it is, or somebody who was merged into them.
_STRAY = """
    known.id IS NULL OR (kept.origin_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM learners_learner AS first
        WHERE first.id = kept.origin_id AND first.canonical_id = kept.learner_id
    ))
"""


def check() -> Outcome:
    of_record = [kind for kind in kinds() if kind.record_class == RecordClass.RECORD]
    return together(CheckId.REACH, [_of_kind(kind) for kind in of_record])


def _of_kind(kind: Kind) -> Outcome:
    table = connection.ops.quote_name(kind.model._meta.db_table)
    stray = f"known.id IS NULL AND NOT {_ERASED}" if kind.learner == "id" else _STRAY
    source = f"FROM {table} AS kept LEFT JOIN known ON known.id = {_owner(kind)}"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {_KNOWN} SELECT count(*), count(*) FILTER (WHERE {stray}) {source}")
        rows, wrong = cursor.fetchone()
        found = []
        if wrong:
            cursor.execute(f"WITH {_KNOWN} SELECT kept.id::text {source} WHERE {stray} LIMIT {FINDINGS_KEPT}")
            found = [Finding(kind.name, row, "is reached from nobody") for (row,) in cursor.fetchall()]
    return Outcome(CheckId.REACH, expected=rows, read=rows, mismatched=wrong, findings=tuple(found))


def _owner(kind: Kind) -> str:
    return "COALESCE(kept.canonical_id, kept.id)" if kind.learner == "id" else f'kept."{kind.learner}"'
