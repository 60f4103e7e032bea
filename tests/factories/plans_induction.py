"""Inductions, qualifications from before prison and ratings of skills, made by the app's own verbs."""

import datetime as dt
from typing import Any

from campus.accounts.actors import Actor
from campus.core import clock
from learners.models import Learner
from plans.actions import induction, qualifications, skills
from plans.models import Induction, Qualification, SkillRating
from plans.rules import induction as rules
from plans.rules.induction import Source, Step, Topic
from plans.selectors import induction as selectors
from tests.factories.accounts import posted
from tests.factories.providers import themselves

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
T = Topic
# An answer to every question of the short set; others are given by `answered(..., hoping="YES")`.
GIVEN: dict[Topic, dict[str, Any]] = {
    T.HOPING: {"hoping": "NO"},
    T.WORK_TYPES: {"work_types": ["DRIVING", "CONSTRUCTION"]},
    T.WORK_ROLES: {"work_roles": {"DRIVING": "Bus driver"}},
    T.AFFECTING: {"affecting": ["NONE"]},
    T.EDUCATION: {"highest": "SECONDARY_SCHOOL_TOOK_EXAMS"},
    T.HAS_QUALIFICATIONS: {"has_qualifications": "NO"},
    T.TRAINING: {"training": ["FIRST_AID_CERTIFICATE"]},
    T.WORKED: {"worked": "NO"},
    T.PAST_WORK: {"past_work": ["OUTDOOR"]},
    T.PAST_JOB: {"role": "Farm hand", "tasks": "Fed the pigs"},
    T.SKILLS: {"skills": ["TEAMWORK"]},
    T.RATINGS: {"ratings": {"TEAMWORK": 3}},
    T.INTERESTS: {"interests": ["MUSICAL", "OTHER"], "interests_other": "Beekeeping"},
    T.PRISON_WORK: {"prison_work": ["PRISON_LIBRARY"]},
    T.PRISON_TRAINING: {"prison_training": []},
    T.SESSION: {"held_by": "ME", "held_on": AT.date()},
    T.NOTE: {"note": "Wants to work outdoors.", "note_is_staff_only": False},
}


def staff_of(learner: Learner, role: str = "EDU_MGR") -> Actor:
    return posted(role, learner.current_establishment_id)


def answered(learner: Learner, *, by: Actor | None = None, at: dt.datetime = AT, **changed: dict[str, Any]) -> None:
    """Every question that is asked, answered by staff; the induction is not saved. `changed` is by name of topic."""
    by = by or staff_of(learner)
    given = {**GIVEN, **{Topic[name.upper()]: value for name, value in changed.items()}}
    while (step := rules.first_open(selectors.told(learner.id).answers)) is not None:
        induction.answer(by=by, learner_id=learner.id, step=step, given=given[step.topic], mark=None, at=at)


def held(learner: Learner, *, by: Actor | None = None, at: dt.datetime = AT, **changed: dict[str, Any]) -> Induction:
    """An induction that was answered and saved."""
    by = by or staff_of(learner)
    answered(learner, by=by, at=at, **changed)
    return induction.complete(by=by, learner_id=learner.id, at=at)


def said(learner: Learner, *, at: dt.datetime = AT, **changed: dict[str, Any]) -> None:
    """Every question that is asked at a tablet, answered by the person."""
    given = {**GIVEN, **{Topic[name.upper()]: value for name, value in changed.items()}}
    me = themselves(learner)
    while (step := rules.first_open(selectors.told(learner.id).said_answers, Source.LEARNER)) is not None:
        induction.tell(by=me, learner_id=learner.id, step=step, given=given[step.topic], at=at)


def a_qualification(learner: Learner, **changed: Any) -> Qualification:
    values = {"level": "LEVEL_2", "subject": "Maths", "grade": "5", **changed}
    return qualifications.add(by=staff_of(learner), learner_id=learner.id, at=AT, **values)


def a_rating(learner: Learner, *, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> SkillRating:
    values = {
        "skill": "TEAMWORK", "rating": 2, "evidence": "Helped a new person.", "session": "INDUSTRIES_REVIEW",
        "session_name": "Laundry", **changed,
    }  # fmt: skip
    return skills.rate(by=by or staff_of(learner, "TUTOR"), learner_id=learner.id, at=at, **values)


def with_induction(learner: Learner) -> Qualification:
    """At least one row of each kind, whether or not the induction is held already."""
    verb = induction.edit if selectors.is_held(learner.id) else induction.answer
    verb(
        by=staff_of(learner), learner_id=learner.id, step=Step(T.HOPING), given={"hoping": "YES"}, mark=None,
        at=clock.now(),
    )  # fmt: skip
    a_rating(learner)
    return a_qualification(learner)
