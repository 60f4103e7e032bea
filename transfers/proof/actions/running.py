"""Making the checks and keeping what they found. A check that breaks has failed; the others are made all the same."""

import logging
import random
import time
from collections.abc import Callable, Iterable

from campus.core import clock
from transfers.proof.actions import counting
from transfers.proof.models import HistoryCount, ProofCheck, ProofRun
from transfers.proof.rules import CheckId, Finding, Outcome, together
from transfers.proof.selectors import access, bindings, conservation, duplicates, files, queues, reach, roll
from transfers.proof.selectors.conservation import Watched

log = logging.getLogger(__name__)
Say = Callable[[str], None]


def run(*, cause: str, checks: Iterable[CheckId] = tuple(CheckId), say: Say = lambda _: None) -> ProofRun:
    """Make these checks, one after another, and keep each result as soon as it is known."""
    started = ProofRun.objects.create(cause=cause, started_at=clock.now())
    outcomes = []
    for check in checks:
        outcome = _timed(started, check)
        outcomes.append(outcome)
        say(f"{check}: {outcome.read:,} of {outcome.expected:,} read, {outcome.mismatched:,} wrong")
    started.passed, started.ended_at = all(outcome.passed for outcome in outcomes), clock.now()
    started.save(update_fields=["passed", "ended_at"])
    return started


def begin() -> ProofRun:
    """Take what is there now as the beginning: the first count that later ones are compared with."""
    started = ProofRun.objects.create(cause=ProofRun.Cause.BASELINE, started_at=clock.now())
    for one in conservation.watched():
        with counting.alone():
            _count(started, one)
    started.passed, started.ended_at = True, clock.now()
    started.save(update_fields=["passed", "ended_at"])
    return started


def _timed(started: ProofRun, check: CheckId) -> Outcome:
    began = time.monotonic()
    try:
        outcome = _CHECKS[check](started)
    except Exception as error:  # a check that could not be made has failed, and must not stop the next
        log.exception("%s could not be made", check)
        outcome = Outcome(check, expected=1, errored=1, findings=(Finding("check", "", type(error).__name__),))
    ProofCheck.objects.create(
        run=started, check_id=check, expected=outcome.expected, read=outcome.read, mismatched=outcome.mismatched,
        errored=outcome.errored, passed=outcome.passed, at=clock.now(), took_ms=int(1000 * (time.monotonic() - began)),
        findings=[vars(finding) for finding in outcome.findings],
    )  # fmt: skip
    return outcome


def _conserved(started: ProofRun) -> Outcome:
    """Kind by kind. The mark of a kind moves on only when nothing was wrong with it, so a fault is told until it is
    put right."""
    parts = []
    for one in conservation.watched():
        with counting.alone():
            part = conservation.compare(one, counting.latest(one))
            if part.passed:
                _count(started, one)
        parts.append(part)
    return together(CheckId.CONSERVATION, parts)


def _count(started: ProofRun, one: Watched) -> None:
    """No transaction around it: whoever writes to the table waits for the mark alone, and not for the counting."""
    mark = conservation.mark_of(one)
    counted = conservation.count_history(one, mark=mark, columns=one.columns)
    HistoryCount.objects.create(
        run=started, kind=one.kind.name, mark=counted.mark, versions=counted.versions, total=counted.total,
        columns=counted.columns, at=clock.now(),
    )  # fmt: skip


_CHECKS: dict[CheckId, Callable[[ProofRun], Outcome]] = {
    CheckId.ROLL: lambda _: roll.check(),
    CheckId.CONSERVATION: _conserved,
    CheckId.REACH: lambda _: reach.check(),
    CheckId.FILES: lambda _: files.check(clock.today()),
    CheckId.QUEUES: lambda _: queues.check(clock.now()),
    CheckId.ACCESS: lambda started: access.check(random.Random(str(started.id))),  # noqa: S311 (whom to ask about)
    CheckId.BINDINGS: lambda _: bindings.check(),
    CheckId.DUPLICATES: lambda _: duplicates.check(),
}
