"""The state machines of the campus, read from the code that holds them.

Where an app keeps a table of moves, the table is read. Where it keeps a check, the check is asked about each state.
Where a move is only an action's statement, it is named here with the function that makes it. A state without a
sentence stops the generator, so that a new one cannot be left unexplained.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from campus.core import outbox
from campus.core.errors import Refused
from campus.papers import meanings
from campus.papers.placements import PLACEMENT_MOVES, PLACEMENT_NOTE
from jobs.cvs import rules as cvs
from learners.rules import PlacementStatus
from plans import rules as plans
from providers.messaging import rules as messaging
from transfers import rules as transfers
from transfers.models import MovementEvent

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True)
class Move:
    """From one state to another. `before` is None for the state that a thing starts in."""

    before: str | None
    after: str
    by: str = ""


@dataclass(frozen=True)
class Machine:
    """The states of one thing. `source` is where the code holds them."""

    title: str
    source: str
    states: tuple[str, ...]
    meanings: Mapping[str, str]
    moves: tuple[Move, ...]
    note: str = ""

    def __post_init__(self) -> None:
        if unexplained := set(self.states) ^ set(self.meanings):
            raise ValueError(f"{self.title}: say in campus/papers/meanings.py what {sorted(unexplained)} means")

    def last(self) -> tuple[str, ...]:
        """The states that nothing leads out of."""
        left = {move.before for move in self.moves}
        return tuple(state for state in self.states if state not in left)


def allowed(check: Callable[[], None]) -> bool:
    """Whether a rule lets this pass."""
    try:
        check()
    except Refused:
        return False
    return True


def _values(states: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(state.value for state in states)


def _from_table(first: str, table: Mapping[State, frozenset[State]]) -> tuple[Move, ...]:
    order = list(table)
    found = [Move(a.value, b.value) for a in order for b in sorted(table[a], key=order.index)]
    return (Move(None, first), *found)


def plan() -> Machine:
    states = plans.PlanStatus
    found = [
        Move(s.value, states.AGREED.value, "agree")
        for s in states
        if allowed(lambda s=s: plans.check_may_agree(status=s, goals=1))  # type: ignore[misc]
    ]
    moves = (Move(None, states.DRAFT.value, "add_goal (the first)"), *found)
    return Machine("Plan", "`plans.rules.PlanStatus`, `check_may_agree`", _values(states), meanings.PLAN, moves)


def cv_pages() -> Machine:
    states = cvs.RenderingState
    waiting, ready, failed = states.WAITING.value, states.READY.value, states.FAILED.value
    moves = [Move(None, waiting, "ask_for_pdf"), Move(waiting, ready, "render"), Move(waiting, failed, "render")]
    if allowed(lambda: cvs.check_may_try_again(progress=cvs.Progress.FAILED)):
        moves.append(Move(failed, waiting, "try_again, or ask_for_pdf"))
    moves.append(Move(ready, waiting, "ask_for_pdf, when the layout is another"))
    note = (
        f"A fault that may pass is tried {cvs.TRIES} times before the pages are FAILED. “Being made” is not stored: it "
        "is a worker's lease on the outbox row. Pages that wait while nothing is owed count as failed."
    )
    source = "`jobs.cvs.rules.RenderingState`, `jobs.cvs.actions.pages`"
    return Machine("Pages of a CV", source, _values(states), meanings.CV_PAGES, tuple(moves), note)


def cv_print() -> Machine:
    states = cvs.PrintState
    found = [
        Move(s.value, states.PRINTED.value, "mark_printed (staff)")
        for s in states
        if allowed(lambda s=s: cvs.check_may_mark_printed(state=s))  # type: ignore[misc]
    ]
    moves = (Move(None, states.ASKED.value, "ask_to_print (the person)"), *found)
    return Machine("Print request", "`jobs.cvs.rules.PrintState`", _values(states), meanings.CV_PRINT, moves)


def message() -> Machine:
    moves = _from_table(messaging.State.SUBMITTED.value, messaging.MOVES)
    hours = int(messaging.UNDECIDED_AFTER.total_seconds() // 3600)
    note = f"A held message that nobody decides about is EXPIRED after {hours} hours: it is never sent by default."
    source = "`providers.messaging.rules.MOVES`"
    return Machine("Message", source, _values(messaging.State), meanings.MESSAGE, moves, note)


def thread() -> Machine:
    states = messaging.ThreadStatus
    moves = (Move(None, states.OPEN.value, "start"),)
    note = "No verb pauses, locks or closes a conversation yet; a message is refused in any state but OPEN."
    source = "`providers.messaging.rules.ThreadStatus`"
    return Machine("Conversation", source, _values(states), meanings.THREAD, moves, note)


def concern() -> Machine:
    moves = _from_table(messaging.ConcernState.RAISED.value, messaging.CONCERN_MOVES)
    source = "`providers.messaging.rules.CONCERN_MOVES`"
    return Machine("Safeguarding concern", source, _values(messaging.ConcernState), meanings.CONCERN, moves)


def notice() -> Machine:
    states = messaging.NoticeState
    moves = (
        Move(None, states.WAITING.value, "owe"),
        Move(states.WAITING.value, states.QUEUED.value, "owe or queue_due, when due"),
        Move(states.QUEUED.value, states.SENT.value, "mark_sent"),
    )
    minutes = int(messaging.NOTICE_EVERY.total_seconds() // 60)
    note = f"A worker is sent one notice in {minutes} minutes at most. It says: “{messaging.NOTICE_TEXT}”"
    source = "`providers.messaging.rules.NoticeState`, `providers.messaging.actions.notices`"
    return Machine("Notice to a worker", source, _values(states), meanings.NOTICE, moves, note)


def placement() -> Machine:
    moves = tuple(Move(*move) for move in PLACEMENT_MOVES)
    source = "`learners.rules.PlacementStatus`, `transfers.rules.leads_to`"
    return Machine("Placement", source, _values(PlacementStatus), meanings.PLACEMENT, moves, PLACEMENT_NOTE)


def transfer_case() -> Machine:
    order = list(transfers.CaseState)
    pairs = sorted(transfers.ALLOWED, key=lambda p: (order.index(p[0]) if p[0] else -1, order.index(p[1])))
    moves = tuple(Move(before.value if before else None, after.value) for before, after in pairs)
    hours = int(transfers.OVERDUE_AFTER.total_seconds() // 3600)
    note = (
        "The database holds the same list: a step whose pair is not in it is refused, and so are a state without its "
        "step and any change of a case that has ended. A person has one open case at most. "
        f"DEPARTED for {hours} hours is flagged as overdue, which is no state; ACCEPTED is closed after "
        f"{transfers.CLOSED_AFTER.days} days, or when everything is decided; EXPECTED lapses "
        f"{transfers.LAPSED_AFTER.days} days after its day."
    )
    source = "`transfers.rules.ALLOWED`"
    return Machine("Transfer case", source, _values(transfers.CaseState), meanings.CASE, moves, note)


def movement_event() -> Machine:
    states = MovementEvent.State
    outcomes = [s for s in states if s != states.NEW]
    moves = [Move(None, states.NEW.value, "take_in"), *(Move(states.NEW.value, s.value) for s in outcomes)]
    moves += [Move(states.FAILED.value, s.value, "the same message again") for s in outcomes if s != states.FAILED]
    source = "`transfers.models.MovementEvent.State`, `transfers.actions.inbox`"
    return Machine("Movement event", source, tuple(states.values), meanings.EVENT, tuple(moves))


def outbox_message() -> Machine:
    moves = (
        Move(None, "WAITING", "queue"),
        Move("WAITING", "LEASED", "claim"),
        Move("LEASED", "SENT", "deliver"),
        Move("LEASED", "WAITING", "a failure, or the lease is over"),
        Move("LEASED", "DEAD", "a failure that stays, or too many tries"),
        Move("DEAD", "WAITING", "requeue (a person)"),
        Move("DEAD", "DISCARDED", "discard (a person)"),
    )
    note = (
        "These are not a column: a row's times say in which state it is. "
        f"The usual lease is {int(outbox.LEASE.total_seconds())} seconds. After a failure a row waits "
        f"{int(outbox.back_off(1).total_seconds())} seconds, then twice as long each time, an hour at most; after "
        f"{outbox.DEAD_AFTER_ATTEMPTS} tries it is DEAD. No row is sent before an earlier row of its key."
    )
    source = "`campus.core.outbox`"
    return Machine("Outbox message", source, tuple(meanings.OUTBOX), meanings.OUTBOX, moves, note)


def machines() -> list[Machine]:
    """All of them, in the order in which the papers tell of them."""
    # They stand on this module.
    from campus.papers import courses, goals, handover, learning, merges, packages, rights, support

    return [
        placement(), transfer_case(), movement_event(), *handover.machines(), *merges.machines(), *rights.machines(),
        *packages.machines(), plan(), *goals.machines(),
        *courses.machines(),
        learning.result(), learning.match(),
        support.schedule(), cv_pages(), cv_print(), thread(), message(), concern(), notice(), outbox_message(),
    ]  # fmt: skip
