"""Two records that may be one person's, by the apps' own verbs."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from campus.accounts import actors
from campus.core import clock
from campus.core.models import written
from learners import digests, kiosk
from learners.models import Identifier, Learner
from tests.factories import (
    assessments,
    courses,
    cvs,
    needs,
    plans_days,
    plans_goals,
    plans_induction,
    schedules,
    sharing,
)
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.whole_record import with_plan
from transfers.merges import tables
from transfers.merges.actions import asking, merging
from transfers.merges.models import Allocation, IdentityRequest, MergeCase, StewardTask
from transfers.merges.rules import Verdict

AT = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def _with_uln(learner: Learner) -> None:
    Identifier.objects.create(
        learner=learner, type="ULN", value=assessments.next_uln(), **written(actors.system(), AT)
    )  # fmt: skip


def _with_cv(learner: Learner) -> None:
    kiosk.give_user(learner, AT)
    cvs.asked_for(learner)


PARTS: dict[str, Callable[[Learner], Any]] = {
    "plan": with_plan,
    "goals": plans_goals.with_goals,
    "induction": plans_induction.with_induction,
    "cv": _with_cv,
    "needs": needs.with_needs,
    "sharing": sharing.with_sharing,
    "courses": courses.with_courses,
    "assessments": lambda learner: assessments.a_result(learner),
    "worker": lambda learner: plans_days.with_worker(learner, at=AT - dt.timedelta(days=3)),
    "sessions": lambda learner: schedules.with_sessions(learner, at=AT - dt.timedelta(days=5)),
    "uln": _with_uln,
}


def a_record(*parts: str, **person: Any) -> Learner:
    """Somebody with these parts of a record, at Leeds unless it is said otherwise."""
    learner = LearnerFactory(**person)
    for part in parts:
        PARTS[part](learner)
    return learner


def merged(survivor: Learner, removed: Learner, *, at: dt.datetime = AT) -> MergeCase:
    """Join them as a message would."""
    found, case = merging.merge(
        survivor_number=number(survivor), removed_number=number(removed), cause=None, by=actors.system(), at=at
    )
    assert found == Verdict.MERGE and case is not None
    return case


def steward(name: str = "Nia") -> actors.Actor:
    return posted("NAT_STEWARD", None, given_name=name, family_name="Rees")


def parted(case: MergeCase, *, at: dt.datetime = LATER) -> IdentityRequest:
    """Take the merge back: one steward asks, another agrees."""
    asked = asking.ask_to_part(by=steward(), case_id=case.id, reason="Two brothers.", at=at)
    return asking.decide(by=steward("Owen"), request_id=asked.id, agree=True, words="", at=at)


def state_of(people: Iterable[Learner]) -> dict[str, Any]:
    """Whose each row is and was, what stands, what each digest is, and where everybody stands."""
    found: dict[str, Any] = {}
    ids = [person.id for person in people]
    for model in tables.row_models():
        for row in tables.rows_of(model).filter(learner_id__in=ids, **_counts(model)):
            found[f"{model.__name__} {row.pk}"] = (row.learner_id, row.origin_id, row.set_aside)
            if model.__name__ == "Placement":
                found[f"stay {row.pk}"] = (row.started_at, row.ended_at, row.establishment_id, row.status)
            if model.__name__ == "Identifier":
                found[f"number {row.value}"] = row.status
    for person in Learner.objects.filter(id__in=ids):
        found[f"person {person.id}"] = (
            person.merged_into_id, person.canonical_id, person.current_establishment_id, person.cell,
            person.release_on, person.legal_status,
        )  # fmt: skip
        for name, kind in digests.take(person.id).kinds.items():
            found[f"digests {person.id} {name}"] = dict(kind.rows)
    return found


def _counts(model: Any) -> dict[str, Any]:
    return {"voided_at": None} if model.__name__ == "Placement" else {}


def number(learner: Learner) -> str:
    """The number they were given, whoever's record holds it now."""
    held = Identifier.everything.filter(type="PRISON_NUMBER")
    own = held.filter(origin=learner).first() or held.get(learner=learner, origin=None)
    return own.value


def ids_at(code: str) -> dict[str, Any]:
    """A merge at a prison, with what waits for stewards about it."""
    one = a_record(current_establishment_id=code)
    case = merged(one, a_record(current_establishment_id=code), at=clock.now())
    asked = asking.ask_to_move(
        by=steward(), kind="goal", row_id=plans_goals.a_goal(one).id, number=number(a_record()), reason="Wrong.",
        at=clock.now(),
    )  # fmt: skip
    who = written(actors.system(), clock.now())
    goal = plans_goals.a_goal(one, "Written since")
    allocation = Allocation.objects.create(
        case=case, kind="goal", row_id=goal.id, learner=one, other=case.removed, **who
    )  # fmt: skip
    task = StewardTask.objects.create(kind="REFUSED", learner=one, case=case, facts={"problem": "CYCLE"}, **who)
    return {
        "merge_id": case.id, "identity_request_id": asked.id, "allocation_id": allocation.id, "task_id": task.id,
    }  # fmt: skip
