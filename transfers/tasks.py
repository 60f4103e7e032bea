from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from transfers.actions import cases


@outbox.consumer("transfer.verify")
def verify(message: OutboxMessage) -> None:
    cases.verify(case_id=message.body["case"], by=actors.system(), at=clock.now())
