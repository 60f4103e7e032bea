"""The state machines of merges, and of what takes two stewards."""

from campus.papers import meanings
from campus.papers.machines import Machine, Move, _values
from transfers.merges import rules


def machines() -> list[Machine]:
    return [merge_case(), identity_request(), allocation()]


def merge_case() -> Machine:
    moves = _moves(rules.MergeState, rules.MERGE_MOVES)
    note = "A merge is taken back by two stewards. What was refused changed nothing."
    return Machine(
        "Merge", "`transfers.merges.rules.MERGE_MOVES`", _values(rules.MergeState), meanings.MERGE, moves, note
    )


def identity_request() -> Machine:
    moves = _moves(rules.AskState, rules.ASK_MOVES)
    note = "To part two records, to join two, or to move what was filed to the wrong person. Another steward decides."
    source = "`transfers.merges.rules.ASK_MOVES`"
    return Machine("Request about who is who", source, _values(rules.AskState), meanings.IDENTITY, moves, note)


def allocation() -> Machine:
    moves = _moves(rules.Allotment, rules.ALLOTMENT_MOVES)
    note = "A row that was written while two records were one. Until a steward decides it stays with who has it."
    source = "`transfers.merges.rules.ALLOTMENT_MOVES`"
    return Machine("Row to be allocated", source, _values(rules.Allotment), meanings.ALLOCATION, moves, note)


def _moves(states, pairs) -> tuple[Move, ...]:  # type: ignore[no-untyped-def]
    order = list(states)
    ordered = sorted(pairs, key=lambda p: (order.index(p[0]) if p[0] else -1, order.index(p[1])))
    return tuple(Move(before.value if before else None, after.value) for before, after in ordered)
