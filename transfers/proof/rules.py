"""What is checked so that nothing is lost, how often, and when a check passes (transfers-access-security.md 1.10).

Pure: no database, no clock.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FINDINGS_KEPT = 100
UNSENT_LONGEST = dt.timedelta(minutes=5)
FAILED_LONGEST = dt.timedelta(hours=1)
ROLL_SETTLES = dt.timedelta(minutes=30)
# One in so many: each file is read whole once in 20 nights, and one reader in a hundred is asked.
FILES_PARTS = 20
READERS_PARTS = 100
PEOPLE_ASKED_OF_A_READER = 200


class CheckId(StrEnum):
    ROLL = "R1"
    CONSERVATION = "R2"
    REACH = "R3"
    FILES = "R4"
    QUEUES = "R5"
    ACCESS = "R6"
    BINDINGS = "R7"
    DUPLICATES = "R8"


# A page lists what each of them looks at, in the words of people who do not read code.
SAYS = {
    CheckId.ROLL: "Everybody named in the last roll is where the roll says they are",
    CheckId.CONSERVATION: "Every row that was ever written is there, as its history says, and somebody wrote it",
    CheckId.REACH: "Every row belongs to one person, who is known by a number",
    CheckId.FILES: "Every file is there and is the one that was written",
    CheckId.QUEUES: "Nothing that is owed waits for too long",
    CheckId.ACCESS: "What people can open is what the rules let them open",
    CheckId.BINDINGS: "Nobody holds a place or a worker at a prison that they have left",
    CheckId.DUPLICATES: "Nobody seems to be here twice",
}
HOURLY = (CheckId.ROLL, CheckId.BINDINGS)
NIGHTLY = tuple(CheckId)
# Somebody who seems to be here twice is work for a steward and no loss (interfaces.md, `prove`).
LISTED_ONLY = frozenset({CheckId.DUPLICATES})


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: the kind of row, its key, and what is wrong in a few words."""

    kind: str
    row: str
    problem: str


@dataclass(frozen=True)
class Outcome:
    """What a check came to. `expected` is how many things it should look at, `read` how many it did."""

    check: CheckId
    expected: int = 0
    read: int = 0
    mismatched: int = 0
    errored: int = 0
    findings: Sequence[Finding] = field(default_factory=tuple)

    @property
    def passed(self) -> bool:
        return passes(self)


def passes(outcome: Outcome) -> bool:
    """A read that failed, or that did not see everything, is a failure and not a pass."""
    whole = outcome.errored == 0 and outcome.read >= outcome.expected
    return whole and (outcome.mismatched == 0 or outcome.check in LISTED_ONLY)


def together(check: CheckId, parts: Sequence[Outcome]) -> Outcome:
    """Several parts of one check as one."""
    findings = [finding for part in parts for finding in part.findings]
    return Outcome(
        check, sum(p.expected for p in parts), sum(p.read for p in parts), sum(p.mismatched for p in parts),
        sum(p.errored for p in parts), tuple(findings[:FINDINGS_KEPT]),
    )  # fmt: skip


def part_of_files(number: int, parts: int, today: dt.date) -> bool:
    """Whether a file with this number is read whole today; each is once in so many days."""
    return number % parts == today.toordinal() % parts
