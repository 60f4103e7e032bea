"""Holding a review: what was said is kept, the schedule is done, and the next one gets its dates."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import Refused
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans.actions.desk import Desk
from plans.models import Review
from plans.rules.reviews import check_held_by, check_review
from plans.rules.schedules import ScheduleStatus
from plans.rules.windows import Event
from plans.selectors import schedules as selectors


@transaction.atomic
def complete(
    *, by: Actor, learner_id: uuid.UUID, held_on: dt.date, note: str, note_is_staff_only: bool = False,
    held_by_name: str = "", held_by_role: str = "", at: dt.datetime,
) -> Review:  # fmt: skip
    """Record a review that was held, on time or late by its dates, and schedule the next one if one is due."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    today = clock.london_date(at)
    check_review(held_on=held_on, note=note, today=today)
    check_held_by(name=held_by_name, role=held_by_role)
    held = selectors.held([learner.id])[learner.id]
    schedule = held.review
    if schedule is None:
        raise Refused("No review is due for this person now.")
    desk = Desk(by=by, at=at, today=today, cause="REVIEW_HELD")
    desk.set_review(schedule, ScheduleStatus.COMPLETED, learner.current_establishment_id)
    desk.new_review(learner, held, Event.NONE)
    desk.flush()
    review = Review.objects.create(
        learner=learner, schedule=schedule, type=schedule.type, due_on=schedule.latest_on, held_on=held_on,
        held_by_name=held_by_name.strip(), held_by_role=held_by_role.strip(), note=note.strip(),
        note_is_staff_only=note_is_staff_only, is_last=not desk.new_reviews, **written(by, at),
    )  # fmt: skip
    timeline.note(
        "ACTION_PLAN_REVIEW_COMPLETED", learner=learner, by=by, at=at, subject=review, held_on=held_on,
        on_time="On time" if review.was_on_time else "Late",
    )  # fmt: skip
    record(by=by, verb="review.completed", subject=review)
    return review
