"""Wake-ups. The work list is the outbox table; Celery only says "look now"."""

from kombu.exceptions import OperationalError

from campus.celery import app  # with a bare shared_task, a process that has no app of its own would wake nobody
from campus.core import outbox


@app.task(name="core.deliver")
def deliver(message_id: str) -> None:
    """Deliver one message if it is still owed and nobody else has it."""
    for message in outbox.claim(only=message_id, limit=1):
        outbox.deliver(message)


def wake(message_id: str, lane: str) -> None:
    """Tell the lane's workers about a row. A broker that is away costs time, never the message."""
    queue = "default" if lane == "relay" else lane
    try:
        deliver.apply_async(args=(message_id,), queue=queue, retry=False)
    except (OperationalError, OSError):
        return
