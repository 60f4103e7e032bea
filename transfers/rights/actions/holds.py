"""Legal holds: begun and ended by the data protection officer, each with a reason."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours
from campus.core.models import written
from learners.access import writable
from transfers.rights.actions import orders
from transfers.rights.models import LegalHold
from transfers.rights.rules import erasure as rules
from transfers.rights.selectors import orders as selectors


@transaction.atomic
def hold(
    *, by: Actor, learner_id: uuid.UUID, reason: str, starts_on: dt.date, ends_on: dt.date | None, at: dt.datetime
) -> LegalHold:
    """Keep a record from being erased, until a day or until the hold is ended."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEGAL_HOLD)
    today = clock.london_date(at)
    rules.check_hold(
        reason=reason, starts_on=starts_on, ends_on=ends_on, today=today,
        is_held=selectors.is_held([learner.id], today),
    )  # fmt: skip
    found = LegalHold.objects.create(
        learner=learner, reason=reason.strip(), starts_on=starts_on, ends_on=ends_on, **written(by, at)
    )
    record(by=by, verb="legal_hold.begun", subject=found)
    return found


@transaction.atomic
def end(*, by: Actor, hold_id: uuid.UUID, words: str, at: dt.datetime) -> LegalHold:
    """The record is not needed any more. An erasure that waited for it is taken up again."""
    learner_id = LegalHold.objects.filter(id=hold_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("legal hold")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEGAL_HOLD)
    found = LegalHold.objects.get(id=hold_id)
    rules.check_may_end_hold(ended=found.ended_at is not None, words=words)
    found.ended_at, found.ended_by, found.ended_because = at, by.user, words.strip()
    found.touch(by, at)
    found.save()
    record(by=by, verb="legal_hold.ended", subject=found)
    orders.take_up_again(learner)
    return found
