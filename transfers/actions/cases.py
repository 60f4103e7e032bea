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
from transfers.rules import CaseEnd, CaseKind, CaseState


def depart(
    *, learner: Learner, open_case: TransferCase | None, sender: str | None, cause: MovementEvent | None, by: Actor,
    at: dt.datetime,
) -> TransferCase:  # fmt: skip
    """Somebody left for another prison. The sender keeps the data until they are received."""
    if open_case is not None and open_case.state == CaseState.EXPECTED:
        open_case.from_establishment_id, open_case.departed_at = sender, at
        return step(open_case, learner, CaseState.DEPARTED, cause, by, at)
    _supersede(open_case, learner, cause, by, at)
    case = TransferCase(
        learner=learner, from_establishment_id=sender, departed_at=at, carries=open_case, **written(by, at)
    )
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
        return _received(open_case, learner, receiver, cause, by, at)
    if before is None or before.establishment == receiver:
        return None  # a first admission brings nothing that could be lost; nor does coming back from court
    if open_case is not None and open_case.state == CaseState.EXPECTED:
        return _received(open_case, learner, receiver, cause, by, at)
    _supersede(open_case, learner, cause, by, at)
    case = TransferCase(
        learner=learner, from_establishment_id=before.establishment, carries=open_case,
        kind=CaseKind.TRANSFER if before.establishment else CaseKind.RETURN, **written(by, at),
    )  # fmt: skip
    return _received(case, learner, receiver, cause, by, at)


def _received(
    case: TransferCase, learner: Learner, receiver: str, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> TransferCase:
    expected = case.expected_establishment_id
    case.to_establishment_id, case.arrived_at, case.diverted = receiver, at, bool(expected and expected != receiver)
    case.back_from = _move_away(learner, receiver)
    return step(case, learner, CaseState.ARRIVED, cause, by, at)


def _move_away(learner: Learner, prison: str) -> TransferCase | None:
    """The last move by which the person left this prison, if they ever did."""
    left = TransferCase.objects.filter(learner=learner, from_establishment_id=prison, arrived_at__isnull=False)
    return left.exclude(state=CaseState.REVERSED).order_by("-arrived_at", "-id").first()


def _supersede(
    case: TransferCase | None, learner: Learner, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> None:
    if case is not None:
        step(case, learner, CaseState.SUPERSEDED, cause, by, at)


def cancel(
    *, learner: Learner, open_case: TransferCase | None, because: CaseEnd, cause: MovementEvent | None, by: Actor,
    at: dt.datetime,
) -> None:  # fmt: skip
    """Somebody left custody while a case was open, or the move that was expected is not to be."""
    if open_case is not None:
        open_case.ended_because = because
        step(open_case, learner, CaseState.CANCELLED, cause, by, at)


def reverse(
    *, learner: Learner, open_case: TransferCase | None, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> None:
    """The source took the movement back: the person never left."""
    if open_case is not None and open_case.state != CaseState.EXPECTED:
        step(open_case, learner, CaseState.REVERSED, cause, by, at)


def step(
    case: TransferCase, learner: Learner, after: CaseState, cause: MovementEvent | None, by: Actor, at: dt.datetime
) -> TransferCase:
    """Move a case on: the step first, then the state. The database refuses a pair that is not in the table, and a
    state without its step. The same cause does the same thing once."""
    before = CaseState(case.state) if case.state else None
    if not rules.may_move(before, after):
        raise Refused(f"A transfer that is {before or 'new'} cannot become {after}.")
    case.steps += 1
    TransferTransition.objects.create(
        case=case, number=case.steps, before=before or "", after=after, cause=cause, by_id=by.user_id, at=at,
        epoch=learner.placement_epoch,
    )  # fmt: skip
    case.state = after
    if before is not None:
        case.touch(by, at)
    case.save()
    return case


def accept(*, case: TransferCase, learner: Learner, by: Actor, at: dt.datetime) -> TransferCase:
    """A named person at the receiving prison takes over. The caller holds the locks on the person and the case, and
    has asked for the permission."""
    if case.state != CaseState.VERIFIED:
        raise Refused("This transfer cannot be accepted yet, or was accepted already.")
    case.accepted_at = at
    return step(case, learner, CaseState.ACCEPTED, None, by, at)


def close(*, case: TransferCase, learner: Learner, by: Actor, at: dt.datetime) -> TransferCase:
    """Everything that the move left open is decided, or 28 days have gone by. The caller holds both locks."""
    return step(case, learner, CaseState.CLOSED, None, by, at)


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
