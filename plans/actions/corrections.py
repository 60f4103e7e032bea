"""Putting right what was recorded. The row says what is right; a correction keeps what it said before, and why."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, StaleEdit
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans.models import Correction, Goal, Induction, Review
from plans.rules import corrections as rules
from plans.rules.corrections import About

Corrected = Goal | Review | Induction
MODELS: Mapping[About, type[Goal] | type[Review] | type[Induction]] = {
    About.GOAL: Goal, About.REVIEW: Review, About.INDUCTION: Induction,
}  # fmt: skip


@transaction.atomic
def correct(
    *, by: Actor, about: About, row_id: uuid.UUID, after: Mapping[str, str], reason: str, lock_version: int,
    at: dt.datetime,
) -> Correction:  # fmt: skip
    """Put right a closed goal, the note of a review or of the induction. `after` maps each text to what it is to be."""
    row = _row(by, about, row_id)
    before = {name: str(getattr(row, name)) for name in rules.FIELDS[about]}
    if isinstance(row, Goal):
        rules.check_may_correct_goal(status=row.status)
    if row.lock_version != lock_version:
        raise StaleEdit(before, row.lock_version)
    rules.check_correction(about, before, after, reason)
    changed = rules.changes(about, before, after)
    for name, text in changed.items():
        setattr(row, name, text)
    row.touch(by, at)
    row.save()
    correction = Correction.objects.create(
        learner=row.learner, about=about, about_id=row.id, before={name: before[name] for name in changed},
        after=changed, reason=reason.strip(), **written(by, at),
    )  # fmt: skip
    # The texts themselves stay with the correction: a note may be for staff only, and the history is read by more.
    timeline.note(f"{about.name}_CORRECTED", learner=row.learner, by=by, at=at, subject=row, reason=correction.reason)
    record(by=by, verb=f"{about}.corrected", subject=row, correction=str(correction.id))
    return correction


def _row(by: Actor, about: About, row_id: uuid.UUID) -> Corrected:
    model = MODELS[about]
    learner_id = model._default_manager.filter(id=row_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(about)
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_EDIT)
    row = model._default_manager.get(id=row_id)
    row.learner = learner
    return row
