"""The rules of merges (transfers-access-security.md 1.7, P9). Pure: no database, no clock."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused

REASON_MOST = 1000
ANSWER_MOST = 1000


class MergeState(StrEnum):
    MERGED = "MERGED"
    EXCEPTION = "EXCEPTION"
    ANSWERED = "ANSWERED"
    UNDONE = "UNDONE"


# What was refused changed nothing, so a steward's answer ends it; what was done can be undone once.
MERGE_MOVES = {
    (None, MergeState.MERGED), (None, MergeState.EXCEPTION),
    (MergeState.EXCEPTION, MergeState.ANSWERED), (MergeState.MERGED, MergeState.UNDONE),
}  # fmt: skip


class Problem(StrEnum):
    """Why a merge was not carried out."""

    CYCLE = "CYCLE"
    CONTRADICTION = "CONTRADICTION"
    NEVER_SAME = "NEVER_SAME"
    NOT_CONSERVED = "NOT_CONSERVED"


PROBLEM_WORDS = {
    Problem.CYCLE: "The record to be closed is the one that the other was joined to.",
    Problem.CONTRADICTION: "The record to be closed was joined with somebody else before.",
    Problem.NEVER_SAME: "These two were joined before and found to be two people.",
    Problem.NOT_CONSERVED: "The count after was not the sum of the two before. Everything was put back.",
}


class AskKind(StrEnum):
    """What takes two stewards: one asks with a reason, another decides."""

    UNMERGE = "UNMERGE"
    MOVE = "MOVE"
    JOIN = "JOIN"


class AskState(StrEnum):
    ASKED = "ASKED"
    DONE = "DONE"
    DECLINED = "DECLINED"


ASK_MOVES = {(None, AskState.ASKED), (AskState.ASKED, AskState.DONE), (AskState.ASKED, AskState.DECLINED)}


class TaskKind(StrEnum):
    """What waits for one steward's answer."""

    REFUSED = "REFUSED"
    ULN = "ULN"
    BOOKING = "BOOKING"


class Allotment(StrEnum):
    """Whose a row is that was written while two records were one. It stays until a steward says otherwise."""

    WAITING = "WAITING"
    STAYED = "STAYED"
    MOVED = "MOVED"


ALLOTMENT_MOVES = {
    (None, Allotment.WAITING), (Allotment.WAITING, Allotment.STAYED), (Allotment.WAITING, Allotment.MOVED),
}  # fmt: skip


class Verdict(StrEnum):
    """What a message that one record was joined with another comes to."""

    MERGE = "MERGE"
    DONE = "DONE"
    CYCLE = "CYCLE"
    CONTRADICTION = "CONTRADICTION"


Chain = Mapping[uuid.UUID, uuid.UUID | None]


def chain_of(start: uuid.UUID, parents: Chain) -> list[uuid.UUID]:
    """A person and those they were joined into, to the end. Raises Refused for a chain that bites its tail."""
    found = [start]
    while (following := parents.get(found[-1])) is not None:
        if following in found:
            raise Refused("These records were joined in a circle.")
        found.append(following)
    return found


def branch_of(root: uuid.UUID, parents: Chain) -> set[uuid.UUID]:
    """A person and everybody who was joined into them, near or far."""
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def verdict(survivor: uuid.UUID, removed: uuid.UUID, parents: Chain) -> Verdict:
    """What to do about "`removed` is `survivor` from now on", given who was joined into whom before.

    The same message again, or one that follows from others, is done already. One that closes a circle, and one that
    gives somebody a second home, is for a steward.
    """
    if survivor == removed:
        return Verdict.DONE
    above_removed = chain_of(removed, parents)
    above_survivor = chain_of(survivor, parents)
    if survivor in above_removed:
        return Verdict.DONE
    if removed in above_survivor:
        return Verdict.CYCLE
    if len(above_removed) > 1:
        return Verdict.DONE if above_removed[-1] == above_survivor[-1] else Verdict.CONTRADICTION
    return Verdict.MERGE


@dataclass(frozen=True)
class Candidate:
    """One of several rows of which a person may have one. `stands` and `is_done` come first where they mean anything.

    `stands`: it ties them to the place where they are now; `is_done`: what it is about was completed.
    """

    row_id: uuid.UUID
    edited_at: dt.datetime
    reviewed_on: dt.date | None = None
    stands: bool = False
    is_done: bool = False
    is_survivors: bool = False

    @property
    def rank(self) -> tuple[object, ...]:
        reviewed = self.reviewed_on or dt.date.min
        return (self.stands, self.is_done, self.is_survivors, reviewed, self.edited_at, str(self.row_id))


def current_of(candidates: Iterable[Candidate]) -> Candidate:
    """The one that stands: of the person with the latest completed review, else the one that was edited last."""
    return max(candidates, key=lambda candidate: candidate.rank)


@dataclass(frozen=True)
class Stay:
    """A placement, by what orders it among others."""

    row_id: uuid.UUID
    started_at: dt.datetime
    movement_seq: int | None = None

    @property
    def order(self) -> tuple[object, ...]:
        return (self.started_at, -1 if self.movement_seq is None else self.movement_seq, str(self.row_id))


def one_timeline(stays: Sequence[Stay]) -> dict[uuid.UUID, dt.datetime | None]:
    """When each stay of one person ends: where the next begins. The last one is open.

    A person is somewhere at every instant since they first came, so the later of two is where they are.
    """
    ordered = sorted(stays, key=lambda stay: stay.order)
    ends: dict[uuid.UUID, dt.datetime | None] = {
        stay.row_id: following.started_at for stay, following in itertools.pairwise(ordered)
    }
    return ends | {stay.row_id: None for stay in ordered[-1:]}


def check_may_ask(*, is_merged: bool, asked_already: bool) -> None:
    if not is_merged:
        raise Refused("These records are not joined any more.")
    if asked_already:
        raise Refused("Somebody has asked for this already. It waits for another steward.")


def check_may_decide(*, state: str, asked_by: uuid.UUID | None, decides: uuid.UUID) -> None:
    if state != AskState.ASKED:
        raise Refused("This was decided already.")
    if asked_by == decides:
        raise Refused("You asked for this. Another steward decides.")


def check_reason(words: str, field: str = "reason") -> str:
    if not words.strip():
        raise Refused("Write why", field=field)
    return words.strip()


def check_may_allot(state: str) -> None:
    if state != Allotment.WAITING:
        raise Refused("This was decided already.")


def check_two_people(one: uuid.UUID, other: uuid.UUID) -> None:
    if one == other:
        raise Refused("This number belongs to the same person.", field="number")
