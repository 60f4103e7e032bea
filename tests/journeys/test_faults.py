"""What is owed survives the death of whoever was doing it: done after a restart, and done once."""

import contextlib
import os
import signal
from collections.abc import Iterator

import psycopg

from campus.embedded import home as homes
from campus.embedded import postgres
from tests.journeys.campus import wait_for

WORKER = "celery -A campus.celery --quiet worker"
ASK_FOR_A_CV = """
import pghistory
from campus.accounts import actors
from campus.core import clock
from jobs.cvs import actions
from jobs.cvs.rules import Question
from learners import kiosk, selectors
person = selectors.by_prison_number("A5107KE")
from jobs.cvs import selectors as cvs
version = cvs.my_cv(person.id).lock_version(Question.MORE)
with pghistory.context(command="faults"):
    user = kiosk.give_user(person, clock.now())
    me = actors.for_learner(user, person.id, person.current_establishment)
    actions.save_answer(by=me, learner_id=person.id, question=Question.MORE, text="I can start on Mondays.",
                        language="en-gb", lock_version=version, at=clock.now())
    print(actions.ask_for_pdf(by=me, learner_id=person.id, at=clock.now()).id)
"""

SEND_A_MESSAGE = """
import pghistory, uuid
from campus.accounts import actors
from campus.accounts.models import User
from campus.core import clock
from learners import kiosk, selectors
from providers.messaging import actions, selectors as messaging
person = selectors.by_prison_number("A4821KD")
sam = actors.for_user(User.objects.get(username="sam.cole"), clock.today())
with pghistory.context(command="faults"):
    me = actors.for_learner(kiosk.give_user(person, clock.now()), person.id, person.current_establishment)
    contact = messaging.contacts(me, clock.now())[0]
    message = actions.start_thread(assignment_id=contact.id, subject="Work", body="Hello Tom.", nonce=uuid.uuid4(),
                                   by=me, at=clock.now())
    actions.claim(message_id=message.id, by=sam, at=clock.now())
    actions.approve(message_id=message.id, by=sam, at=clock.now())
"""


def rows(campus, statement: str) -> list[tuple]:
    """What the campus's own database says, read from beside it."""
    account = postgres.Postgres(homes.opened(campus.home), durable=True)
    with psycopg.connect(account.url()) as connection:
        return connection.execute(statement).fetchall()


@contextlib.contextmanager
def held(campus, statement: str) -> Iterator[None]:
    """Rows that somebody else has locked: whoever needs them waits."""
    account = postgres.Postgres(homes.opened(campus.home), durable=True)
    with psycopg.connect(account.url()) as connection:
        connection.execute(statement)
        yield


def send(number: int, pids: list[int]) -> None:
    assert pids
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


class TestAWorkerThatIsKilled:
    def test_leaves_a_pdf_that_is_made_once_after_a_restart(self, stage):
        campus = stage.up()
        wait_for(lambda: campus.pids(WORKER), "a worker")
        send(signal.SIGSTOP, campus.pids(WORKER))
        campus.manage("shell", "-c", ASK_FOR_A_CV)
        owed = "SELECT 1 FROM core_outboxmessage WHERE topic = 'cv.render' AND sent_at IS NULL"
        leased = f"{owed} AND locked_until > now()"
        with held(campus, "SELECT 1 FROM cvs_cvrendering WHERE state = 'WAITING' FOR UPDATE"):
            send(signal.SIGCONT, campus.pids(WORKER))
            wait_for(lambda: rows(campus, leased), "the worker to take it up")
            send(signal.SIGKILL, campus.pids(WORKER))
        assert campus.process.wait(timeout=40) == 1, "the campus says that a part died, and stops"
        campus = stage.up()
        assert rows(campus, leased), "nobody takes it from the dead worker before its lease is over"
        rows(campus, "UPDATE core_outboxmessage SET locked_until = now() WHERE topic = 'cv.render' RETURNING 1")
        wait_for(lambda: not rows(campus, owed), "the PDF to be made")
        ready = rows(campus, "SELECT state, file_name FROM cvs_cvrendering ORDER BY created_at DESC LIMIT 1")
        assert ready[0][0] == "READY"
        sent = rows(campus, "SELECT count(*), max(attempts) FROM core_outboxmessage WHERE topic = 'cv.render'")
        assert sent == [(1, 2)], "one message, begun twice: once by the worker that was killed"
        made = [p for p in (stage.home / "files").rglob("*.pdf") if p.name in ready[0][1]]
        assert len(made) == 1


class TestAQueueThatIsKilled:
    def test_leaves_a_notice_that_is_sent_once_after_a_restart(self, stage):
        campus = stage.up()
        send(signal.SIGKILL, [int((stage.home / "valkey" / "pid").read_text())])
        campus.manage("shell", "-c", SEND_A_MESSAGE, expect=None)
        stage.down()
        campus = stage.up()
        owed = "SELECT 1 FROM core_outboxmessage WHERE topic = 'message.notice' AND sent_at IS NULL"
        wait_for(lambda: not rows(campus, owed), "the notice to be sent")
        assert rows(campus, "SELECT count(*) FROM core_outboxmessage WHERE topic = 'message.notice'") == [(1,)]
        assert campus.sent_notices().count("You have a new message. Sign in to read it.") == 1
