"""What planning does when it is told of something: a movement, a sentence, results, a course. Each may run twice."""

import datetime as dt
import time
import uuid

from celery import shared_task
from django.conf import settings

from campus.accounts import actors
from campus.core import clock, notify, outbox
from campus.core.models import OutboxMessage
from learners.rules import MovementKind
from learners.selectors import stands_for
from plans.actions import caseload, digest, joining, printing, recalculation, schedules
from plans.courses.actions import places
from plans.courses.selectors.people import in_education
from plans.needs.actions import standing as support

# Well below CELERY_TASK_TIME_LIMIT: the task then asks for another turn.
TURN_SECONDS = 25


@outbox.consumer("learner.moved")
def moved(message: OutboxMessage) -> None:
    """Everything that hangs on a place follows the person: sessions, seats in classes, dates of support plans."""
    body, by, at = message.body, actors.system(), clock.now()
    learner_id, kind = stands_for(uuid.UUID(body["learner"])), MovementKind(body["kind"])
    on = dt.date.fromisoformat(body["on"])
    schedules.react(learner_id=learner_id, kind=kind, left=body["left"], moved_on=on, by=by, at=at)
    places.on_movement(learner_id=learner_id, kind=kind, from_code=body["left"], on=on, by=by, at=at)
    caseload.left(learner_id=learner_id, by=by, at=at)
    support.on_movement(learner_id=learner_id, kind=kind, on=on, by=by, at=at)


@outbox.consumer("learner.merged")
def merged(message: OutboxMessage) -> None:
    """Two records are one: what was due under the removed number is due no more, and the survivor is looked at."""
    body, by, at = message.body, actors.system(), clock.now()
    learner_id, left = stands_for(uuid.UUID(body["survivor"])), body["left"]
    origins = [uuid.UUID(one) for one in body["origins"]]
    if left is not None:
        places.on_movement(
            learner_id=learner_id, kind=MovementKind.TRANSFER, from_code=left, on=clock.london_date(at), by=by, at=at
        )
    caseload.left(learner_id=learner_id, by=by, at=at)
    joining.joined(survivor_id=learner_id, origins=origins, left=left, by=by, at=at)
    support.on_merge(learner_id=learner_id, origins=origins, by=by, at=at)


@outbox.consumer("learner.unmerged")
def unmerged(message: OutboxMessage) -> None:
    """Each of the two is looked at by themselves again."""
    learner_id, by, at = stands_for(uuid.UUID(message.body["learner"])), actors.system(), clock.now()
    joining.parted(learner_id=learner_id, by=by, at=at)
    support.recompute(learner_id=learner_id, by=by, at=at)


@outbox.consumer("learner.sentence_changed")
def sentence_changed(message: OutboxMessage) -> None:
    schedules.sentence_changed(
        learner_id=stands_for(uuid.UUID(message.body["learner"])), by=actors.system(), at=clock.now()
    )


@outbox.consumer("courses.started")
def course_started(message: OutboxMessage) -> None:
    """A support plan is due some days after a first course begins."""
    body = message.body
    support.on_course_start(
        learner_id=stands_for(uuid.UUID(body["learner"])), started_on=dt.date.fromisoformat(body["on"]),
        pes_funded=body["pes"], by=actors.system(), at=clock.now(),
    )  # fmt: skip


@outbox.consumer("courses.ended")
def course_ended(message: OutboxMessage) -> None:
    learner_id = stands_for(uuid.UUID(message.body["learner"]))
    if learner_id not in in_education([learner_id]):
        support.on_education_end(learner_id=learner_id, by=actors.system(), at=clock.now())


@outbox.consumer("assessments.complete")
def assessments_complete(message: OutboxMessage) -> None:
    schedules.assessments_complete(
        learner_id=stands_for(uuid.UUID(message.body["learner"])), on=dt.date.fromisoformat(message.body["on"]),
        by=actors.system(), at=clock.now(),
    )  # fmt: skip


@outbox.consumer("assessments.aln_changed")
def needs_changed(message: OutboxMessage) -> None:
    """An assessment of additional needs was recorded or put right: whether the person has a need follows from it."""
    support.recompute(learner_id=stands_for(uuid.UUID(message.body["learner"])), by=actors.system(), at=clock.now())


# Longer than Celery's time limit for a task, so that no second worker starts while the first may still be at it.
@outbox.consumer("plan.print", lane="pdf", lease=dt.timedelta(seconds=60))
def make_print(message: OutboxMessage) -> None:
    """Make the file of a plan that staff asked for on paper."""
    printing.make(print_id=uuid.UUID(message.body["print"]), attempt=message.attempts, at=clock.now())


@outbox.consumer("plans.digest", lane="default")
def send_digest(message: OutboxMessage) -> None:
    """Send one member of staff their counts of the day, and a link. No name and no number of anybody is in it."""
    found = digest.to_send(uuid.UUID(message.body["digest"]))
    if found is not None:
        notify.configured(settings.CAMPUS_NOTIFY_DIGEST_TEMPLATE, digest.KEYS).send(
            reference=found.id, address=found.user.email,
            personalisation={"link": settings.CAMPUS_STAFF_URL, **found.facts},
        )  # fmt: skip


@shared_task(name="plans.digest")
def queue_digests() -> None:
    digest.queue_digests(by=actors.system(), at=clock.now())


@shared_task(name="plans.recalculate")
def recalculate() -> None:
    """Every schedule, once a day, in turns that a worker's time limit allows."""
    until = time.monotonic() + TURN_SECONDS
    run = recalculation.run(at=clock.now(), may_go_on=lambda: time.monotonic() < until)
    if run.finished_at is None:
        recalculate.apply_async(queue="bulk")
