"""The note: written by the sender, read by the receiver; and who is to take somebody on."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.models import written
from learners.access import writable
from learners.models import Learner
from plans.selectors import caseload
from transfers.handover import rules
from transfers.handover.actions.moving import hand_over_of
from transfers.handover.models import HandOver, HandOverVersion
from transfers.models import TransferCase


def _locked(case_id: uuid.UUID, by: Actor, at: dt.datetime) -> HandOver:
    """The person and the hand-over, locked; whether the actor may is the caller's question. Raises NotYours."""
    case = TransferCase.objects.filter(id=case_id).first()
    if case is None:
        raise NotYours(f"case {case_id}")
    Learner.objects.select_for_update(no_key=True).get(id=case.learner_id)
    row = hand_over_of(case, by, at)
    return HandOver.objects.select_for_update(of=("self",)).select_related("case", "learner").get(id=row.id)


@transaction.atomic
def write(
    *, by: Actor, case_id: uuid.UUID, text: str, first: Sequence[str], number: int, at: dt.datetime
) -> HandOver:  # fmt: skip
    """Save the note as a new version. `number` is the version that was being changed."""
    row = _locked(case_id, by, at)
    sender = row.case.from_establishment_id
    if sender is None or sender not in by.establishments_with(Permission.HANDOVER_EDIT):
        raise NotYours(f"note of {case_id}")
    rules.check_may_write(state=row.case.state, today=london_date(at), until=row.edit_until_on)
    things = [one.strip() for one in first if one.strip()]
    rules.check_note(text, things)
    if number != row.number:
        raise StaleEdit({"text": row.text, "first": "\n".join(row.first)}, row.number)
    row.number += 1
    row.text, row.first, row.written_by, row.written_at = text.strip(), things, by.user, at
    row.touch(by, at)
    row.save()
    HandOverVersion.objects.create(
        learner_id=row.learner_id, hand_over=row, number=row.number, text=row.text, first=row.first, **written(by, at)
    )
    record(by=by, verb="hand_over_note.written", subject=row, number=row.number)
    return row


@transaction.atomic
def read(*, by: Actor, case_id: uuid.UUID, at: dt.datetime) -> HandOver:
    """The receipt: who at the receiving prison first opened this version of the note, and when."""
    row = _locked(case_id, by, at)
    receiver = row.case.to_establishment_id
    is_theirs = receiver is not None and receiver in by.establishments_with(Permission.HANDOVER_VIEW)
    if is_theirs and (row.read_at is None or row.read_number != row.number) and row.drafted_at is not None:
        row.read_at, row.read_by, row.read_number = at, by.user, row.number
        row.touch(by, at)
        row.save()
        record(by=by, verb="hand_over_note.read", subject=row, number=row.number)
    return row


@transaction.atomic
def give_to(*, by: Actor, case_id: uuid.UUID, user_id: uuid.UUID | None, at: dt.datetime) -> HandOver:
    """Say who should take somebody on; None for nobody yet."""
    learner_id = TransferCase.objects.filter(id=case_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(f"case {case_id}")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.TRANSFER_ACCEPT)
    row = _locked(case_id, by, at)
    if row.case.state not in rules.WAITS_FOR_ACCEPTANCE:
        raise Refused("This plan has been accepted.")
    here = learner.current_establishment_id or ""
    if user_id is not None and not caseload.may_plan_at(here, user_id, london_date(at)):
        raise Refused("Choose somebody who plans with people at this prison.", field="user")
    row.assignee_id = user_id
    row.touch(by, at)
    row.save()
    record(by=by, verb="hand_over.given", subject=row, to=str(user_id) if user_id else None)
    return row
