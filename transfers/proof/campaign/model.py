"""What must be there, in plain dictionaries. Pure: no database, no clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

RowKey = tuple[str, str]
Rows = dict[RowKey, str]


@dataclass
class Life:
    """One person as the model knows them: their rows with a digest each, and where they are.

    `joined` are those who turned out to be this person: each keeps the rows that were theirs. `joined_to` are the rows
    that the survivor had by then.
    """

    number: str
    learner: str
    establishment: str | None
    status: str
    seq: int
    rows: Rows = field(default_factory=dict)
    joined: list["Life"] = field(default_factory=list)
    joined_to: frozenset[RowKey] = frozenset()
    # The place and sequence before the last movement, for one that the source takes back.
    before: tuple[str | None, str, int, dt.datetime] | None = None
    moved_at: dt.datetime | None = None
    erased: bool = False

    def everything(self) -> Rows:
        """Every row that is reached through this person."""
        rows = dict(self.rows)
        for other in self.joined:
            rows |= other.everything()
        return rows

    def numbers(self) -> list[str]:
        return [self.number, *(number for other in self.joined for number in other.numbers())]


@dataclass(frozen=True)
class Fault:
    """What is not as the model says."""

    number: str
    says: str


def compare(life: Life, stored: Mapping[RowKey, str], allowed: frozenset[str] | None) -> tuple[list[Fault], Rows]:
    """What is wrong with the rows of a person, and the rows that are new or changed.

    `allowed` names the kinds that the step may have written; None for a step that may write nothing at all.
    """
    expected = life.everything()
    lost = sorted(expected.keys() - stored.keys())
    other = {key: stored[key] for key in stored if expected.get(key) != stored[key]}
    faults = [Fault(life.number, f"{kind} {row} is lost") for kind, row in lost]
    faults += [
        Fault(life.number, f"{kind} {row} was written by a step that may not write it")
        for kind, row in sorted(other) if allowed is None or kind not in allowed
    ]  # fmt: skip
    return faults, other
