"""Who works with whom: one person at a time, and a whole caseload at once.

Lock order: the people, by key, then their rows.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from campus.estate.models import Establishment
from learners.access import writable, writable_all
from learners.models import Learner
from plans.models import CaseWorker
from plans.selectors import caseload as selectors

NOT_A_PLANNER = "Choose somebody who plans with people at this prison."
SAME = "Choose somebody else. These are the same person."


@dataclass(frozen=True)
class Reassigned:
    """What became of a caseload. Those left out moved away, or were given to somebody else, a moment ago."""

    moved: int
    left_out: list[str]


@transaction.atomic
def assign(*, by: Actor, learner_id: uuid.UUID, user_id: uuid.UUID, at: dt.datetime) -> CaseWorker:
    """Have a member of staff work with the person. Whoever did so before does no longer."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.CASELOAD_ASSIGN)
    _check_plans(_place(learner), user_id, at, field="worker")
    return _given([learner], user_id, by, at)[0]


@transaction.atomic
def take_on(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> CaseWorker:
    """ "I work with Daniel": the actor is the person's worker from now on."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    _check_plans(_place(learner), by.user_id, at, field=None)
    return _given([learner], by.user_id, by, at)[0]


@transaction.atomic
def let_go(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> None:
    """The actor works with the person no longer. Nobody does then, until somebody is chosen."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    held = CaseWorker.objects.filter(learner=learner, ended_at__isnull=True, user_id=by.user_id).first()
    if held is None:
        raise Refused("You are not this person’s worker.")
    _end([held], by, at)
    record(by=by, verb="caseworker.ended", subject=held)


@transaction.atomic
def reassign(
    *, by: Actor, from_user_id: uuid.UUID, to_user_id: uuid.UUID, learner_ids: Sequence[uuid.UUID], at: dt.datetime
) -> Reassigned:  # fmt: skip
    """Give these people of one member of staff to another, all or, on any error, none of them.

    `learner_ids` are those that were shown. Who is here no longer, or has another worker now, is named and left.
    """
    by.check(Permission.CASELOAD_ASSIGN)
    place = by.establishment_id
    if place is None:
        raise NotYours("no prison")
    if from_user_id == to_user_id:
        raise Refused(SAME, field="to_user")
    _check_plans(place, to_user_id, at, field="to_user")
    theirs = CaseWorker.objects.filter(learner_id__in=learner_ids, user_id=from_user_id, establishment_id=place)
    shown = set(theirs.values_list("learner_id", flat=True))
    locked = writable_all(by=by, learner_ids=shown, permission=Permission.CASELOAD_ASSIGN)
    open_now = set(theirs.filter(ended_at__isnull=True).values_list("learner_id", flat=True))
    moving = [p for p in locked if p.id in open_now and p.current_establishment_id == place]
    _given(moving, to_user_id, by, at)
    return Reassigned(len(moving), selectors.names_of(shown - {person.id for person in moving}))


@transaction.atomic
def downloaded(*, by: Actor, state: str, people: int) -> None:
    """Write down that somebody took a list of sessions out of the campus, and how many people were in it."""
    by.check(Permission.PLAN_VIEW)
    place = Establishment.objects.get(code=by.establishment_id)
    record(by=by, verb="sessions.downloaded", subject=place, state=state, people=people)


def _place(learner: Learner) -> str:
    if learner.current_establishment_id is None:
        raise Refused("This person is not in prison now.")
    return learner.current_establishment_id


def _check_plans(place: str, user_id: uuid.UUID, at: dt.datetime, *, field: str | None) -> None:
    if not selectors.may_plan_at(place, user_id, clock.london_date(at)):
        raise Refused(NOT_A_PLANNER, field=field)


def _given(people: list[Learner], user_id: uuid.UUID, by: Actor, at: dt.datetime) -> list[CaseWorker]:
    """End who worked with them and begin anew. Whoever works with the person already goes on."""
    places = {person.id: _place(person) for person in people}
    held = list(CaseWorker.objects.filter(learner__in=people, ended_at__isnull=True))
    same = (row for row in held if row.user_id == user_id and row.establishment_id == places[row.learner_id])
    stays = {row.learner_id: row for row in same}
    _end([row for row in held if row.learner_id not in stays], by, at)
    made = CaseWorker.objects.bulk_create([
        CaseWorker(
            learner=person, user_id=user_id, establishment_id=places[person.id], started_at=at,
            **written(by, at),
        )
        for person in people if person.id not in stays
    ])  # fmt: skip
    for row in made:
        record(by=by, verb="caseworker.assigned", subject=row, worker=str(user_id))
    return [*made, *stays.values()]


@transaction.atomic
def left(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> int:
    """End whoever worked with the person at a prison where they are no more. Says how many; told twice, it ends once.

    Somebody at the new prison takes the person on when the plan is accepted; after a return, so may whoever did before.
    """
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner_id)
    rows = CaseWorker.objects.filter(learner=learner, ended_at__isnull=True)
    stale = [row for row in rows if row.establishment_id != learner.current_establishment_id]
    _end(stale, by, at)
    for row in stale:
        record(by=by, verb="caseworker.left", subject=row, worker=str(row.user_id))
    return len(stale)


def _end(rows: list[CaseWorker], by: Actor, at: dt.datetime) -> None:
    for row in rows:
        row.ended_at = max(at, row.started_at)
        row.touch(by, at)
    CaseWorker.objects.bulk_update(
        rows, ["ended_at", "updated_at", "updated_by", "updated_at_establishment", "lock_version"]
    )
