"""The verbs of schedules: what staff do to a session, and what else makes its date another.

Lock order: the person, then their schedules.
"""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, StaleEdit
from learners.access import writable
from learners.models import Learner, Placement
from learners.rules import MovementKind
from plans.actions.desk import Desk
from plans.assessments import selectors as assessments
from plans.assessments.selectors import screening
from plans.models import InductionSchedule, ReviewSchedule
from plans.rules import schedules as rules
from plans.rules.movements import decide
from plans.rules.schedules import ScheduleStatus
from plans.rules.windows import Event
from plans.selectors import schedules as selectors
from plans.selectors.schedules import Held

S = ScheduleStatus


@transaction.atomic
def hold(
    *, by: Actor, learner_id: uuid.UUID, reason: str, words: str, lock_version: int | None, at: dt.datetime
) -> InductionSchedule | ReviewSchedule:  # fmt: skip
    """Put the session that is coming on hold. Entered late because the service was down, it goes on at once.

    Raises Refused for a state or reason that does not allow it, StaleEdit if somebody changed it meanwhile.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    schedule = _coming(learner, lock_version)
    is_induction = isinstance(schedule, InductionSchedule)
    rules.check_may_hold(status=schedule.status, reason=reason, is_induction=is_induction)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="HOLD")
    schedule.status, schedule.exempted_on, schedule.hold_words = reason, desk.today, words.strip()
    place = learner.current_establishment_id
    if isinstance(schedule, InductionSchedule):
        desk.changed_induction(schedule, place)
    else:
        desk.changed_review(schedule, place)
    if reason == S.TECHNICAL:
        _restart(desk, schedule, place)
    desk.flush()
    record(by=by, verb="session.held", subject=schedule, reason=reason)
    return schedule


@transaction.atomic
def restart(
    *, by: Actor, learner_id: uuid.UUID, lock_version: int | None, at: dt.datetime
) -> InductionSchedule | ReviewSchedule:  # fmt: skip
    """Take the session off hold. Its new date is never earlier than the old one (rules.date_after_clearing)."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    schedule = _coming(learner, lock_version)
    rules.check_may_restart(status=schedule.status)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="RESTART")
    _restart(desk, schedule, learner.current_establishment_id)
    desk.flush()
    record(by=by, verb="session.restarted", subject=schedule)
    return schedule


def settle(*, learner: Learner, by: Actor, at: dt.datetime) -> None:
    """Once there is an induction and a goal, the induction is complete and the first review gets its dates.

    Called by whatever may have brought the second of the two, inside its transaction and under its lock.
    """
    held = _held(learner)
    if not held.has_plan or held.review is not None:
        return
    done = held.induction is not None and held.induction.status == S.COMPLETED
    if done:
        return
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="INDUCTION_COMPLETE")
    if held.induction is not None:
        desk.set_induction(held.induction, S.COMPLETED, learner.current_establishment_id)
    desk.new_review(learner, held, Event.NONE)
    desk.flush()


@transaction.atomic
def react(
    *, learner_id: uuid.UUID, kind: MovementKind, left: str | None, moved_on: dt.date, by: Actor, at: dt.datetime
) -> bool:
    """Bring somebody's schedules into line with a movement (2.7). Says whether anything changed.

    `left` is the prison they were at before, `moved_on` the day of the movement. Told twice, it changes things once.
    """
    learner = _locked(learner_id)
    held = _held(learner)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause=kind)
    standing = held.standing(today=desk.today, release_on=learner.release_on, legal_status=learner.legal_status)
    decision = decide(kind, standing)
    if decision.changes_nothing or not _still_true(learner, kind):
        return False
    since = moved_on if kind == MovementKind.READMISSION else None
    desk.carry_out(
        decision, learner=learner, held=held, left=left, admitted_on=moved_on,
        assessed_on=assessed_on(learner_id, since, desk.today) if decision.schedule_induction else None,
        moved_on=moved_on if kind == MovementKind.TRANSFER else None,
    )  # fmt: skip
    desk.flush()
    return True


@transaction.atomic
def sentence_changed(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> bool:
    """Work the coming review's window out again for another release date or sentence. Says whether it was another."""
    learner = _locked(learner_id)
    held = _held(learner)
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="SENTENCE_CHANGED")
    if held.review is None or not differs(held.review, learner):
        return False
    desk.change_window(held.review, learner)
    desk.flush()
    return bool(desk.review_versions)


@transaction.atomic
def assessments_complete(*, learner_id: uuid.UUID, on: dt.date, by: Actor, at: dt.datetime) -> bool:
    """All assessments of a new arrival are done: an induction that waited for them gets its date."""
    learner = _locked(learner_id)
    held = _held(learner)
    if held.induction is None or held.induction.status != S.PENDING:
        return False
    desk = Desk(by=by, at=at, today=clock.london_date(at), cause="ASSESSMENTS_COMPLETE")
    desk.schedule_induction(learner, held, held.induction.admitted_on, on, None)
    desk.flush()
    return True


def differs(schedule: ReviewSchedule, learner: Learner) -> bool:
    """Whether the window was worked out from another release date or sentence than the person has now."""
    return (schedule.release_on, schedule.legal_status) != (learner.release_on, learner.legal_status)


def _coming(learner: Learner, lock_version: int | None) -> InductionSchedule | ReviewSchedule:
    session = selectors.next_session(learner.id)
    if session is None:
        raise NotYours("no session is coming")
    if lock_version is not None and session.schedule.lock_version != lock_version:
        raise StaleEdit({"status": session.schedule.status}, session.schedule.lock_version)
    return session.schedule


def _restart(desk: Desk, schedule: InductionSchedule | ReviewSchedule, place: str | None) -> None:
    if isinstance(schedule, InductionSchedule):
        desk.restart_induction(schedule, place)
    else:
        desk.restart_review(schedule, place)


def _locked(learner_id: uuid.UUID) -> Learner:
    return Learner.objects.select_for_update(no_key=True).get(id=learner_id)


def _held(learner: Learner) -> Held:
    return selectors.held([learner.id])[learner.id]


def _still_true(learner: Learner, kind: MovementKind) -> bool:
    """A message that was overtaken: who is in custody now has not left, and the other way round."""
    leaves = kind in (MovementKind.RELEASE, MovementKind.DEATH)
    if leaves:
        return learner.current_establishment_id is None
    if kind == MovementKind.HOSPITAL:
        return Placement.objects.filter(
            learner=learner, ended_at__isnull=True, set_aside=False, status="RESTRICTED_PATIENT"
        ).exists()  # fmt: skip
    return learner.current_establishment_id is not None


def assessed_on(learner_id: uuid.UUID, since: dt.date | None, today: dt.date) -> dt.date | None:
    """When all first assessments were complete, if they are. After a readmission, those of this time in custody.

    Whoever comes with results that still count needs no test, so nothing is to be waited for.
    """
    on = screening.screening_complete_on(learner_id)
    if on is not None and (since is None or on >= since):
        return on
    return today if assessments.is_screened(learner_id, today) else None
