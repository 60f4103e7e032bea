"""R8: who seems to be here twice: the same name and birth date, or the same unique learner number, over two people.

It is a list for a steward to look through. Two people may well have one name and one birthday.
"""

from django.db import connection

from transfers.proof.rules import FINDINGS_KEPT, CheckId, Finding, Outcome

_ALIKE = """
    SELECT min(id::text) AS first, count(*) AS people
    FROM learners_learner
    WHERE canonical_id IS NULL AND date_of_birth IS NOT NULL
    GROUP BY upper(family_name), upper(given_name), date_of_birth
    HAVING count(*) > 1
"""
_SAME_ULN = """
    SELECT min(learner_id::text) AS first, count(DISTINCT learner_id) AS people
    FROM learners_identifier
    WHERE type = 'ULN' AND status = 'ACTIVE' AND NOT set_aside
    GROUP BY value HAVING count(DISTINCT learner_id) > 1
"""


def check() -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM learners_learner WHERE canonical_id IS NULL")
        people = cursor.fetchone()[0]
        alike = _groups(cursor, _ALIKE, "has the name and birth date of somebody else")
        same = _groups(cursor, _SAME_ULN, "has the unique learner number of somebody else")
    found = [*same, *alike]
    return Outcome(
        CheckId.DUPLICATES, expected=people, read=people, mismatched=len(found), findings=tuple(found[:FINDINGS_KEPT])
    )


def _groups(cursor: object, statement: str, says: str) -> list[Finding]:
    cursor.execute(statement)  # type: ignore[attr-defined]
    return [Finding("learner", first, says) for first, _ in cursor.fetchall()]  # type: ignore[attr-defined]
