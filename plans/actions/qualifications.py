"""Qualifications from before prison: recorded by staff, or told by the person at a tablet."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.models import InductionAnswers, Qualification
from plans.rules import induction as rules
from plans.rules.induction import Section, Source
from plans.selectors import induction as selectors


@transaction.atomic
def add(*, by: Actor, learner_id: uuid.UUID, level: str, subject: str, grade: str, at: dt.datetime) -> Qualification:
    """Record a qualification that the person says they have."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.INDUCTION_EDIT)
    return write(by=by, learner=learner, level=level, subject=subject, grade=grade, at=at)


def write(*, by: Actor, learner: Learner, level: str, subject: str, grade: str, at: dt.datetime) -> Qualification:
    """The same for a person whose row is locked already."""
    kept = rules.check_qualification(level=level, subject=subject, grade=grade)
    row = Qualification.objects.create(learner=learner, **kept, **written(by, at))
    _note(row, learner, by, at, "added")
    record(by=by, verb="qualification.added", subject=row)
    return row


@transaction.atomic
def remove(*, by: Actor, qualification_id: uuid.UUID, at: dt.datetime) -> Qualification:
    """Take a qualification off the list. The row stays, and can be put back."""
    row, learner = _held(by, qualification_id)
    if row.removed_at is not None:
        raise Refused("This qualification is removed already.")
    row.removed_at = at
    return _saved(row, learner, by, at, "removed")


@transaction.atomic
def put_back(*, by: Actor, qualification_id: uuid.UUID, at: dt.datetime) -> Qualification:
    row, learner = _held(by, qualification_id)
    if row.removed_at is None:
        raise Refused("This qualification is on the list.")
    row.removed_at = None
    return _saved(row, learner, by, at, "put_back")


@transaction.atomic
def tell(*, by: Actor, learner_id: uuid.UUID, level: str, subject: str, grade: str, at: dt.datetime) -> None:
    """The person tells of a certificate at a tablet. Staff look at it before it is recorded."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    told = selectors.told(learner.id)
    rules.check_may_tell(is_held=told.is_held)
    kept = rules.check_qualification(level=level, subject=subject, grade=grade, level_needed=False)
    _tell(learner, [*told.said_answers.get("qualifications", []), kept], by, at)


@transaction.atomic
def take_back(*, by: Actor, learner_id: uuid.UUID, place: int, at: dt.datetime) -> None:
    """The person takes one of the certificates off again. One that is gone already is gone."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    told = selectors.told(learner.id)
    rules.check_may_tell(is_held=told.is_held)
    rows = told.said_answers.get("qualifications", [])
    if 0 <= place < len(rows):
        _tell(learner, [*rows[:place], *rows[place + 1 :]], by, at)


def _tell(learner: Learner, rows: list[dict[str, str]], by: Actor, at: dt.datetime) -> None:
    kept = {"has_qualifications": "YES", "qualifications": rules.check_told(rows)}
    row = InductionAnswers.objects.filter(learner=learner, section=Section.EDUCATION, source=Source.LEARNER).first()
    if row is None:
        row = InductionAnswers.objects.create(
            learner=learner, section=Section.EDUCATION, source=Source.LEARNER, answers=kept, **written(by, at)
        )
    else:
        row.answers = {**row.answers, **kept}
        row.touch(by, at)
        row.save()
    record(by=by, verb="induction.told", subject=row, question="qualifications")


def _held(by: Actor, qualification_id: uuid.UUID) -> tuple[Qualification, Learner]:
    learner_id = Qualification.objects.filter(id=qualification_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("qualification")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.INDUCTION_EDIT)
    return Qualification.objects.get(id=qualification_id), learner


def _saved(row: Qualification, learner: Learner, by: Actor, at: dt.datetime, what: str) -> Qualification:
    row.touch(by, at)
    row.save()
    _note(row, learner, by, at, what)
    record(by=by, verb=f"qualification.{what}", subject=row)
    return row


def _note(row: Qualification, learner: Learner, by: Actor, at: dt.datetime, what: str) -> None:
    timeline.note(
        f"QUALIFICATION_{what.upper()}", learner=learner, by=by, at=at, subject=row, name=row.subject,
        level=rules.QUALIFICATION_LEVELS[row.level],
    )  # fmt: skip
