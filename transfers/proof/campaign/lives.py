"""Random lives: people are admitted, moved, let out and taken back, and things are written about them.

Each thing is done through a door that the campus really has: a message to the inbox, the roll, an action. The model
(`model.Life`) is told the same in plain words, and `looking` says whether the two agree.
"""

import datetime as dt
import json
import random
import uuid
from typing import Any

from campus.core import clock, files, relaying
from campus.core.models import OutboxMessage, written
from jobs.cvs import actions as cvs
from jobs.cvs.models import CvAnswer, Document
from jobs.cvs.rules import Question
from learners.models import Identifier, Learner
from plans import actions as plans
from plans.actions import caseload
from plans.models import Step
from transfers.actions import inbox, roll
from transfers.models import Manifest, MovementEvent, TransferCase
from transfers.proof.campaign import cast, kills, looking
from transfers.proof.campaign.model import Fault, Life

# Kinds that each writing step may write: whatever else changes is a fault.
PLANNED = frozenset({"plan", "goal", "step", "timeline_event"})
OWN_WORDS = frozenset({"cv", "cv_answer", "timeline_event"})
PAPERS = frozenset({"document"})
NEW_PERSON = frozenset({"identity", "identifier", "timeline_event"})
QUESTIONS = list(Question)
STEP_OF_TIME = dt.timedelta(minutes=7)
PAST = dt.timedelta(days=500)


class Lives:
    """The people of one campaign. `chance` decides what the caller does not."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.people: list[Life] = []
        self.now = clock.now() - PAST
        self.said: list[str] = []
        self.counts: dict[str, int] = {}
        self.parted: set[frozenset[str]] = set()
        self._next = chance.randrange(1_000_000)

    # --- doors ---------------------------------------------------------------------------------------------------

    def later(self) -> dt.datetime:
        self.now += STEP_OF_TIME
        return self.now

    def tell(self, life: Life, kind: str, reason: str, prison: str | None, *, number: str = "") -> None:
        """Send the message of one movement, as the source does."""
        life.before = (life.establishment, life.status, life.seq, life.moved_at or self.now)
        life.seq, life.moved_at = life.seq + 1, self.later()
        said = {"nomsNumber": number or life.number, "reason": reason, "prisonId": prison, "movementSeq": life.seq}
        self.send({
            "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1,
            "occurredAt": life.moved_at.isoformat(), "additionalInformation": said,
        })  # fmt: skip

    def send(self, event: dict[str, Any]) -> str:
        text = json.dumps(event)
        self.said.append(text)
        return inbox.take_in(text, transport="campaign", message_id=str(uuid.uuid4()))

    def empty(self) -> None:
        """Let everything that is owed be done."""
        relaying.empty()

    def done(self, name: str, lives: list[Life], allowed: frozenset[str] | None = None) -> list[Fault]:
        """Let everything that is owed be done, and look."""
        self.empty()
        self.counts[name] = self.counts.get(name, 0) + 1
        return looking.everybody(lives, allowed)

    def learner(self, life: Life) -> Learner:
        return Learner.objects.get(id=life.learner)

    def those(self, *statuses: str) -> list[Life]:
        return [life for life in self.people if life.status in statuses and not life.erased]

    # --- movements: none may write a row of the record -------------------------------------------------------------

    def admit(self, prison: str) -> list[Fault]:
        life = Life(self._number(), "", None, "", 0)
        self.tell(life, "received", "NEW_ADMISSION", prison)
        life.establishment, life.status = prison, "IN"
        life.learner = str(Identifier.objects.get(type="PRISON_NUMBER", value=life.number).learner_id)
        self.people.append(life)
        return self.done("admit", [life], NEW_PERSON)

    def _number(self) -> str:
        self._next += 1
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        digits, rest = self._next % 10_000, self._next // 10_000
        return f"{letters[rest // 576 % 24]}{digits:04d}{letters[rest // 24 % 24]}{letters[rest % 24]}"

    def go_out(self, life: Life, reason: str, status: str) -> list[Fault]:
        """To court, for the day, to hospital or on the way to another prison: the place stays the sender's."""
        self.tell(life, "released", reason, "OUT")
        life.status = status
        return self.done(status.lower(), [life])

    def come_back(self, life: Life, reason: str) -> list[Fault]:
        """To the prison that was left."""
        self.tell(life, "received", reason, life.establishment)
        life.status = "IN"
        return self.done("come_back", [life])

    def transfer(self, life: Life, prison: str) -> list[Fault]:
        """Received elsewhere: as planned, diverted, or with no departure heard of."""
        self.tell(life, "received", "TRANSFERRED", prison)
        life.establishment, life.status = prison, "IN"
        return self.done("transfer", [life])

    def release(self, life: Life) -> list[Fault]:
        self.tell(life, "released", "RELEASED", "OUT")
        life.establishment, life.status = None, "RELEASED"
        return self.done("release", [life])

    def recall(self, life: Life, prison: str) -> list[Fault]:
        self.tell(life, "received", "READMISSION", prison)
        life.establishment, life.status = prison, "IN"
        return self.done("recall", [life])

    def cancel(self, life: Life) -> list[Fault]:
        """The source takes its last movement back: the roll says what was before it."""
        assert life.before is not None
        life.establishment, life.status, life.seq, life.moved_at = life.before
        life.before = None
        line = {
            "prison_number": life.number, "establishment": life.establishment, "status": life.status,
            "movement_seq": life.seq, "moved_at": (life.moved_at or self.now).isoformat(),
        }  # fmt: skip
        roll.sync([json.dumps(line)], wrong=lambda _, reason: self._wrong(reason))
        return self.done("cancel", [life])

    def _wrong(self, reason: str) -> None:
        raise AssertionError(reason)

    def say_again(self) -> list[Fault]:
        """A message comes a second time, under another number of its own: nothing changes."""
        inbox.take_in(self.chance.choice(self.said), transport="campaign", message_id=str(uuid.uuid4()))
        return self.done("said_again", self.people[-3:])

    def killed(self, point: str) -> list[Fault]:
        """A transfer is taken in by a process that dies at the point. The queue sends the message again, as it does."""
        life = self.chance.choice(self.those("IN"))
        prison = self.chance.choice([one for one in cast.PRISONS if one != life.establishment])
        life.before = (life.establishment, life.status, life.seq, life.moved_at or self.now)
        life.seq, life.moved_at = life.seq + 1, self.later()
        text, message = self._received(life, prison), str(uuid.uuid4())

        def take_in() -> None:
            inbox.take_in(text, transport="campaign", message_id=message)
            relaying.empty()

        died = kills.killed_at(point, take_in)
        inbox.take_in(text, transport="campaign", message_id=message)
        OutboxMessage.objects.filter(sent_at__isnull=True).update(locked_until=None)  # the lease of the dead runs out
        life.establishment = prison
        missed = [] if died else [Fault(life.number, f"the process did not come to {point}")]
        return missed + self.done("killed", [life]) + self._once(life, message)

    def _received(self, life: Life, prison: str) -> str:
        said = {"nomsNumber": life.number, "reason": "TRANSFERRED", "prisonId": prison, "movementSeq": life.seq}
        return json.dumps({
            "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
            "occurredAt": (life.moved_at or self.now).isoformat(), "additionalInformation": said,
        })  # fmt: skip

    def _once(self, life: Life, message: str) -> list[Fault]:
        """Each effect of the message is there once."""
        heard = MovementEvent.objects.filter(transport="campaign", transport_message_id=message)
        cases = TransferCase.objects.filter(transitions__cause__in=heard, transitions__after="ARRIVED").distinct()
        found = {
            "inbox": heard.filter(state="APPLIED").count(),
            "case": cases.count(),
            "manifests": Manifest.objects.filter(case__in=cases, phase__in=["BEFORE", "AFTER"]).count() // 2,
            "planning": OutboxMessage.objects.filter(
                topic="learner.moved", key=f"learner:{life.learner}", sent_at__isnull=False
            ).order_by("-id")[:1].count(),
        }  # fmt: skip
        return [Fault(life.number, f"{name} is there {times} times") for name, times in found.items() if times != 1]

    # --- writing ---------------------------------------------------------------------------------------------------

    def staff_writes(self, life: Life) -> list[Fault]:
        """A goal with its steps, or a step said to be done; and now and then somebody takes the person on."""
        by, learner = cast.manager(str(life.establishment)), uuid.UUID(life.learner)
        if self.chance.random() < 0.2:
            caseload.take_on(by=by, learner_id=learner, at=clock.now())
        open_steps = Step.objects.filter(learner_id=learner, goal__status="ACTIVE").exclude(status="COMPLETE")
        step = open_steps.first() if self.chance.random() < 0.5 else None
        if step is not None:
            plans.confirm(by=by, step_id=step.id, at=clock.now())
        else:
            plans.add_goal(
                by=by, learner_id=learner, title=f"Goal {len(self.said)}", note="", at=clock.now(),
                target_on=clock.today() + dt.timedelta(days=90), steps=["First step", "Second step"],
            )  # fmt: skip
        return self.done("staff_write", [life], PLANNED)

    def learner_writes(self, life: Life) -> list[Fault]:
        """An answer of the CV, at a tablet."""
        learner = self.learner(life)
        question = self.chance.choice(QUESTIONS)
        held = CvAnswer.objects.filter(cv__learner=learner, cv__set_aside=False, question=question).first()
        cvs.save_answer(
            by=cast.themselves(learner), learner_id=learner.id, question=question, text=f"Words {len(self.said)}",
            lock_version=held.lock_version if held else 0, language="en-gb", at=clock.now(),
        )  # fmt: skip
        return self.done("learner_write", [life], OWN_WORDS)

    def add_file(self, life: Life) -> list[Fault]:
        """A paper with its file."""
        learner, content = self.learner(life), self.chance.randbytes(300)
        stored = files.put(content, f"documents/campaign/{uuid.uuid4()}.pdf")
        Document.objects.create(
            learner=learner, title="Paper", file_name=stored.name, size=stored.size, sha256=stored.sha256,
            **written(cast.themselves(learner), clock.now()),
        )  # fmt: skip
        return self.done("add_file", [life], PAPERS)
