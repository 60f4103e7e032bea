"""What is measured of moves: from the message of an arrival to a verified manifest, and the proof of everything."""

import datetime as dt
import itertools
import json
import uuid
from collections.abc import Callable, Iterator

import pghistory

from bench.measuring import Row, Work, measure_work
from campus.core import clock, outbox, relaying
from campus.core.models import OutboxMessage
from campus.estate.models import Establishment
from learners.models import Placement
from transfers.actions import inbox
from transfers.models import TransferCase
from transfers.proof.actions import running as proof
from transfers.proof.models import ProofRun

PEOPLE_MOST = 4_000


def transfer_one() -> list[Row]:
    """One transfer: the message taken in, the record counted before and after, each file read, the case verified."""
    return _moving("transfer_one", {1: 300, 8: 800}, whole=False)


def transfer_1000() -> list[Row]:
    """A thousand transfers and all that follows from them: planning's dates, places in classes, notices."""
    return _moving("transfer_1000", {1: 1000, 8: 1000}, whole=True)


def prove() -> list[Row]:
    """All eight checks over everybody, once."""

    def works() -> Iterator[Work]:
        yield lambda: lambda: 0
        yield lambda: _prove

    return measure_work("prove", works(), {1: 1})


def _prove() -> int:
    relaying.empty()
    run = proof.run(cause=ProofRun.Cause.COMMAND)
    assert run.passed, list(run.checks.filter(passed=False).values_list("check_id", "findings"))
    return 0


def _moving(name: str, most: dict[int, int], *, whole: bool) -> list[Row]:
    with outbox.unheard():
        rows = measure_work(name, _transfers(whole), most)
        relaying.empty()
    return rows


def _transfers(whole: bool) -> Iterator[Work]:
    """Everybody moved once, to another prison of the estate."""
    prisons = itertools.cycle(Establishment.objects.active().order_by("code").values_list("code", flat=True))
    held = Placement.objects.filter(ended_at__isnull=True, status="IN", learner__identifier_rows__type="PRISON_NUMBER")
    people = held.order_by("id").values_list(
        "learner_id", "learner__identifier_rows__value", "establishment_id", "movement_seq"
    )[:PEOPLE_MOST]
    at = (clock.now() - dt.timedelta(minutes=1)).isoformat()
    for learner_id, number, here, seq in people:
        prison = next(code for code in prisons if code != here)
        yield _transfer(learner_id, _message(number, prison, (seq or 0) + 1, at), whole)


def _message(number: str, prison: str, seq: int, at: str) -> str:
    return json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1, "occurredAt": at,
        "additionalInformation": {
            "nomsNumber": number, "reason": "TRANSFERRED", "prisonId": prison, "movementSeq": seq,
        },
    })  # fmt: skip


def _transfer(learner_id: uuid.UUID, text: str, whole: bool) -> Work:
    def act() -> int:
        with pghistory.context(command="bench"):
            assert inbox.take_in(text, transport="bench", message_id=str(uuid.uuid4())) == "APPLIED"
        _deliver(f"transfer:{learner_id}")
        if whole:
            _deliver(f"learner:{learner_id}")
        case = TransferCase.objects.filter(learner_id=learner_id).order_by("-created_at", "-id").first()
        assert case is not None
        assert case.state == "VERIFIED", case.state
        return 0

    return lambda: act


def _deliver(key: str) -> None:
    """Do what is owed under a key now, as a worker does when it is woken."""
    for owed in OutboxMessage.objects.filter(key=key, sent_at__isnull=True).order_by("id"):
        for message in outbox.claim(only=str(owed.id), limit=1):
            outbox.deliver(message)


MOVES: dict[str, Callable[[], list[Row]]] = {
    "transfer_one": transfer_one,
    "transfer_1000": transfer_1000,
    "prove": prove,
}
