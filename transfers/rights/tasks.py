"""What the worker does about erasure orders. Each may run twice."""

import datetime as dt
import uuid

from celery import shared_task

from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from transfers.rights.actions import erasing, orders


# Longer than the time limit of a task, so that no second worker starts while the first may still be at it.
@outbox.consumer(orders.TOPIC, lane="bulk", lease=dt.timedelta(seconds=60))
def execute(message: OutboxMessage) -> None:
    erasing.execute(order_id=uuid.UUID(message.body["order"]), at=clock.now())


@outbox.consumer(erasing.FILES_TOPIC, lane="bulk", lease=dt.timedelta(seconds=60))
def remove_files(message: OutboxMessage) -> None:
    erasing.remove_files(message.body["files"])


@shared_task(name="rights.take_up")
def take_up() -> None:
    """Orders that waited for a legal hold whose last day is over."""
    orders.take_up_all(at=clock.now())
