"""Effects are owed in the action's transaction, delivered in order, and done once whatever dies in between."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.test import override_settings

from campus.audit.models import Event
from campus.core import clock, outbox, relaying
from campus.core.models import Consumed, OutboxMessage
from tests.factories import providers
from tests.factories.accounts import posted

pytestmark = pytest.mark.django_db
ON_COMMIT = pytest.mark.django_db(transaction=True)
# Nothing listens there: a broker that is away.
DEAD_SOCKET = "redis+socket:///nowhere/there-is-no-such-socket"


@pytest.fixture
def topic() -> Iterator[str]:
    """A topic of this test's own, forgotten afterwards."""
    name = f"test.{uuid.uuid4().hex[:8]}"
    yield name
    outbox._consumers.pop(name, None)


def consumed_by(topic: str, handle: Callable[[OutboxMessage], None], **how: object) -> None:
    outbox.consumer(topic, **how)(handle)  # type: ignore[arg-type]


def owe(topic: str, key: str = "k", **body: object) -> OutboxMessage:
    return outbox.queue(topic=topic, key=key, body=body)


def deliver_all() -> int:
    return sum(outbox.deliver(message) for message in outbox.claim())


class Permanent(Exception):
    permanent = True


def failing(error: Exception) -> Callable[[OutboxMessage], None]:
    def handle(message: OutboxMessage) -> None:
        raise error

    return handle


class TestQueue:
    def test_goes_with_the_act_when_the_act_is_undone(self, topic):
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            owe(topic)
            raise ValueError("no")
        assert not OutboxMessage.objects.filter(topic=topic).exists()

    @ON_COMMIT
    def test_loses_nothing_when_the_broker_is_away(self, topic):
        """The wake-up is lost; the row is not, and the relay finds it by itself."""
        from campus.celery import app

        done: list[uuid.UUID] = []
        consumed_by(topic, lambda message: done.append(message.id))
        kept = app.conf.broker_url
        try:
            app.conf.broker_url = DEAD_SOCKET
            app.pool.force_close_all()
            with override_settings(CELERY_BROKER_URL=DEAD_SOCKET), transaction.atomic():
                message = owe(topic)
        finally:
            app.conf.broker_url = kept
            app.pool.force_close_all()
        assert OutboxMessage.objects.get(id=message.id).sent_at is None
        relaying.turn()
        assert done == [message.id]
        assert OutboxMessage.objects.get(id=message.id).sent_at is not None

    @ON_COMMIT
    def test_survives_a_wake_up_that_fails_in_any_way(self, topic, monkeypatch):
        def broken(*_: object) -> None:
            raise RuntimeError("no broker at all")

        monkeypatch.setattr("campus.core.tasks.wake", broken)
        with transaction.atomic():
            message = owe(topic)
        assert OutboxMessage.objects.filter(id=message.id).exists()


class TestOrder:
    def test_of_one_key_is_the_order_of_writing(self, topic):
        seen: list[int] = []
        consumed_by(topic, lambda message: seen.append(message.body["n"]))
        for n in range(4):
            owe(topic, n=n)
        assert [len(outbox.claim()) for _ in range(1)] == [1], "only the first may be taken"
        OutboxMessage.objects.update(locked_until=None)
        while deliver_all():
            pass
        assert seen == [0, 1, 2, 3]

    def test_of_one_key_holds_up_no_other(self, topic):
        consumed_by(topic, failing(OSError("away")))
        first, _, other = owe(topic, "a"), owe(topic, "a"), owe(topic, "b")
        assert {m.id for m in outbox.claim()} == {first.id, other.id}

    def test_goes_on_after_one_was_given_up(self, topic):
        consumed_by(topic, failing(Permanent("never")))
        owe(topic)
        second = owe(topic)
        deliver_all()
        assert [m.id for m in outbox.claim()] == [second.id]


class TestFailure:
    def test_is_kept_with_its_error_and_tried_later(self, topic):
        consumed_by(topic, failing(OSError("away for lunch")))
        message = owe(topic)
        deliver_all()
        message.refresh_from_db()
        assert (message.attempts, message.sent_at, message.dead_at, message.locked_until) == (1, None, None, None)
        assert "away for lunch" in message.last_error
        assert message.available_at > clock.now()
        assert outbox.claim() == []

    def test_waits_longer_each_time_up_to_an_hour(self):
        waits = [outbox.back_off(n).total_seconds() for n in range(1, 25)]
        assert waits[:4] == [2, 4, 8, 16]
        assert waits == sorted(waits) and max(waits) == 3600

    def test_is_given_up_after_twenty_tries(self, topic):
        consumed_by(topic, failing(OSError("away")))
        message = owe(topic)
        for attempt in range(1, 21):
            OutboxMessage.objects.filter(id=message.id).update(available_at=clock.now())
            deliver_all()
            message.refresh_from_db()
            assert (message.dead_at is not None) == (attempt == 20)
        assert message.sent_at is None
        assert outbox.dead().filter(id=message.id).exists()

    def test_that_will_never_pass_is_given_up_at_once(self, topic):
        consumed_by(topic, failing(Permanent("no such address")))
        message = owe(topic)
        deliver_all()
        message.refresh_from_db()
        assert message.dead_at is not None and message.attempts == 1

    def test_undoes_what_the_consumer_wrote(self, topic):
        def half(message: OutboxMessage) -> None:
            outbox.consume_once(message)
            raise OSError("in the middle")

        consumed_by(topic, half)
        owe(topic)
        deliver_all()
        assert not Consumed.objects.exists()

    def test_of_a_topic_that_nobody_handles_is_kept(self, topic):
        message = owe(topic)
        deliver_all()
        message.refresh_from_db()
        assert message.sent_at is None and "KeyError" in message.last_error


class TestLease:
    def test_keeps_others_away_until_it_ends(self, topic, monkeypatch):
        message = owe(topic)
        assert [m.id for m in outbox.claim()] == [message.id]
        assert outbox.claim() == []
        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now + outbox.LEASE + dt.timedelta(seconds=1))
        again = outbox.claim()
        assert [(m.id, m.attempts) for m in again] == [(message.id, 2)], "its worker was killed"

    def test_is_as_long_as_the_consumer_says(self, topic):
        consumed_by(topic, lambda message: None, lane="pdf", lease=dt.timedelta(minutes=5))
        owe(topic)
        before = clock.now()
        locked = outbox.claim(lanes=frozenset({"pdf"}))[0].locked_until
        assert locked is not None and locked - before >= dt.timedelta(minutes=5)

    @ON_COMMIT
    def test_is_held_by_one_of_two_relays(self, topic):
        ids = {owe(topic, key=str(n)).id for n in range(40)}
        taken: list[list[uuid.UUID]] = []
        start = threading.Barrier(2)

        def relay() -> None:
            try:
                start.wait()
                mine = []
                while rows := outbox.claim(limit=5):
                    mine += [row.id for row in rows]
                taken.append(mine)
            finally:
                connection.close()

        both = [threading.Thread(target=relay) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(timeout=30)
        assert sorted(taken[0] + taken[1]) == sorted(ids), "each once, none twice"

    @ON_COMMIT
    def test_skips_a_row_that_another_holds(self, topic):
        """SKIP LOCKED: a relay does not wait behind another's transaction."""
        held, free = owe(topic, "a"), owe(topic, "b")
        found: list[uuid.UUID] = []
        with transaction.atomic():
            list(OutboxMessage.objects.select_for_update().filter(id=held.id))

            def other() -> None:
                try:
                    found.extend(row.id for row in outbox.claim())
                finally:
                    connection.close()

            thread = threading.Thread(target=other)
            thread.start()
            thread.join(timeout=10)
            assert not thread.is_alive()
        assert found == [free.id]


class TestConsumeOnce:
    def test_is_true_for_the_first_run_only(self, topic):
        message = owe(topic)
        assert outbox.consume_once(message) is True
        assert outbox.consume_once(message) is False

    def test_makes_a_redelivery_without_effect(self, topic):
        sent: list[uuid.UUID] = []

        def send(message: OutboxMessage) -> None:
            if outbox.consume_once(message):
                sent.append(message.id)

        consumed_by(topic, send)
        message = owe(topic)
        deliver_all()
        OutboxMessage.objects.filter(id=message.id).update(sent_at=None)
        deliver_all()
        assert sent == [message.id]


class TestRelay:
    def test_delivers_its_own_lane_and_wakes_the_workers_about_theirs(self, topic, monkeypatch):
        woken: list[str] = []
        monkeypatch.setattr("campus.core.tasks.wake", lambda message_id, lane: woken.append(lane))
        consumed_by(topic, lambda message: None, lane="pdf")
        message = owe(topic)
        relaying.turn()
        assert woken == ["pdf"]
        message.refresh_from_db()
        assert message.sent_at is None and message.woken_at is not None
        relaying.turn()
        assert woken == ["pdf"], "not again before ten seconds"

    def test_empties_every_lane_when_it_is_asked_to(self, topic):
        consumed_by(topic, lambda message: None, lane="pdf")
        for n in range(3):
            owe(topic, n=n)
        assert relaying.empty() == 0
        assert not outbox.owed().exists()


class TestDeadLetters:
    def given_up(self, topic: str) -> OutboxMessage:
        consumed_by(topic, failing(Permanent("never")))
        message = owe(topic)
        deliver_all()
        return message

    def test_can_be_tried_again_from_the_start(self, topic):
        message = self.given_up(topic)
        outbox.requeue(message.id)
        message.refresh_from_db()
        assert (message.dead_at, message.attempts) == (None, 0)
        assert [m.id for m in outbox.claim()] == [message.id]

    def test_stay_in_the_table_when_they_are_taken_off_the_list(self, topic):
        message = self.given_up(topic)
        outbox.discard(message.id)
        assert not outbox.dead().exists()
        assert OutboxMessage.objects.get(id=message.id).discarded_at is not None
        assert outbox.claim() == []

    def test_that_live_are_neither_requeued_nor_discarded(self, topic):
        message = owe(topic)
        outbox.discard(message.id)
        assert OutboxMessage.objects.get(id=message.id).discarded_at is None

    @pytest.mark.parametrize(("verb", "dead", "owed"), [("again", 0, 1), ("discard", 0, 0)])
    def test_have_a_page_for_whoever_keeps_the_system(self, topic, verb, dead, owed):
        message = self.given_up(topic)
        client = providers.signed_in(posted("SYS_ADMIN", None).user, "staff")
        assert topic in client.get("/staff/work/").content.decode()
        token = str(uuid.uuid4())
        done = client.post("/staff/work/", {"message": str(message.id), "verb": verb, "form_token": token})
        assert done.status_code == 302
        assert (outbox.dead().count(), outbox.owed().count()) == (dead, owed)

    def test_that_were_dealt_with_a_moment_ago_say_so(self, topic):
        message = self.given_up(topic)
        outbox.discard(message.id)
        client = providers.signed_in(posted("SYS_ADMIN", None).user, "staff")
        page = client.post(
            "/staff/work/", {"message": str(message.id), "verb": "again", "form_token": str(uuid.uuid4())}
        )
        assert page.status_code == 422

    def test_page_shows_no_persons_words(self, topic):
        """A body holds ids only; the page shows the topic and the error."""
        consumed_by(topic, failing(Permanent("never")))
        owe(topic, learner="the-body-is-not-shown")
        deliver_all()
        client = providers.signed_in(posted("SYS_ADMIN", None).user, "staff")
        assert "the-body-is-not-shown" not in client.get("/staff/work/").content.decode()
        assert not Event.objects.exists()
