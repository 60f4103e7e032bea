"""What a person does about a message that was given up. Here, above core, so that it leaves a line in the audit."""

import uuid

from django.db import transaction

from campus.audit.recording import record
from campus.core import outbox
from campus.core.errors import Refused
from campus.core.models import Author, OutboxMessage


@transaction.atomic
def try_again(*, by: Author, message_id: uuid.UUID) -> None:
    """Try a dead message again, from the first attempt."""
    message = _dead(message_id)
    outbox.requeue(message.id)
    record(by=by, verb="outbox.requeued", subject=message, topic=message.topic)


@transaction.atomic
def discard(*, by: Author, message_id: uuid.UUID) -> None:
    """Take a dead message off the list. It stays in the table, marked."""
    message = _dead(message_id)
    outbox.discard(message.id)
    record(by=by, verb="outbox.discarded", subject=message, topic=message.topic)


def _dead(message_id: uuid.UUID) -> OutboxMessage:
    message = outbox.dead().select_for_update().filter(id=message_id).first()
    if message is None:
        raise Refused("That message was dealt with a moment ago.")
    return message
