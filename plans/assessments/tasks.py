"""What the workers do: read a matched person's learning record."""

import uuid

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from plans.assessments import actions, learning_records, selectors
from plans.assessments.rules.matching import MatchStatus
from plans.assessments.selectors.learning import READ_TOPIC


def ask(message: OutboxMessage) -> learning_records.Read | None:
    """Ask the service, before the transaction begins. Raises Unreachable, and then it is asked again later."""
    found = selectors.newest_match(uuid.UUID(message.body["learner"]))
    if found is None or found.status != MatchStatus.MATCHED:
        return None
    service = learning_records.configured(seconds=learning_records.READ_SECONDS)
    return service.read(found.uln, found.given_name, found.family_name)


@outbox.consumer(READ_TOPIC, lane="default", ask=ask)
def read_learning_record(message: OutboxMessage, read: learning_records.Read | None) -> None:
    """Keep the answer."""
    if read is not None:
        learner_id = uuid.UUID(message.body["learner"])
        actions.store_reading(by=actors.system(), learner_id=learner_id, read=read, at=clock.now())
