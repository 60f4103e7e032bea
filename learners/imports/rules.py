"""Files of rows: what may be read, what is said of a row, and how long its words are kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused

# The brief of issue 3, "CSV import", names the size; the rest are decisions of ours.
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
CELL_MOST = 1_000
# Rows at a time in one transaction of the worker, each with a savepoint of its own.
CHUNK = 25
# A row holds what a file said of a person. It is emptied this long after the file was brought in.
KEPT_DAYS = 30


class BatchState(StrEnum):
    CHECKED = "CHECKED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    STOPPED = "STOPPED"
    CANCELLED = "CANCELLED"


MOVES: Mapping[BatchState, frozenset[BatchState]] = {
    BatchState.CHECKED: frozenset({BatchState.RUNNING, BatchState.CANCELLED}),
    BatchState.RUNNING: frozenset({BatchState.DONE, BatchState.STOPPED}),
    BatchState.STOPPED: frozenset({BatchState.RUNNING}),
    BatchState.DONE: frozenset(),
    BatchState.CANCELLED: frozenset(),
}


class Verdict(StrEnum):
    """What the check says of a row. Rows to look at are brought in; refused ones are not."""

    GOOD = "GOOD"
    LOOK = "LOOK"
    REFUSED = "REFUSED"


class RowState(StrEnum):
    WAITING = "WAITING"
    DONE = "DONE"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class RowCheck:
    """The verdict on one row, with a sentence for each thing that is wrong. `about` names the person, for the list."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    about: str = ""


def good(about: str = "") -> RowCheck:
    return RowCheck(Verdict.GOOD, (), about)


def look(*reasons: str, about: str = "") -> RowCheck:
    return RowCheck(Verdict.LOOK, reasons, about)


def refused(*reasons: str, about: str = "") -> RowCheck:
    return RowCheck(Verdict.REFUSED, reasons, about)


def check_move(before: str, after: str) -> None:
    """Whether a file may go from one state to another."""
    if after in MOVES[BatchState(before)]:
        return
    if before == BatchState.CANCELLED:
        raise Refused("This file was taken back. Nothing of it was saved.")
    raise Refused("This file has been started already.")


def may_move(before: str, after: str) -> bool:
    try:
        check_move(before, after)
    except Refused:
        return False
    return True


def check_something_to_do(rows: int) -> None:
    if rows == 0:
        raise Refused("No row of this file can be imported. Put the file right and send it again.")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula when the refused rows are opened again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
