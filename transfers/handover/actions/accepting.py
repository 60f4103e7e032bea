"""A named person at the receiving prison takes somebody on. All of it is saved, or nothing."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from learners import digests
from learners.access import writable
from learners.models import Learner
from plans import actions as plans
from plans.actions import caseload
from plans.courses.actions import places
from transfers.actions import cases, manifests
from transfers.handover import rules
from transfers.handover.actions.moving import hand_over_of
from transfers.handover.models import HandOver
from transfers.handover.rules import GoalDecision, PlaceDecision
from transfers.handover.selectors import accepting as selectors
from transfers.handover.selectors.since import differences_since
from transfers.models import Manifest, TransferCase


@dataclass(frozen=True)
class GoalChoice:
    goal_id: uuid.UUID
    decision: str
    reason: str = ""
    words: str = ""
    field: str = "goals"


@dataclass(frozen=True)
class PlaceChoice:
    place_id: uuid.UUID
    decision: str
    class_id: uuid.UUID | None = None
    field: str = "places"


@transaction.atomic
def accept(
    *, by: Actor, case_id: uuid.UUID, worker_id: uuid.UUID | None, goals: Sequence[GoalChoice],
    places_: Sequence[PlaceChoice], at: dt.datetime,
) -> HandOver:  # fmt: skip
    """Take somebody on: who works with them, what becomes of each open goal and of each place in a class.

    Returns the hand-over; its case is ACCEPTED, or in EXCEPTION when the record is not what it was plus what was
    written since.
    """
    learner, case = _locked(by, case_id)
    rules.check_may_accept(state=case.state)
    row = hand_over_of(case, by, at)
    problems = _count(case, learner, at)
    if problems:
        cases.open_exception(case=case, learner=learner, problems=problems, by=by, at=at)
        return row
    decisions = [*_goals(learner, goals, by, at), *_places(learner, places_, by, at)]
    if worker_id is not None:
        caseload.assign(by=by, learner_id=learner.id, user_id=worker_id, at=at)
    row.worker_id, row.accepted_by, row.decisions = worker_id, by.user, decisions
    row.touch(by, at)
    row.save()
    cases.accept(case=case, learner=learner, by=by, at=at)
    record(by=by, verb="transfer.accepted", subject=case, decisions=len(decisions))
    return row


def _locked(by: Actor, case_id: uuid.UUID) -> tuple[Learner, TransferCase]:
    learner_id = TransferCase.objects.filter(id=case_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"case {case_id}")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.TRANSFER_ACCEPT)
    case = TransferCase.objects.select_for_update().get(id=case_id)
    if case.to_establishment_id != learner.current_establishment_id:
        raise NotYours(f"case {case_id} is not about where they are")
    return learner, case


def _count(case: TransferCase, learner: Learner, at: dt.datetime) -> list[dict[str, str]]:
    """The third count: the record must be what came, plus what was written here since."""
    counts = {manifest.phase: manifest for manifest in case.manifests.all()}
    after = counts.get(Manifest.Phase.AFTER)
    if Manifest.Phase.ACCEPT in counts:
        return []  # it was counted before, something was found, and a steward has answered
    now = digests.take(learner.id)
    manifests.keep(case=case, learner=learner, phase=Manifest.Phase.ACCEPT, counted=now, at=at)
    return differences_since(learner.id, after.kinds, now, after.taken_at) if after else []


def _goals(learner: Learner, chosen: Sequence[GoalChoice], by: Actor, at: dt.datetime) -> list[dict[str, str]]:
    """Each open goal, none left out: what the page did not show has come since, and must be looked at."""
    given = {one.goal_id: one for one in chosen}
    done = []
    for goal in selectors.open_goals(learner.id):
        one = given.get(goal.id, GoalChoice(goal.id, ""))
        decision = rules.check_goal(goal.title, one.field, one.decision, one.reason, one.words)
        if decision == GoalDecision.STOP:
            plans.archive_goal(by=by, goal_id=goal.id, reason=one.reason, words=one.words, at=at)
        done.append({"about": "goal", "id": str(goal.id), "title": goal.title, "words": rules.GOAL_WORDS[decision]})
    return done


def _places(learner: Learner, chosen: Sequence[PlaceChoice], by: Actor, at: dt.datetime) -> list[dict[str, str]]:
    given = {one.place_id: one for one in chosen}
    done = []
    for held in selectors.places_on_hold(learner):
        one = given.get(held.place.id, PlaceChoice(held.place.id, ""))
        decision = rules.check_place(
            held.title, one.field, one.decision, offered=held.offered, has_class=one.class_id is not None
        )
        _settle(held, one, decision, by, at)
        done.append({
            "about": "class_place", "id": str(held.place.id), "title": held.title, "words": rules.PLACE_WORDS[decision],
        })  # fmt: skip
    return done


def _settle(
    held: selectors.Held, one: PlaceChoice, decision: PlaceDecision, by: Actor, at: dt.datetime
) -> None:  # fmt: skip
    try:
        if decision == PlaceDecision.RESUME:
            places.resume_place(by=by, place_id=held.place.id, at=at)
        elif decision == PlaceDecision.LET_GO:
            places.end_place(by=by, place_id=held.place.id, at=at)
        elif decision == PlaceDecision.REPLACE and one.class_id is not None:
            places.end_place(by=by, place_id=held.place.id, at=at)
            places.give_place(by=by, enrolment_id=held.place.enrolment_id, class_id=one.class_id, at=at)
    except Refused as refused:
        raise Refused(refused.sentence, field=one.field) from None
