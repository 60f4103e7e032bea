"""What was said to be saved is saved, whatever stops under it: PostgreSQL in the middle of its work, or the queue."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import redis

from campus.embedded import home as homes
from campus.embedded import postgres
from tests.journeys.campus import ROOT, wait_for

WRITERS = 2
ENOUGH = 40  # goals written before the stop: a count, for a busy machine writes slowly
WITHOUT_A_QUEUE = 3.0  # seconds of writing after it was killed
WRITTEN = "SELECT count(*) FROM plans_goal WHERE title LIKE 'Goal %'"
# Writes goals and moves people as fast as it can, and says each key once its transaction has been committed.
WRITE = """
import datetime as dt, itertools, json, pghistory, uuid
from campus.accounts import actors
from campus.accounts.models import User
from campus.core import clock
from learners.models import Learner
from plans import actions as plans
from transfers.actions import inbox
me = actors.for_user(User.objects.get(username="priya.shah"), clock.today())
people = list(Learner.objects.placed_at("LEI").with_prison_number().order_by("id"))[{part}::{parts}]
with pghistory.context(command="load"):
    for number in itertools.count():
        one = people[number % len(people)]
        goal = plans.add_goal(by=me, learner_id=one.id, title=f"Goal {{number}}", note="", steps=["First"],
                              target_on=clock.today() + dt.timedelta(days=90), at=clock.now())
        print("goal", goal.id, flush=True)
        message, at = str(uuid.uuid4()), clock.now() - dt.timedelta(minutes=1)
        kind, reason = [("released", "SENT_TO_COURT"), ("received", "RETURN_FROM_COURT")][number // len(people) % 2]
        inbox.take_in(json.dumps({{
            "eventType": f"prisoner-offender-search.prisoner.{{kind}}", "occurredAt": at.isoformat(),
            "additionalInformation": {{"nomsNumber": one.prison_number, "reason": reason, "prisonId": "LEI"}},
        }}), transport="load", message_id=message)
        print("event", message, flush=True)
"""


def asked(campus, statement: str, *values: object) -> list[tuple]:
    account = postgres.Postgres(homes.opened(campus.home), durable=True)
    with psycopg.connect(account.url()) as connection:
        return connection.execute(statement, values or None).fetchall()


def writers(campus) -> list[subprocess.Popen]:
    return [
        subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "shell", "-c", WRITE.format(part=part, parts=WRITERS)],
            cwd=ROOT, env=campus.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        for part in range(WRITERS)
    ]  # fmt: skip


def postmaster_of(campus) -> int:
    data = asked(campus, "SHOW data_directory")[0][0]
    with open(f"{data}/postmaster.pid") as file:
        return int(file.readline())


class TestACrashUnderLoad:
    def test_loses_nothing_that_was_acknowledged_and_nothing_that_was_owed(self, stage):
        said = when_postgres_stops_at_once(stage.up())
        then_all_that_was_said_is_kept(stage.up(), said)
        when_the_queue_is_emptied_and_killed(stage.up())
        stage.down()
        then_nothing_is_owed(stage.up())
        then_no_record_is_lost(stage.up())


def when_postgres_stops_at_once(campus) -> list[list[str]]:
    """Under load. Returns what the writers were told was committed."""
    postmaster, writing = postmaster_of(campus), writers(campus)
    given_load(campus)
    os.kill(postmaster, signal.SIGQUIT)  # what `pg_ctl stop -m immediate` sends
    lines = [line for writer in writing for line in writer.communicate(timeout=60)[0].splitlines()]
    said = [line.split() for line in lines if line.startswith(("goal ", "event "))]
    campus.process.wait(timeout=60)
    return said


def then_all_that_was_said_is_kept(campus, said: list[list[str]]) -> None:
    goals = [key for kind, key in said if kind == "goal"]
    events = [key for kind, key in said if kind == "event"]
    assert min(len(goals), len(events)) > ENOUGH // 2
    kept = asked(campus, "SELECT count(*) FROM plans_goal WHERE id::text = ANY(%s)", goals)
    heard = "SELECT count(*) FROM transfers_movementevent WHERE transport_message_id = ANY(%s) AND state <> 'NEW'"
    assert (kept, asked(campus, heard, events)) == ([(len(goals),)], [(len(events),)])


def when_the_queue_is_emptied_and_killed(campus) -> None:
    """Under load, which goes on for a while without it."""
    writing = writers(campus)
    given_load(campus)
    redis.Redis(unix_socket_path=str(next(campus.home.rglob("valkey.sock")))).flushall()
    os.kill(int((campus.home / "valkey" / "pid").read_text()), signal.SIGKILL)
    time.sleep(WITHOUT_A_QUEUE)
    for writer in writing:
        writer.kill()
        writer.wait(timeout=60)


def given_load(campus) -> None:
    before = asked(campus, WRITTEN)[0][0]
    wait_for(lambda: asked(campus, WRITTEN)[0][0] > before + ENOUGH, "the load")


def then_nothing_is_owed(campus) -> None:
    owed = "SELECT count(*) FROM core_outboxmessage WHERE sent_at IS NULL"
    wait_for(lambda: asked(campus, owed) == [(0,)], "all that was owed to be done")
    moved = "SELECT count(*), count(dead_at) FROM core_outboxmessage WHERE topic = 'learner.moved'"
    sent, dead = asked(campus, moved)[0]
    assert (sent > 20, dead) == (True, 0)


def then_no_record_is_lost(campus) -> None:
    said = campus.manage("prove", expect=None)
    assert "NOT PASSED" not in said, said
