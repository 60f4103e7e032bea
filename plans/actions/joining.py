"""What becomes of somebody's sessions when two records turn out to be one person's, and when they are parted again.

The rows themselves were joined already (transfers.merges): this is about dates, which are bindings and no record.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from campus.accounts.actors import Actor
from campus.core import clock
from learners.models import Learner
from learners.selectors import stands_for
from plans.actions.desk import Desk
from plans.actions.schedules import assessed_on
from plans.models import InductionSchedule, ReviewSchedule
from plans.rules.movements import Decision, Standing, heal
from plans.rules.schedules import ACTIVE_REVIEW, ScheduleStatus
from plans.rules.windows import Event, leaves_too_soon
from plans.selectors import schedules as selectors
from plans.selectors.schedules import Held

S = ScheduleStatus


@transaction.atomic
def joined(
    *, survivor_id: uuid.UUID, origins: Collection[uuid.UUID], left: str | None, by: Actor, at: dt.datetime
) -> None:
    """What was due under these people's numbers is due no more; the survivor is looked at like somebody admitted.

    `left` is the prison at which the removed person was, where the survivor is not.
    """
    learner = _locked(survivor_id)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="MERGE")
    place = left or learner.current_establishment_id
    theirs = {"learner": learner, "origin_id__in": origins}
    for induction in InductionSchedule.everything.filter(**theirs).exclude(status__in=[S.COMPLETED, S.MERGED]):
        desk.set_induction(induction, S.MERGED, place)
    for review in ReviewSchedule.everything.filter(**theirs, status__in=sorted(ACTIVE_REVIEW)):
        desk.set_review(review, S.MERGED, place)
    desk.flush()
    held, standing = _standing(learner, desk)
    _carry_out(_admitted(standing), learner, held, by, at, "MERGE")


@transaction.atomic
def parted(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> None:
    """What the merge closed is open again, as it was; and what is missing since is made."""
    learner = _locked(learner_id)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="UNMERGE")
    held, _ = _standing(learner, desk)
    place = learner.current_establishment_id
    if held.induction is not None and held.induction.status == S.MERGED:
        desk.set_induction(held.induction, S.SCHEDULED if held.induction.due_on else S.PENDING, place)
    if held.review is None:
        closed = ReviewSchedule.objects.filter(learner=learner, status=S.MERGED).order_by("-created_at", "-id").first()
        if closed is not None:
            desk.set_review(closed, S.SCHEDULED, place)
    desk.flush()
    held, standing = _standing(learner, desk)
    if place is not None:
        _carry_out(heal(standing), learner, held, by, at, "UNMERGE")


def _admitted(standing: Standing) -> Decision:
    """A review within days for whoever has a plan and none to come; an induction for whoever has none."""
    if not standing.is_inducted:
        return Decision(schedule_induction=standing.induction in (None, S.MERGED))
    lacks = standing.review is None and not leaves_too_soon(standing.today, standing.release_on)
    return Decision(
        complete_induction=standing.induction_is_open, new_review=Event.READMISSION if lacks else None
    )  # fmt: skip


def _carry_out(
    decision: Decision, learner: Learner, held: Held, by: Actor, at: dt.datetime, cause: str
) -> None:  # fmt: skip
    if learner.current_establishment_id is None:
        decision = replace(decision, schedule_induction=False, new_review=None)
    if decision.changes_nothing:
        return
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause=cause)
    admitted_on = held.induction.admitted_on if held.induction else desk.today
    desk.carry_out(
        decision, learner=learner, held=held, left=None, admitted_on=admitted_on,
        assessed_on=assessed_on(learner.id, None, desk.today) if decision.schedule_induction else None, moved_on=None,
    )  # fmt: skip
    desk.flush()


def _standing(learner: Learner, desk: Desk) -> tuple[Held, Standing]:
    held = selectors.held([learner.id])[learner.id]
    return held, held.standing(today=desk.today, release_on=learner.release_on, legal_status=learner.legal_status)


def _locked(learner_id: uuid.UUID) -> Learner:
    """The person under whom the record stands now: they may have been joined with somebody else meanwhile."""
    return Learner.objects.select_for_update(no_key=True).get(id=stands_for(learner_id))
