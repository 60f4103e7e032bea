"""The queue of domain events: one that speaks SQS. A message is taken off it only after what it said is committed."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from transfers.actions import inbox
from transfers.models import MovementEvent

log = logging.getLogger(__name__)

AT_ONCE = 10
WAIT_SECONDS = 10  # well below the 30 s within which a process must stop
# Longer than ten messages take, with a source that is slow: a message that is still in hand is not given out again.
HIDDEN_SECONDS = 120


@dataclass(frozen=True)
class EventQueue:
    client: Any
    url: str

    def take(self, *, wait: int = WAIT_SECONDS, stopping: Callable[[], bool] = lambda: False) -> int:
        """Act on what waits, ten at most. Returns how many there were. One that failed stays, to come again."""
        answer = self.client.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=AT_ONCE, WaitTimeSeconds=wait, VisibilityTimeout=HIDDEN_SECONDS
        )
        messages = answer.get("Messages", [])
        for message in messages:
            if stopping():
                break
            text, message_id = unwrapped(message)
            outcome = inbox.take_in(text, transport="queue", message_id=message_id)
            if outcome == MovementEvent.State.FAILED:
                log.warning("event %s failed and stays on the queue", message_id)
                continue
            self.client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return len(messages)


def unwrapped(message: Any) -> tuple[str, str]:
    """The event and the name of the message. A topic sends it in an envelope, whose name outlives a redelivery."""
    body = message["Body"]
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        envelope = None
    if isinstance(envelope, dict) and envelope.get("Type") == "Notification":
        said, name = envelope.get("Message"), envelope.get("MessageId")
        if isinstance(said, str) and isinstance(name, str) and 0 < len(name) <= 100:
            return said, name
    return body, str(message["MessageId"])[:100]


def configured() -> EventQueue | None:
    """The queue of this deployment, if it has one. Who we are comes from the environment, as boto3 reads it."""
    if not settings.CAMPUS_EVENTS_QUEUE_URL:
        return None
    import boto3  # late: only the consumer asks

    client = boto3.client(
        "sqs", region_name=settings.CAMPUS_EVENTS_REGION, endpoint_url=settings.CAMPUS_EVENTS_ENDPOINT or None
    )
    return EventQueue(client, settings.CAMPUS_EVENTS_QUEUE_URL)
