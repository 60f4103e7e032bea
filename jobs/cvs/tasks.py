"""What the PDF workers do."""

import datetime as dt
import uuid

from campus.core import clock
from campus.core.models import OutboxMessage
from campus.core.outbox import consumer
from jobs.cvs import actions

# Longer than Celery's time limit for a task, so that no second worker starts while the first may still be at it.
LEASE = dt.timedelta(seconds=60)


@consumer("cv.render", lane="pdf", lease=LEASE)
def render(message: OutboxMessage) -> None:
    """Make the pages of one version."""
    actions.render(rendering_id=uuid.UUID(message.body["rendering"]), attempt=message.attempts, at=clock.now())
