"""The two schedules as state machines: every move is found by asking the rules about every state."""

import datetime as dt

from campus.core.errors import Refused
from campus.papers import meanings
from campus.papers.machines import Machine, Move
from learners.rules import MovementKind
from plans.rules import schedules as rules
from plans.rules.movements import Decision, Standing, decide, heal
from plans.rules.schedules import ScheduleStatus
from plans.rules.windows import Event

S = ScheduleStatus
TODAY = dt.date(2026, 1, 1)  # any day: without a release date no rule looks at it
BY_MOVEMENT = {kind: kind.value.lower().replace("_", " ") for kind in MovementKind}


def _may_hold(status: str, reason: str, *, is_induction: bool) -> bool:
    try:
        rules.check_may_hold(status=status, reason=reason, is_induction=is_induction)
    except Refused:
        return False
    return True


def _of_staff(states: tuple[ScheduleStatus, ...], *, is_induction: bool) -> list[Move]:
    held = [
        Move(a.value, b.value, "hold (staff)")
        for a in states
        for b in states
        if _may_hold(a, b, is_induction=is_induction)
    ]
    back = [Move(s.value, S.SCHEDULED.value, "restart (staff)") for s in states if rules.may_restart(status=s)]
    return [*held, *back]


def _decisions(standing: Standing) -> list[tuple[str, Decision]]:
    asked = [(BY_MOVEMENT[kind], decide(kind, standing)) for kind in MovementKind]
    return [*asked, ("the nightly look", heal(standing))]


def _gathered(found: list[tuple[str, str, str]]) -> list[Move]:
    """One move for each pair of states, with everything that makes it."""
    by: dict[tuple[str, str], list[str]] = {}
    for before, after, why in found:
        if why not in by.setdefault((before, after), []):
            by[(before, after)].append(why)
    return [Move(before, after, ", ".join(why)) for (before, after), why in by.items()]


def induction_schedule() -> Machine:
    states = rules.INDUCTION_STATUSES
    found: list[tuple[str, str, str]] = []
    for status in states:
        for why, decision in _decisions(Standing(today=TODAY, has_plan=False, induction=status)):
            after = decision.close_induction
            now = after.value if after else status.value
            if after:
                found.append((status.value, now, why))
            if decision.schedule_induction:
                found += [(now, S.SCHEDULED.value, why), (now, S.PENDING.value, f"{why} (PES, not assessed)")]
            if decision.restart_induction:
                found.append((now, S.SCHEDULED.value, why))
        if status != S.COMPLETED:
            found.append((status.value, S.COMPLETED.value, "an induction and a goal are recorded"))
    found.append((S.PENDING.value, S.SCHEDULED.value, "assessments complete"))
    start = (Move(None, S.SCHEDULED.value, "admission"), Move(None, S.PENDING.value, "admission (PES, not assessed)"))
    moves = (*start, *_of_staff(states, is_induction=True), *[m for m in _gathered(found) if m.before != m.after])
    note = "COMPLETED is the last: the database refuses to change a completed schedule. A merge sets MERGE (transfers)."
    source = "`plans.rules.schedules`, `plans.rules.movements.decide` and `heal`"
    return Machine("Induction schedule", source, tuple(s.value for s in states), _meanings(states), moves, note)


def review_schedule() -> Machine:
    states = rules.REVIEW_STATUSES
    found: list[tuple[str, str, str]] = []
    for status in states:
        if status == S.COMPLETED:
            continue
        active = status in rules.ACTIVE_REVIEW
        standing = Standing(
            today=TODAY, has_plan=True, induction=S.COMPLETED, review=status if active else None,
            closed_review=None if active else status,
        )  # fmt: skip
        for why, decision in _decisions(standing):
            if decision.close_review:
                found.append((status.value, decision.close_review.value, why))
                if decision.close_review == S.TRANSFERRED and decision.new_review == Event.TRANSFER:
                    found.append((S.TRANSFERRED.value, S.SCHEDULED.value, f"{why}, unless they leave within 17 days"))
            if decision.restart_review:
                found.append((status.value, S.SCHEDULED.value, why))
        if active:
            found.append((status.value, S.COMPLETED.value, "the review was held"))
    moves = (
        Move(None, S.SCHEDULED.value, "an induction and a goal, a review held, a readmission"),
        *_of_staff(states, is_induction=False),
        *[m for m in _gathered(found) if m.before != m.after],
    )
    note = "One is active a person. What is closed is never opened again: a new one is made, except by a transfer."
    source = "`plans.rules.schedules`, `plans.rules.movements.decide` and `heal`"
    return Machine("Review schedule", source, tuple(s.value for s in states), _meanings(states), moves, note)


def _meanings(states: tuple[ScheduleStatus, ...]) -> dict[str, str]:
    return {status.value: meanings.SESSION[status.value] for status in states}
