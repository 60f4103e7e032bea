"""The ways in beside the file: the address for other systems, and the queue."""

import json
import signal
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories.learners import LearnerFactory, number_of
from tests.factories.transfers import event
from transfers import event_handlers, queue, rules
from transfers.actions import inbox
from transfers.event_handlers import Handled
from transfers.management.commands.consume_events import Command
from transfers.models import MovementEvent
from transfers.views import events

pytestmark = pytest.mark.django_db
KEY = "a-key-for-the-test"
MERGED = json.dumps({
    "eventType": "prison-offender-events.prisoner.merged", "version": 1, "occurredAt": "2026-11-20T10:42:00Z",
    "additionalInformation": {"nomsNumber": "A1234BC", "removedNomsNumber": "A1234BD", "reason": "MERGE"},
})  # fmt: skip


@pytest.fixture
def keyed(settings: Any) -> None:
    settings.CAMPUS_EVENTS_KEY = KEY
    cache.clear()


def send(body: str | bytes, *, key: str = KEY, **headers: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(
        "/events/", data=body, content_type="application/json", headers={"Authorization": f"Bearer {key}", **headers}
    )


@pytest.mark.usefixtures("keyed")
class TestTheAddress:
    def test_takes_one_event_and_answers_with_the_counts(self) -> None:
        learner = LearnerFactory()
        answer = send(event(number_of(learner)))
        assert (answer.status_code, answer.json()["read"], answer.json()["applied"]) == (200, 1, 1)
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"
        assert MovementEvent.objects.get().transport == "http"

    def test_takes_a_line_each_and_a_list(self) -> None:
        lines = [event(number_of(LearnerFactory())) for _ in range(3)]
        assert send("\n".join(lines)).json()["applied"] == 3
        assert send(f"[{','.join(lines)}]").json()["duplicate"] == 3
        pretty = json.dumps(json.loads(event(number_of(LearnerFactory()))), indent=2)
        assert send(pretty).json()["applied"] == 1

    def test_parks_what_cannot_be_read(self) -> None:
        answer = send(b"\xff\xfe not an event\n{")
        assert (answer.status_code, answer.json()["parked"]) == (200, 2)
        assert send("").json()["read"] == 0

    def test_asks_for_the_same_again_after_a_failure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = event(number_of(LearnerFactory()))
        with monkeypatch.context() as broken:
            broken.setattr("transfers.actions.moves.apply", lambda **given: 1 / 0)
            assert send(said).status_code == 503
        assert send(said).json()["applied"] == 1

    @pytest.mark.parametrize("key", ["", "another", KEY + "x", "ä"])
    def test_is_closed_to_who_has_no_key(self, key: str) -> None:
        assert send(event("A1234BC"), key=key).status_code == 401
        assert not MovementEvent.objects.exists()

    def test_refuses_too_much_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(events, "EVENTS_MOST", 2)
        assert send("\n".join(["{}"] * 3)).status_code == 413
        monkeypatch.setattr(events, "BYTES_MOST", 5)
        assert send(" " * 6).status_code == 413
        assert send(b" " * 3_000_000).status_code == 413
        assert not MovementEvent.objects.exists()

    def test_slows_a_sender_that_asks_too_often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(events, "REQUESTS_A_MINUTE", 2)
        answers = [send("{}") for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 429] and answers[-1]["Retry-After"]

    def test_loses_nothing_with_the_cache_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cache, "add", lambda *a, **k: 1 / 0)
        assert send("{}").status_code == 200

    def test_takes_no_other_verb(self) -> None:
        assert Client().get("/events/").status_code == 405

    def test_is_not_there_at_another_door(self, settings: Any) -> None:
        settings.CAMPUS_AUDIENCE = "kiosk"
        assert send(event("A1234BC")).status_code == 404


def test_without_a_key_there_is_no_such_address(settings: Any) -> None:
    settings.CAMPUS_EVENTS_KEY = ""
    assert send(event("A1234BC"), key="").status_code == 404


@pytest.fixture(scope="module")
def sqs() -> Iterator[Any]:
    import boto3
    from moto.server import ThreadedMotoServer

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    client = boto3.client(
        "sqs", region_name="eu-west-2", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="test",
        aws_secret_access_key="test",
    )  # fmt: skip
    yield client, f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def waiting(sqs: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """An empty queue of this test's own, which the campus is told to read."""
    client, endpoint = sqs
    name = "".join(c for c in request.node.name if c.isalnum())[:60]
    settings.CAMPUS_EVENTS_QUEUE_URL = client.create_queue(QueueName=name)["QueueUrl"]
    settings.CAMPUS_EVENTS_ENDPOINT = endpoint
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return lambda body: client.send_message(QueueUrl=settings.CAMPUS_EVENTS_QUEUE_URL, MessageBody=body)


def left(sqs: Any, url: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs[0].get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


class TestTheQueue:
    def test_is_emptied_and_each_message_applied_once(self, sqs: Any, waiting: Any, settings: Any) -> None:
        learners = [LearnerFactory() for _ in range(12)]
        for learner in learners:
            waiting(event(number_of(learner)))
        waiting("poison")
        call_command("consume_events", once=True)
        assert left(sqs, settings.CAMPUS_EVENTS_QUEUE_URL) == 0
        assert MovementEvent.objects.filter(transport="queue", state="APPLIED").count() == 12
        assert MovementEvent.objects.get(state="PARKED").why == "not JSON"

    def test_gives_the_event_out_of_a_topic_s_envelope(self, waiting: Any) -> None:
        learner = LearnerFactory()
        said = event(number_of(learner))
        for _ in range(2):  # the topic sends the same notification twice, in two messages
            waiting(json.dumps({"Type": "Notification", "MessageId": "n-1", "Message": said}))
        call_command("consume_events", once=True)
        assert MovementEvent.objects.get().transport_message_id == "n-1"
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"

    def test_keeps_a_message_that_failed(
        self, sqs: Any, waiting: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiting(event(number_of(LearnerFactory())))
        monkeypatch.setattr("transfers.actions.moves.apply", lambda **given: 1 / 0)
        found = queue.configured()
        assert found is not None and found.take(wait=0) == 1
        assert left(sqs, settings.CAMPUS_EVENTS_QUEUE_URL) == 1

    def test_deletes_nothing_before_it_is_committed(
        self, sqs: Any, waiting: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A process that dies between the commit and the deletion gets the message again, and it is a duplicate."""
        learner = LearnerFactory()
        waiting(event(number_of(learner)))
        found = queue.configured()
        assert found is not None
        monkeypatch.setattr(found.client, "delete_message", lambda **given: 1 / 0)
        monkeypatch.setattr(queue, "HIDDEN_SECONDS", 0)
        with pytest.raises(ZeroDivisionError):
            found.take(wait=0)
        monkeypatch.undo()
        settings.CAMPUS_EVENTS_ENDPOINT = sqs[1]
        again = queue.EventQueue(sqs[0], found.url)
        assert again.take(wait=0) == 1
        assert left(sqs, found.url) == 0
        assert MovementEvent.objects.get().state == "APPLIED"

    def test_is_left_after_the_message_in_hand_when_told_to_stop(self, sqs: Any, waiting: Any, settings: Any) -> None:
        for _ in range(3):
            waiting(event(number_of(LearnerFactory())))
        told = iter([False, True])
        found = queue.configured()
        assert found is not None
        found.take(wait=0, stopping=lambda: next(told))
        assert MovementEvent.objects.count() == 1
        assert left(sqs, settings.CAMPUS_EVENTS_QUEUE_URL) == 2

    def test_is_asked_for_by_name(self, settings: Any) -> None:
        settings.CAMPUS_EVENTS_QUEUE_URL = ""
        with pytest.raises(CommandError, match="CAMPUS_EVENTS_QUEUE_URL"):
            call_command("consume_events", once=True)

    def test_stops_on_a_signal(self, waiting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        turns: list[int] = []

        def take(self: queue.EventQueue, **given: Any) -> int:
            turns.append(1)
            signal.raise_signal(signal.SIGTERM)
            assert given["stopping"]()
            return 0

        monkeypatch.setattr(queue.EventQueue, "take", take)
        try:
            Command().handle(once=False)
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)
        assert turns == [1]


class TestHandlers:
    @pytest.fixture(autouse=True)
    def _none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(event_handlers, "_handlers", {})

    def test_without_one_an_event_changes_nothing(self) -> None:
        assert inbox.ingest([MERGED])["ignored"] == 1

    def test_are_given_each_event_once(self) -> None:
        said: list[Any] = []

        def merged(event: Any, kept: MovementEvent, by: Any, at: Any) -> Handled:
            said.append(event["additionalInformation"]["removedNomsNumber"])
            return Handled(why="both were known")

        event_handlers.register("prison-offender-events.prisoner.merged", merged)
        other_words = json.dumps({**json.loads(MERGED), "description": "again"})
        assert inbox.ingest([MERGED, MERGED, other_words]) == {
            "read": 3, "applied": 1, "duplicate": 2, "superseded": 0, "ignored": 0, "parked": 0, "failed": 0,
        }  # fmt: skip
        assert said == ["A1234BD"]
        assert MovementEvent.objects.get(state="APPLIED").why == "both were known"

    def test_may_park_or_fail_and_leave_nothing_behind(self) -> None:
        def parks(*_: Any) -> Handled:
            LearnerFactory(family_name="Nobody")
            raise rules.Parked("a number is missing")

        event_handlers.register("prison-offender-events.prisoner.merged", parks)
        assert inbox.ingest([MERGED])["parked"] == 1
        from learners.models import Learner

        assert not Learner.objects.filter(family_name="Nobody").exists()

    def test_are_one_for_each_type(self) -> None:
        event_handlers.register("x", lambda *_: Handled())
        with pytest.raises(ValueError, match="already"):
            event_handlers.register("x", lambda *_: Handled())
