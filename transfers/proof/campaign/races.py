"""Two connections at once: a form that is sent while the person is moved.

Whichever is first, what was typed is in the count that the move took, or waits as a late entry at the new prison: in
one of the two, once. A form that came too late writes nothing by itself.
"""

import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pghistory
from django.db import connections
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from campus.accounts.models import User
from campus.core import audiences
from learners import digests, openings
from learners.models import LearnerRow
from plans.models import Goal, SkillRating
from plans.needs.models import SupportStrategy
from transfers.actions import inbox
from transfers.handover.models import LateContribution
from transfers.models import Manifest, TransferCase
from transfers.proof.campaign import cast
from transfers.proof.campaign.browsers import signed_in
from transfers.proof.campaign.lives import Lives
from transfers.proof.campaign.model import Fault, Life

PRISONS = ("LEI", "HLI")
# Enough that nobody's record grows so long that counting it is most of a race.
RACES_OF_A_PERSON = 25
# Either may be this much later than the other, in seconds: a move takes its locks within this of its beginning.
HEAD_START = 0.04
IN_THE_COUNT, PASSED_ON = "written before the move", "passed on"


@dataclass(frozen=True)
class Form:
    """One form of staff: its page, what is typed, and where it would be found."""

    page: str
    typed: Callable[[str], dict[str, object]]
    model: type[LearnerRow]
    column: str


FORMS = (
    Form("plans:add-goal", lambda words: {
        "title": words, "when": "6", "steps": "Ask the workshop", "note": "", "course": "", "qualification": "",
        "work_type": "",
    }, Goal, "title"),
    Form("plans:rate-skill", lambda words: {
        "skill": "TEAMWORK", "rating": "2", "evidence": words, "session": "INDUSTRIES_REVIEW",
        "session_name": "Laundry",
    }, SkillRating, "evidence"),
    Form("needs:add-strategy", lambda words: {"category": "MEMORY", "detail": words}, SupportStrategy, "detail"),
)  # fmt: skip


def run(*, races: int, chance: random.Random) -> tuple[Counter[str], list[Fault]]:
    """So many races, one after another. Says how they ended, and what was wrong; stops at the first fault."""
    lives, ended, faults = Lives(chance), Counter[str](), list[Fault]()
    browsers: dict[str, Client] = {}
    with ThreadPoolExecutor(2) as pair:
        for number in range(races):
            if number % RACES_OF_A_PERSON == 0:
                faults += lives.admit(PRISONS[0])
                browsers = {prison: _browser(prison) for prison in PRISONS}  # each keeps what it has not been told yet
            how, wrong = _race(lives, lives.people[-1], browsers, pair)
            ended[how] += 1
            faults += wrong
            if faults:
                break
        _let_go(pair)
    return ended, faults


def _browser(prison: str) -> Client:
    return signed_in(User.objects.get(id=cast.manager(prison).user_id), audiences.STAFF)


def _let_go(pair: ThreadPoolExecutor) -> None:
    """Each thread closes its own connections: both wait for each other, so that each gets one turn."""
    together = threading.Barrier(2)

    def close() -> None:
        together.wait()
        connections.close_all()

    for future in [pair.submit(close), pair.submit(close)]:
        future.result()


def _race(
    lives: Lives, life: Life, browsers: dict[str, Client], pair: ThreadPoolExecutor
) -> tuple[str, list[Fault]]:  # fmt: skip
    """One form against one move, from the same instant on."""
    chance, form = lives.chance, lives.chance.choice(FORMS)
    here = str(life.establishment)
    there = next(prison for prison in PRISONS if prison != here)
    words = f"Race {chance.getrandbits(64):x}"
    address = reverse(
        form.page, urlconf=audiences.URLCONFS[audiences.STAFF], kwargs={"learner_id": uuid.UUID(life.learner)}
    )
    sent = {**form.typed(words), "opened": openings.seal(cast.manager(here), lives.learner(life))}
    life.seq, life.moved_at = life.seq + 1, lives.later()
    message = json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
        "occurredAt": life.moved_at.isoformat(),
        "additionalInformation": {
            "nomsNumber": life.number, "reason": "TRANSFERRED", "prisonId": there, "movementSeq": life.seq,
        },
    })  # fmt: skip
    at_once = threading.Barrier(2)

    def write() -> int:
        at_once.wait()
        time.sleep(late_writer)
        return browsers[here].post(address, sent).status_code

    def move() -> str:
        at_once.wait()
        time.sleep(late_mover)
        with pghistory.context(command="races"):
            return inbox.take_in(message, transport="races", message_id=str(uuid.uuid4()))

    late_writer, late_mover = chance.choice(
        [(chance.uniform(0, HEAD_START), 0.0), (0.0, chance.uniform(0, HEAD_START))]
    )
    writing, moving = pair.submit(write), pair.submit(move)
    answered, outcome = writing.result(), moving.result()
    life.establishment = there
    return _look(life, form, words, answered, outcome)


def _look(life: Life, form: Form, words: str, answered: int, outcome: str) -> tuple[str, list[Fault]]:
    """Where the words are, and whether the count that the move took is the record as it is now."""
    learner = uuid.UUID(life.learner)
    rows = _count(form.model, learner_id=learner, **{form.column: words})
    late = _count(LateContribution, learner_id=learner, **{f"typed__{form.column}": [words]})
    case = TransferCase.objects.filter(learner_id=learner).latest("id")
    counted = set(Manifest.objects.filter(case=case, phase__in=["BEFORE", "AFTER"]).values_list("root", flat=True))
    expected = {
        "answered": (302, answered), "the move": ("APPLIED", outcome), "rows and late entries": (1, rows + late),
        "the counts of the move": ({digests.take(learner).root}, counted),
    }  # fmt: skip
    faults = [
        Fault(life.number, f"{form.page}: {name} should be {wanted}, and is {found}")
        for name, (wanted, found) in expected.items() if wanted != found
    ]  # fmt: skip
    return (IN_THE_COUNT if rows else PASSED_ON), faults


def _count(model: type[Model], **wanted: object) -> int:
    return model._default_manager.filter(**wanted).count()
