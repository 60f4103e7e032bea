"""The steps of a transfer case. Each writes the state together with its transition row."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.models import Learner
from transfers import files, rules
from transfers.models import MovementEvent, TransferCase, TransferException, TransferTransition
from transfers.rules import CaseState


def depart(
    *, learner: Learner, open_case: TransferCase | None, sender: str | None, cause: MovementEvent | None, by: Actor,
    at: dt.datetime,
) -> TransferCase:  # fmt: skip
    """Somebody left for another prison. The sender keeps the data until they are received."""
    if open_case is not None:
        step(open_case, learner, CaseState.SUPERSEDED, cause, by, at)
    case = TransferCase(learner=learner, from_establishment_id=sender, departed_at=at, **written(by, at))
    return step(case, learner, CaseState.DEPARTED, cause, by, at)


def arrive(
    *, learner: Learner, open_case: TransferCase | None, before: rules.Stand | None, receiver: str,
    cause: MovementEvent | None, by: Actor, at: dt.datetime,
) -> TransferCase | None:  # fmt: skip
    """Somebody was received. With no departure heard of, the arrival opens the case itself."""
    if open_case is not None and open_case.state == CaseState.DEPARTED:
        if open_case.from_establishment_id == receiver:
            step(open_case, learner, CaseState.RETURNED, cause, by, at)
            return None
        open_case.to_establishment_id, open_case.arrived_at = receiver, at
        return step(open_case, learner, CaseState.ARRIVED, cause, by, at)
    if before is not None and before.establishment == receiver:
        return None  # back from court or from a day out
    if open_case is not None:
        step(open_case, learner, CaseState.SUPERSEDED, cause, by, at)
    if before is None:
        return None  # a first admission brings nothing that could be lost
    case = TransferCase(
        learner=learner, from_establishment_id=before.establishment, to_establishment_id=receiver, arrived_at=at,
        **written(by, at),
    )  # fmt: skip
    return step(case, learner, CaseState.ARRIVED, cause, by, at)


def cancel(
    *, learner: Learner, open_case: TransferCase | None, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> None:
    """Somebody left custody while a case was open."""
    if open_case is not None:
        step(open_case, learner, CaseState.CANCELLED, cause, by, at)


def step(
    case: TransferCase, learner: Learner, after: CaseState, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> TransferCase:
    """Move a case on. The database refuses a pair that is not in the table."""
    before = CaseState(case.state) if case.state else None
    if not rules.may_move(before, after):
        raise Refused(f"A transfer that is {before or 'new'} cannot become {after}.")
    case.state = after
    if before is not None:
        case.touch(by, at)
    case.save()
    TransferTransition.objects.create(
        case=case, before=before or "", after=after, cause=cause, by_id=by.user_id, at=at, epoch=learner.placement_epoch
    )
    return case


def open_exception(
    *, case: TransferCase, learner: Learner, problems: list[dict[str, Any]], by: Actor, at: dt.datetime
) -> TransferException:
    """Say that something is not as it was. Nothing is deleted, and a steward must answer."""
    exception = TransferException.objects.create(case=case, learner=learner, problems=problems, **written(by, at))
    step(case, learner, CaseState.EXCEPTION, None, by, at)
    record(by=by, verb="transfer_exception.opened", subject=exception, problems=len(problems))
    return exception


@transaction.atomic
def verify(*, case_id: uuid.UUID, by: Actor, at: dt.datetime) -> None:
    """Read every file that came with the person, as stored, and settle the case. Run twice, it settles once."""
    found = TransferCase.objects.filter(id=case_id).first()
    if found is None:
        return
    learner = Learner.objects.select_for_update().get(id=found.learner_id)
    case = TransferCase.objects.select_for_update().get(id=case_id)
    if case.state != CaseState.ARRIVED:
        return
    problems = files.problems_of(learner.id)
    if problems:
        open_exception(case=case, learner=learner, problems=problems, by=by, at=at)
    else:
        step(case, learner, CaseState.VERIFIED, None, by, at)


@transaction.atomic
def resolve(*, by: Actor, exception_id: uuid.UUID, words: str, at: dt.datetime) -> TransferException:
    """A steward says what it was. The case is verified by a person's word, and the words are kept."""
    by.check(Permission.TRANSFER_RESOLVE)
    found = TransferException.objects.filter(id=exception_id).first()
    if found is None:
        raise NotYours("exception")
    learner = Learner.objects.select_for_update().get(id=found.learner_id)
    exception = TransferException.objects.select_for_update().select_related("case").get(id=exception_id)
    if exception.resolved_at is not None:
        raise Refused("This was answered already. See what was written.")
    if not words.strip():
        raise Refused("Write what you found and what was done", field="words")
    exception.resolved_at, exception.resolved_by, exception.resolution = at, by.user, words.strip()
    exception.touch(by, at)
    exception.save()
    if exception.case.state == CaseState.EXCEPTION:
        step(exception.case, learner, CaseState.VERIFIED, None, by, at)
    record(by=by, verb="transfer_exception.resolved", subject=exception)
    return exception
