"""What came late, and what becomes of it (transfers-access-security.md 1.6). Pure."""

from enum import StrEnum

from campus.core.errors import Refused

WORDS_MOST = 500


class LateState(StrEnum):
    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    ATTACHED = "ATTACHED"


LATE_MOVES = {
    LateState.WAITING: frozenset({LateState.ACCEPTED, LateState.RETURNED, LateState.ATTACHED}),
    LateState.ACCEPTED: frozenset(), LateState.RETURNED: frozenset(), LateState.ATTACHED: frozenset(),
}  # fmt: skip


def check_may_decide(*, state: str) -> None:
    if state == LateState.ACCEPTED:
        raise Refused("This was accepted already.")
    if state == LateState.RETURNED:
        raise Refused("This was sent back already.")
    if state == LateState.ATTACHED:
        raise Refused("Nobody decided in time, so this was attached to the record as a note.")


def check_reason(words: str) -> None:
    if not words.strip():
        raise Refused("Write why you send it back", field="reason")
    if len(words.strip()) > WORDS_MOST:
        raise Refused(f"Use {WORDS_MOST} letters or fewer", field="reason")
