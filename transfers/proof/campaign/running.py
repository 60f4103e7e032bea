"""The long run: random lives for as long as asked, with processes killed on the way."""

import multiprocessing
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pghistory

from campus.core import failpoints, own_database
from transfers.proof.actions import running as proof
from transfers.proof.campaign import ground
from transfers.proof.campaign.chances import live
from transfers.proof.campaign.lives import Lives
from transfers.proof.campaign.model import Fault
from transfers.proof.campaign.races import run as run_races
from transfers.proof.models import ProofRun
from transfers.proof.rules import CheckId

# A fresh campus after so many steps, so that a step costs the same from first to last.
STEPS_OF_A_ROUND = 1_000
KILL_EVERY = 25
WHOLE = (CheckId.CONSERVATION, CheckId.REACH, CheckId.QUEUES, CheckId.BINDINGS)
MOVES = frozenset({
    "admit", "transfer", "come_back", "release", "recall", "cancel", "at_court", "rotl", "restricted_patient",
    "in_transit", "killed",
})  # fmt: skip

Say = Callable[[str], None]


@dataclass
class Tally:
    """What a campaign came to."""

    seed: int
    steps: int = 0
    kills: int = 0
    done: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    @property
    def moves(self) -> int:
        return sum(count for name, count in self.done.items() if name in MOVES)

    @property
    def passed(self) -> bool:
        return not self.faults

    @classmethod
    def of_all(cls, seed: int, tallies: list["Tally"]) -> "Tally":
        """What several processes came to together."""
        whole = cls(seed)
        for one in tallies:
            whole.steps, whole.kills = whole.steps + one.steps, whole.kills + one.kills
            whole.done.update(one.done)
            whole.faults += one.faults
        return whole

    def said(self) -> dict[str, object]:
        """The answer of the command (interfaces.md)."""
        readers = sum("reads it" in fault.says for fault in self.faults)
        return {
            "moves": self.moves, "merges": self.done["merge"], "kills": self.kills,
            "lost": len(self.faults) - readers, "wrong_readers": readers, "seed": self.seed, "passed": self.passed,
        }  # fmt: skip


def run(*, minutes: float, seed: int, say: Say, processes: int = 1) -> Tally:
    """Live until the time is over or something is lost. Each process has lives, a seed and a database of its own."""
    if processes == 1:
        return _run(minutes, seed, say)
    with ground.own():
        own_database.let_go()  # the pristine campus is there, for all of them; and they share no connection
    apart = multiprocessing.get_context("fork")
    answers = apart.SimpleQueue()
    started = [
        apart.Process(target=lambda place=place: answers.put(_told(minutes, seed + place, say, place)))
        for place in range(processes)
    ]  # fmt: skip
    for process in started:
        process.start()
    tallies = [answers.get() for _ in started]
    for process in started:
        process.join()
    return Tally.of_all(seed, tallies)


def _told(minutes: float, seed: int, say: Say, place: int) -> Tally:
    """What a process came to, whatever stopped it."""
    try:
        return _run(minutes, seed, say, place)
    except Exception:
        return Tally(seed, faults=[Fault("", traceback.format_exc())])


def _run(minutes: float, seed: int, say: Say, place: int = 0) -> Tally:
    tally, chance = Tally(seed), random.Random(seed)  # noqa: S311 (lives to be lived again, not a secret)
    with ground.own() as usual:
        until = time.monotonic() + 60 * minutes
        while tally.passed and time.monotonic() < until:
            ground.fresh(usual, place)
            with pghistory.context(command="campaign"):
                _round(tally, chance, until)
            say(f"{tally.steps:,} steps, {tally.kills:,} kills, {len(tally.faults)} faults")
    return tally


def race(*, races: int, seed: int) -> Tally:
    """Forms against moves, each a step. What came of them is counted by its name."""
    tally, chance = Tally(seed), random.Random(seed)  # noqa: S311 (races to be run again, not a secret)
    with ground.own() as usual:
        ground.fresh(usual)
        with pghistory.context(command="campaign"):
            proof.begin()
            tally.done, tally.faults = run_races(races=races, chance=chance)
            tally.steps = tally.done.total()
            tally.faults += _wrong_as_a_whole()
    return tally


def _round(tally: Tally, chance: random.Random, until: float) -> None:
    lives = Lives(chance)
    proof.begin()
    for number in range(STEPS_OF_A_ROUND):
        if time.monotonic() > until or tally.faults:
            break
        if number % KILL_EVERY == KILL_EVERY - 1 and lives.those("IN"):
            tally.faults += lives.killed(chance.choice(failpoints.POINTS))
            tally.kills += 1
        else:
            tally.faults += live(lives)
        tally.steps += 1
    tally.done.update(lives.counts)
    tally.faults += _wrong_as_a_whole()


def _wrong_as_a_whole() -> list[Fault]:
    whole = proof.run(cause=ProofRun.Cause.COMMAND, checks=WHOLE)
    return [
        Fault("", f"{check.check_id}: {finding}")
        for check in whole.checks.filter(passed=False) for finding in check.findings or ["not passed"]
    ]  # fmt: skip
