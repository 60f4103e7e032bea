"""The nightly look at every schedule: what a lost message left behind is healed, changed sentences are worked in.

One run a day. It goes through everybody by key, some thousands at a time; each part is one transaction that also says
how far it came, so that a run that was stopped goes on where it was, and one that is finished does nothing.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.models import Q

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.core import clock
from campus.core.models import written
from learners.models import Learner, Placement
from learners.rules import PlacementStatus
from plans.actions.desk import Desk
from plans.actions.schedules import differs
from plans.assessments.selectors import screening
from plans.models import RecalculationRun
from plans.rules.movements import Decision, heal
from plans.rules.schedules import ScheduleStatus
from plans.selectors import schedules as selectors
from plans.selectors.terms import AllTerms

Gone = Mapping[uuid.UUID, ScheduleStatus]
_CLOSED_BY_STATUS = {
    PlacementStatus.DECEASED: ScheduleStatus.DIED,
    PlacementStatus.RESTRICTED_PATIENT: ScheduleStatus.HOSPITAL,
}
PEOPLE_AT_A_TIME = 5_000
CAUSE = "NIGHTLY"


def run(*, at: dt.datetime, may_go_on: Callable[[], bool] = lambda: True) -> RecalculationRun:
    """Look at everybody, as long as `may_go_on` says so. Call again to go on; the run says when it is finished."""
    by, for_on = actors.system(), clock.london_date(at)
    found, _ = RecalculationRun.objects.get_or_create(for_on=for_on, defaults=written(by, at))
    while found.finished_at is None and may_go_on():
        found = _part(found.id, by=by, at=at)
    return found


@transaction.atomic
def _part(run_id: uuid.UUID, *, by: Actor, at: dt.datetime) -> RecalculationRun:
    """The next few thousand. A second process that does the same waits here, and finds them done."""
    found = RecalculationRun.objects.select_for_update().get(id=run_id)
    if found.finished_at is not None:
        return found
    rows = Learner.objects.order_by("id")
    if found.last_learner:
        rows = rows.filter(id__gt=found.last_learner)
    people = list(rows[:PEOPLE_AT_A_TIME])
    if people:
        found.changed += _recalculate(people, by=by, at=at)
        found.read += len(people)
        found.last_learner = people[-1].id
    if len(people) < PEOPLE_AT_A_TIME:
        found.finished_at = at
    found.touch(by, at)
    found.save()
    return found


def _recalculate(people: list[Learner], *, by: Actor, at: dt.datetime) -> int:
    """Find who needs a change without a lock, then lock those alone and decide again from what is stored then."""
    today = clock.london_date(at)
    waiting = _decisions(people, today)
    if not waiting:
        return 0
    locked = Learner.objects.select_for_update(no_key=True).filter(id__in=waiting).order_by("id")
    desk = Desk(by=by, at=at, today=today, cause=CAUSE, terms=AllTerms())
    changed = list(locked)
    _write(changed, desk)
    return len(changed)


def _decisions(people: list[Learner], today: dt.date) -> set[uuid.UUID]:
    held = selectors.held([person.id for person in people])
    gone = _gone(people)
    found = set()
    for person in people:
        mine = held[person.id]
        decision = _decide(person, mine, today, gone)
        if not decision.changes_nothing or (mine.review is not None and differs(mine.review, person)):
            found.add(person.id)
    return found


def _write(people: list[Learner], desk: Desk) -> None:
    ids = [person.id for person in people]
    held, gone, came = selectors.held(ids), _gone(people), _came_on(ids)
    assessed = _assessed(ids)
    for person in people:
        mine = held[person.id]
        decision = _decide(person, mine, desk.today, gone)
        desk.carry_out(
            decision, learner=person, held=mine, left=None, admitted_on=came.get(person.id, desk.today),
            assessed_on=assessed.get(person.id), moved_on=None,
        )  # fmt: skip
        if mine.review is not None and not mine.review._state.adding and differs(mine.review, person):
            desk.change_window(mine.review, person)
    desk.flush()


def _decide(person: Learner, held: selectors.Held, today: dt.date, gone: Gone) -> Decision:
    standing = held.standing(today=today, release_on=person.release_on, legal_status=person.legal_status)
    return heal(standing, gone=gone.get(person.id))


def _gone(people: list[Learner]) -> Gone:
    """Who of these is not at a prison, and how what was open for them is closed."""
    outside = {p.id: ScheduleStatus.RELEASED for p in people if p.current_establishment_id is None}
    rows = Placement.objects.filter(
        learner_id__in=[p.id for p in people], ended_at__isnull=True, set_aside=False, status__in=_CLOSED_BY_STATUS
    )
    told = {
        learner: _CLOSED_BY_STATUS[PlacementStatus(status)]
        for learner, status in rows.values_list("learner_id", "status")
    }
    return outside | told


def _came_on(ids: list[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    rows = Placement.objects.filter(Q(ended_at__isnull=True), learner_id__in=ids, set_aside=False)
    return {learner: clock.london_date(started) for learner, started in rows.values_list("learner_id", "started_at")}


def _assessed(ids: list[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    return screening.screening_complete_for(ids)
