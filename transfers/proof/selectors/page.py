"""What the Proof page shows: the last of each check, and what was read and lost run by run."""

from dataclasses import dataclass

from campus.core.clock import london_date
from campus.core.components.dates import date_and_time
from campus.core.components.marks import Bar, share
from transfers.proof.models import ProofCheck
from transfers.proof.rules import SAYS, CheckId

RUNS_SHOWN = 14
# What a fault of a check means to somebody who relies on it.
LOSSES = frozenset({CheckId.CONSERVATION, CheckId.REACH, CheckId.FILES})


@dataclass(frozen=True)
class Line:
    """One check as it was last made; `last` is None for one that never was."""

    check_id: CheckId
    says: str
    last: ProofCheck | None

    @property
    def not_proven(self) -> str:
        """Why the last one proves nothing, or nothing."""
        last = self.last
        if last is None or (last.errored == 0 and last.read >= last.expected):
            return ""
        return f"Not proven: could not read everything on {date_and_time(last.at)}"


@dataclass(frozen=True)
class Proof:
    lines: list[Line]
    history: list[ProofCheck]

    @property
    def records(self) -> int:
        """Rows of the record that were read when their conservation was last checked."""
        last = self._last(CheckId.CONSERVATION)
        return last.expected if last else 0

    @property
    def lost(self) -> int:
        last = self._last(CheckId.CONSERVATION)
        return max(last.expected - last.read, 0) if last else 0

    @property
    def passed(self) -> bool:
        return all(line.last is not None and line.last.passed for line in self.lines)

    @property
    def not_proven(self) -> list[str]:
        return [line.not_proven for line in self.lines if line.not_proven]

    @property
    def bars(self) -> list[Bar]:
        """Rows read in each run shown, as shares of the most."""
        most = max((one.read for one in self.history), default=0)
        return [
            Bar(f"{london_date(one.at):%-d %b}", share(one.read, most, 100), f"{one.read:,}, {one.mismatched:,} wrong")
            for one in self.history
        ]

    def _last(self, check: CheckId) -> ProofCheck | None:
        return next(line.last for line in self.lines if line.check_id == check)


def proof() -> Proof:
    latest = {one.check_id: one for one in ProofCheck.objects.order_by("check_id", "-at", "-id").distinct("check_id")}
    history = ProofCheck.objects.filter(check_id=CheckId.CONSERVATION).order_by("-at", "-id")[:RUNS_SHOWN]
    return Proof([Line(check, SAYS[check], latest.get(check)) for check in CheckId], list(history))
