"""The state machines of results and of matches to a learning record."""

from campus.papers import meanings
from campus.papers.machines import Machine, Move, _values, allowed
from plans.assessments.rules import matching, results


def result() -> Machine:
    states = results.ResultState
    moves = [Move(None, states.CURRENT.value, "record_result, import_result, or correct (the newer row)")]
    for s in states:
        if allowed(lambda s=s: results.check_may_correct(state=s, is_legacy=False)):  # type: ignore[misc]
            moves.append(Move(s.value, states.CORRECTED.value, "correct (the original)"))
        if allowed(lambda s=s: results.check_may_void(state=s)):  # type: ignore[misc]
            moves.append(Move(s.value, states.VOID.value, "void"))
    source = "`plans.assessments.rules.ResultState`, `check_may_correct`, `check_may_void`"
    return Machine("Assessment result", source, _values(states), meanings.RESULT, tuple(moves))


def match() -> Machine:
    states = matching.MatchStatus
    moves: list[Move] = []
    for before in (None, *states):
        if allowed(lambda s=before: matching.check_may_match(status=s)):  # type: ignore[misc]
            moves.append(Move(before.value if before else None, states.MATCHED.value, "match"))
            moves.append(Move(before.value if before else None, states.CANNOT_BE_MATCHED.value, "cannot_be_matched"))
        if allowed(lambda s=before: matching.check_may_unmatch(status=s)):  # type: ignore[misc]
            moves.append(Move(before.value if before else None, states.UNMATCHED.value, "unmatch"))
    note = "Each is a row of its own that never changes; the newest says what holds."
    source = "`plans.assessments.rules.matching.MatchStatus`, `check_may_match`, `check_may_unmatch`"
    return Machine("Match to a learning record", source, _values(states), meanings.MATCH, tuple(moves), note)
