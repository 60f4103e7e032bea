"""The date of a support plan as a state machine: what `schedule_status` of its rules comes to, by verb."""

from campus.papers import meanings
from campus.papers.machines import Machine, Move, _values
from plans.needs.rules.standing import SupportScheduleStatus as S

MOVES: tuple[tuple[str | None, str, str], ...] = (
    (None, S.SCHEDULED, "on_course_start"),
    (None, S.NO_NEED, "on_course_start, without a need"),
    (None, S.DECLINED, "decline"),
    (None, S.COMPLETED, "write_plan, without a course"),
    (S.SCHEDULED, S.COMPLETED, "write_plan, review_plan"),
    (S.COMPLETED, S.SCHEDULED, "at once, for the next review"),
    (S.SCHEDULED, S.NO_NEED, "the last need is gone"),
    (S.NO_NEED, S.SCHEDULED, "a need is back"),
    (S.SCHEDULED, S.DECLINED, "decline"),
    (S.DECLINED, S.SCHEDULED, "ask_again"),
    (S.DECLINED, S.COMPLETED, "write_plan"),
    (S.SCHEDULED, S.NOT_IN_EDUCATION, "on_education_end"),
    (S.NOT_IN_EDUCATION, S.SCHEDULED, "on_course_start"),
    (S.SCHEDULED, S.TRANSFERRED, "on_movement"),
    (S.TRANSFERRED, S.SCHEDULED, "on_course_start"),
    (S.SCHEDULED, S.RELEASED, "on_movement"),
    (S.RELEASED, S.SCHEDULED, "on_course_start"),
    (S.SCHEDULED, S.DIED, "on_movement"),
)
NOTE = (
    "One row a person: first for the plan, then for each review of it. The state follows from facts in this order: the "
    "person has died; a plan was turned down; they moved or left; they are not in education; there is no need. So any "
    "of these may give way to another. Nothing here sets EXEMPT_SYSTEM_TECHNICAL_ISSUE, EXEMPT_PRISONER_MERGE or "
    "EXEMPT_UNKNOWN: they are read where a record from elsewhere has them."
)


def schedule() -> Machine:
    moves = tuple(Move(*move) for move in MOVES)
    source = "`plans.needs.rules.standing.SupportScheduleStatus`, `schedule_status`"
    return Machine("Support plan date", source, _values(S), meanings.SUPPORT_SCHEDULE, moves, NOTE)
