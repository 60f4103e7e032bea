import time

from celery import shared_task

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from transfers.actions import cases, expected, reconciling

# Well below CELERY_TASK_TIME_LIMIT: the task then asks for another turn.
TURN_SECONDS = 25


@outbox.consumer("transfer.verify")
def verify(message: OutboxMessage) -> None:
    cases.verify(case_id=message.body["case"], by=actors.system(), at=clock.now())


@shared_task(name="transfers.reconcile")
def reconcile() -> None:
    """Ask the source about whoever is placed by hearsay, is overdue, or differs from the night's roll."""
    until = time.monotonic() + TURN_SECONDS
    reconciling.run(by=actors.system(), at=clock.now(), may_go_on=lambda: time.monotonic() < until)


@shared_task(name="transfers.cases")
def follow_cases() -> None:
    """What time alone does to a transfer: overdue, lapsed, closed."""
    by, at = actors.system(), clock.now()
    expected.mark_overdue(by=by, at=at)
    expected.lapse(by=by, at=at)
    expected.close_old(by=by, at=at)
