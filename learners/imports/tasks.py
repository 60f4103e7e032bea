"""What the workers do for imports."""

import datetime as dt
import uuid

from celery import shared_task

from campus.core import clock
from campus.core.models import OutboxMessage
from campus.core.outbox import consumer
from learners.imports import actions

# Longer than Celery's time limit for a task, so that no second worker starts while the first may still be at it.
LEASE = dt.timedelta(seconds=60)


@consumer(actions.TOPIC, lane="bulk", lease=LEASE)
def run(message: OutboxMessage) -> None:
    """Write the next rows of one file."""
    actions.run_chunk(batch_id=uuid.UUID(message.body["batch"]), at=clock.now())


@shared_task(name="imports.clear_old")
def clear_old() -> None:
    """Forget the words of files that were brought in long enough ago."""
    actions.clear_old(at=clock.now())
