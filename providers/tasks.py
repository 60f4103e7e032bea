"""What the relay does for providers."""

import uuid

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from providers import actions


@outbox.consumer("learner.died")
def died(message: OutboxMessage) -> None:
    actions.end_after_death(learner_id=uuid.UUID(message.body["learner"]), by=actors.system(), at=clock.now())
