"""The state machine of what came late, read from the rules that hold it."""

from campus.papers import meanings
from campus.papers.machines import Machine, _from_table, _values
from transfers.handover import rules


def late_contribution() -> Machine:
    moves = _from_table(rules.LateState.WAITING.value, rules.LATE_MOVES)
    note = f"What waits for {rules.ATTACHED_AFTER.days} days is ATTACHED by the clock."
    source = "`transfers.handover.rules.LATE_MOVES`"
    return Machine("Late contribution", source, _values(rules.LateState), meanings.LATE, moves, note)


def machines() -> list[Machine]:
    return [late_contribution()]
