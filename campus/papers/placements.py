"""Where a person can be next: `transfers.rules.leads_to`, asked about each event at each status."""

import datetime as dt

from learners.rules import OUT_OF_CUSTODY, PlacementStatus
from transfers import rules

HERE, ELSEWHERE = "AAA", "BBB"
WHEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def _after(before: PlacementStatus | None, status: PlacementStatus) -> str | None:
    """The status after an event that says `status`, or None when it changes nothing. A receipt is by another prison."""
    stand = None
    if before is not None:
        stand = rules.Stand(None if before in OUT_OF_CUSTODY else HERE, before, WHEN, None)
    told = rules.Movement("A0000AA", ELSEWHERE, status, WHEN, None, "", "")
    after = rules.leads_to(told, stand)
    return after[1].value if after else None


def _reason(status: PlacementStatus) -> str:
    """The words of the event that leads to a status."""
    if status == PlacementStatus.IN:
        return "received"
    return "released, " + ", ".join(r for r, s in rules.STATUS_OF_RELEASE.items() if s == status)


def _moves() -> list[tuple[str | None, str, str]]:
    told = [PlacementStatus.IN, *rules.STATUS_OF_RELEASE.values()]
    return [
        (before.value if before else None, after, _reason(status))
        for before in (None, *PlacementStatus)
        for status in told
        if (after := _after(before, status))
    ]


PLACEMENT_MOVES = _moves()
PLACEMENT_NOTE = (
    "From IN to IN is a move from one prison to another. These are the moves that events make; the roll (`sync_roll`) "
    "may set any status from any other, and DECEASED is set and undone by the roll alone. Where somebody stands is the "
    "last stay of the fold of everything that was said (`transfers.fold`): an event that comes late puts the past "
    "right, and a movement that the source takes back is voided and the stay before it open again. A receipt by the "
    "prison where the person is already IN changes nothing. While IN_TRANSIT, at court or out for a time, the prison "
    "that the person left keeps them until another receives them."
)
