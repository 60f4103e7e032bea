"""The checks by the clock."""

from celery import shared_task

from transfers.proof.actions import running
from transfers.proof.models import ProofRun
from transfers.proof.rules import HOURLY, NIGHTLY, CheckId

# A whole nation is read: longer than any message may take, and on the queue for such work.
LONGEST = 3600


@shared_task(name="proof.minutely")
def minutely() -> None:
    running.run(cause=ProofRun.Cause.MINUTELY, checks=[CheckId.QUEUES])


@shared_task(name="proof.hourly", time_limit=LONGEST)
def hourly() -> None:
    running.run(cause=ProofRun.Cause.HOURLY, checks=HOURLY)


@shared_task(name="proof.nightly", time_limit=LONGEST)
def nightly() -> None:
    running.run(cause=ProofRun.Cause.NIGHTLY, checks=NIGHTLY)
