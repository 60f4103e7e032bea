"""The least that must be written so that the stored stays are those of the fold. Pure."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learners.rules import PlacementStatus
from transfers.fold import Interval


class Do(StrEnum):
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    AMEND = "AMEND"
    VOID = "VOID"


@dataclass(frozen=True)
class Stored:
    """A placement as it is stored, and counts. One that was set aside by a merge is stored, and is nobody's stay."""

    id: uuid.UUID
    establishment: str | None
    status: PlacementStatus
    started_at: dt.datetime
    ended_at: dt.datetime | None
    movement_seq: int | None
    sure: bool
    set_aside: bool = False

    @property
    def place(self) -> tuple[str | None, PlacementStatus]:
        return self.establishment, self.status

    def says(self, stay: Interval) -> bool:
        return not self.set_aside and self._without_end == _without_end(stay) and self.ended_at == stay.ended_at

    def only_ends(self, stay: Interval) -> bool:
        open_now = self.ended_at is None and stay.ended_at is not None
        return not self.set_aside and open_now and self._without_end == _without_end(stay)

    @property
    def _without_end(self) -> tuple[object, ...]:
        return (*self.place, self.started_at, self.movement_seq, self.sure)


@dataclass(frozen=True)
class Command:
    """One row to write: `row` is what is stored, `stay` what it shall be."""

    do: Do
    row: Stored | None
    stay: Interval | None

    @property
    def is_news(self) -> bool:
        """Whether anything but how sure we are of it is another."""
        row, stay = self.row, self.stay
        if row is None or stay is None:
            return True
        return (row.place, row.started_at, row.ended_at, row.movement_seq) != (
            stay.place, stay.started_at, stay.ended_at, stay.movement_seq
        )  # fmt: skip


def _without_end(stay: Interval) -> tuple[object, ...]:
    return (*stay.place, stay.started_at, stay.movement_seq, stay.sure)


Same = Callable[[Stored, Interval], bool]
# How a stay finds its row, the surest way first. A row keeps its key as long as one of these holds.
_WAYS: tuple[Same, ...] = (
    lambda row, stay: row.id == stay.row_id,
    lambda row, stay: row._without_end[:4] == _without_end(stay)[:4],
    lambda row, stay: row.place == stay.place and row.movement_seq == stay.movement_seq is not None,
    lambda row, stay: row.place == stay.place and row.started_at == stay.started_at,
    lambda row, stay: row.place == stay.place and row.ended_at is None and stay.ended_at is None,
)  # fmt: skip


def diff(stored: Sequence[Stored], desired: Sequence[Interval]) -> tuple[Command, ...]:
    """Rows to void first, then those that only end, then those that change, then new ones, in the order of time."""
    rows, stays = list(stored), list(desired)
    paired: dict[int, Stored] = {}
    for same in _WAYS:
        for index, stay in enumerate(stays):
            if index in paired:
                continue
            row = next((row for row in rows if same(row, stay)), None)
            if row is not None:
                paired[index] = row
                rows.remove(row)
    # A row that a merge set aside holds what was said under the other number, and is kept for an unmerge.
    commands = [Command(Do.VOID, row, None) for row in rows if not row.set_aside]
    for index, stay in enumerate(stays):
        row = paired.get(index)
        if row is None:
            commands.append(Command(Do.OPEN, None, stay))
        elif not row.says(stay):
            commands.append(Command(Do.CLOSE if row.only_ends(stay) else Do.AMEND, row, stay))
    order = (Do.VOID, Do.CLOSE, Do.AMEND, Do.OPEN)
    return tuple(sorted(commands, key=lambda command: order.index(command.do)))


def takes_back(commands: Sequence[Command]) -> bool:
    """Whether the source took the last movement back: its stay is void, and an earlier one is open again."""
    voided = any(c.do == Do.VOID and c.row and c.row.ended_at is None for c in commands)
    return voided and any(
        c.do == Do.AMEND and c.row and c.stay and c.row.ended_at is not None and c.stay.ended_at is None
        for c in commands
    )
