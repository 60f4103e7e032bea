"""What the workers do for packages and for answers to people who ask what is held about them."""

import datetime as dt
import uuid
from typing import Any

from campus.core import clock
from campus.core.models import OutboxMessage
from campus.core.outbox import consumer
from transfers.packages.actions import access, cases

# Longer than Celery's time limit for a task, so that no second worker starts while the first may still be at it.
LEASE = dt.timedelta(seconds=60)


def _made(message: OutboxMessage) -> Any:
    """Before the transaction: a snapshot can only be taken in one of its own."""
    return cases.make(case_id=uuid.UUID(message.body["case"]), attempt=message.attempts, at=clock.now())


@consumer(cases.TOPIC, lane="pdf", lease=LEASE, ask=_made)
def make(message: OutboxMessage, built: Any) -> None:
    """Keep and offer the package that was made."""
    cases.keep(case_id=uuid.UUID(message.body["case"]), built=built, at=clock.now())


@consumer(access.TOPIC, lane="bulk", lease=LEASE)
def collect(message: OutboxMessage) -> None:
    """Collect the next sections of an answer, and owe the rest."""
    access.collect_some(case_id=uuid.UUID(message.body["case"]), at=clock.now())


@consumer(access.PACK_TOPIC, lane="pdf", lease=LEASE)
def pack(message: OutboxMessage) -> None:
    """Make the ZIP of an answer that was read through."""
    access.pack(case_id=uuid.UUID(message.body["case"]), at=clock.now())
