"""The verbs of an induction: answering one question at a time, saving the whole, and editing a section afterwards."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import ROLES, Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.components.dates import long_date
from campus.core.errors import StaleEdit
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner, TimelineEvent
from plans.actions import qualifications, schedules, skills
from plans.models import Induction, InductionAnswers
from plans.rules import induction as rules
from plans.rules.induction import SECTION_WORDS, Kind, Section, Source, Step, Topic
from plans.selectors import induction as selectors

TOLD_LINE = "INDUCTION_TOLD"


@transaction.atomic
def answer(
    *, by: Actor, learner_id: uuid.UUID, step: Step, given: Mapping[str, Any], mark: int | None, at: dt.datetime
) -> InductionAnswers:  # fmt: skip
    """Record the answer to one question before the induction is saved. Any member of staff who may can go on from it.

    `mark` is rules.mark_of what the page showed; StaleEdit if somebody answered the same question meanwhile.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    told = selectors.told(learner.id)
    rules.check_first_induction(called=learner.called, is_held=told.is_held)
    if step.topic == Topic.SESSION and given.get("held_by") == "ME":
        given = {**given, "recorder": _recorder(by)}
    row = _write(learner, Source.STAFF, step, given, told.answers, mark, by, at)
    record(by=by, verb="induction.answered", subject=row, question=step.slug)
    return row


@transaction.atomic
def edit(
    *, by: Actor, learner_id: uuid.UUID, step: Step, given: Mapping[str, Any], mark: int | None, at: dt.datetime
) -> InductionAnswers:  # fmt: skip
    """Change one answer after the induction was saved. Its section keeps who changed it; the others are untouched."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.INDUCTION_EDIT)
    told = selectors.told(learner.id)
    rules.check_may_edit(called=learner.called, is_held=told.is_held, section=step.section)
    row = _write(learner, Source.STAFF, step, given, told.answers, mark, by, at)
    timeline.note(
        "INDUCTION_UPDATED", learner=learner, by=by, at=at, subject=row, section=SECTION_WORDS[step.section],
        question=step.question.short,
    )  # fmt: skip
    record(by=by, verb="induction.changed", subject=row, question=step.slug)
    return row


@transaction.atomic
def tell(
    *, by: Actor, learner_id: uuid.UUID, step: Step, given: Mapping[str, Any], at: dt.datetime
) -> InductionAnswers:  # fmt: skip
    """The person answers a question beforehand at a tablet. Staff go through it with them before it counts."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    told = selectors.told(learner.id)
    rules.check_may_tell(is_held=told.is_held)
    row = _write(learner, Source.LEARNER, step, given, told.said_answers, None, by, at)
    record(by=by, verb="induction.told", subject=row, question=step.slug)
    return row


@transaction.atomic
def finish_telling(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> None:
    """The person has said all they want to say. Said twice with nothing new between, it is one line of the history."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    told = selectors.told(learner.id)
    rules.check_may_tell(is_held=told.is_held)
    rules.check_something_told(told.said_answers)
    latest = max(row.updated_at for row in told.said.values())
    if TimelineEvent.objects.filter(learner=learner, kind=TOLD_LINE, at__gte=latest).exists():
        return
    timeline.note(TOLD_LINE, learner=learner, by=by, at=at)
    record(by=by, verb="induction.told_all", subject=learner)


@transaction.atomic
def use_theirs(*, by: Actor, learner_id: uuid.UUID, step: Step, at: dt.datetime) -> None:
    """Record what the person said at the tablet as the answer. Qualifications without a level are left to staff."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    told = selectors.told(learner.id)
    rules.check_first_induction(called=learner.called, is_held=told.is_held)
    theirs = rules.part_of(step, told.said_answers)
    if step.topic == Topic.QUALIFICATIONS:
        rows = [said for said in told.said_qualifications if said["level"]]
        for said in rows:
            qualifications.write(by=by, learner=learner, at=at, **said)
        record(by=by, verb="induction.told_used", subject=learner, question=step.slug, rows=len(rows))
        return
    rules.check_something_told(theirs)
    row = _write(learner, Source.STAFF, step, _given(step, theirs, told.answers), told.answers, None, by, at)
    record(by=by, verb="induction.told_used", subject=row, question=step.slug)


@transaction.atomic
def complete(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> Induction:
    """Save the induction from the answers recorded so far: once in a life.

    Ratings chosen in it become ratings; with a goal there too, the first review gets its dates.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    told, today = selectors.told(learner.id), clock.london_date(at)
    rules.check_first_induction(called=learner.called, is_held=told.is_held)
    rules.check_may_complete(told.answers, qualifications=len(told.qualifications))
    for section, row in told.recorded.items():
        rules.check_answers(section, row.answers, today)
    induction = Induction.objects.create(learner=learner, **_how_it_was_held(told, by), **written(by, at))
    _empty(told.recorded[Section.SESSION], by, at)
    timeline.note(
        "INDUCTION_CREATED", learner=learner, by=by, at=at, subject=induction, held_on=long_date(induction.held_on)
    )
    skills.rate_at_induction(
        by=by, learner=learner, ratings=told.answers.get("ratings", {}), held_on=induction.held_on, at=at
    )
    record(by=by, verb="induction.completed", subject=induction)
    schedules.settle(learner=learner, by=by, at=at)
    return induction


def _how_it_was_held(told: selectors.Told, by: Actor) -> dict[str, Any]:
    """Whoever said that they held it, named if somebody else saves it."""
    said = told.answers
    name, role = said.get("held_by_name", ""), said.get("held_by_role", "")
    recorder = said.get("recorder", {})
    if said["held_by"] == "ME" and recorder and recorder["id"] != str(by.user_id):
        name, role = recorder["name"], recorder["role"]
    return {
        "held_on": dt.date.fromisoformat(said["held_on"]), "held_by_name": name, "held_by_role": role,
        "note": said["note"], "note_is_staff_only": said["note_is_staff_only"],
        "questions_version": rules.QUESTIONS_VERSION,
    }  # fmt: skip


def _recorder(by: Actor) -> dict[str, str]:
    role = ROLES[by.current.role].title if by.current else "Staff"
    return {"id": str(by.user_id), "name": by.name[: rules.PERSON_MOST], "role": role}


def _given(step: Step, theirs: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """An answer that is stored, as one that is typed: of what hangs on choices, only those that staff recorded too."""
    question, chosen = step.question, {Kind.TEXT_EACH: "work_types", Kind.RATING_EACH: "skills"}
    if question.kind not in chosen:
        return dict(theirs)
    kept = answers.get(chosen[question.kind], [])
    return {question.key: {code: said for code, said in theirs[question.key].items() if code in kept}}


def _write(
    learner: Learner, source: Source, step: Step, given: Mapping[str, Any], answers: Mapping[str, Any],
    mark: int | None, by: Actor, at: dt.datetime,
) -> InductionAnswers:  # fmt: skip
    """Put the answer of one page into its section."""
    kept = rules.check_step(step, given, answers, clock.london_date(at))
    stored = rules.mark_of(step, answers)
    if mark is not None and mark != stored:
        raise StaleEdit({}, stored)
    row = InductionAnswers.objects.filter(learner=learner, section=step.section, source=source).first()
    if row is None:
        return InductionAnswers.objects.create(
            learner=learner,
            section=step.section,
            source=source,
            answers=rules.merged({}, step, kept),
            **written(by, at),
        )
    row.answers = rules.merged(row.answers, step, kept)
    row.touch(by, at)
    row.save()
    return row


def _empty(row: InductionAnswers, by: Actor, at: dt.datetime) -> None:
    """The draft of how the session was held is the induction's own from now on, and stands in one place only."""
    row.answers = {}
    row.touch(by, at)
    row.save()
