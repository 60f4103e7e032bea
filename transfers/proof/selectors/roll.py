"""R1: everybody whom the last roll named is where it says, unless something newer was heard since."""

from django.db import connection

from transfers.proof.models import RollEntry
from transfers.proof.rules import FINDINGS_KEPT, CheckId, Finding, Outcome

_NAMED = """
    FROM proof_rollentry AS said
    LEFT JOIN learners_identifier AS number ON number.type = 'PRISON_NUMBER' AND number.value = said.prison_number
        AND number.status <> 'UNMATCHED'
    LEFT JOIN learners_placement AS placed
        ON placed.learner_id = number.learner_id AND placed.ended_at IS NULL AND NOT placed.set_aside
    WHERE said.reading = %s
"""
_DIFFERS = """
    placed.id IS NULL OR (
        ROW(placed.establishment_id, placed.status, placed.movement_seq, placed.started_at)
        IS DISTINCT FROM ROW(said.establishment, said.status, said.movement_seq, said.moved_at)
        AND placed.updated_at <= said.read_at
    )
"""


def check() -> Outcome:
    last = RollEntry.objects.order_by("-read_at").values_list("reading", flat=True).first()
    if last is None:
        return Outcome(CheckId.ROLL)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE {_DIFFERS}) {_NAMED}", [last])
        named, wrong = cursor.fetchone()
        found = []
        if wrong:
            cursor.execute(
                f"SELECT said.prison_number {_NAMED} AND ({_DIFFERS}) LIMIT {FINDINGS_KEPT}",
                [last],
            )
            found = [Finding("placement", number, "is not where the roll says") for (number,) in cursor.fetchall()]
    return Outcome(CheckId.ROLL, expected=named, read=named, mismatched=wrong, findings=tuple(found))
