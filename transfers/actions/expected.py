"""Transfers that somebody knows of before they happen, and those that take too long."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from campus.estate.models import Establishment
from learners.access import writable
from learners.models import Learner
from transfers import rules
from transfers.actions import cases
from transfers.models import TransferCase
from transfers.rules import CaseEnd, CaseState

# Cases that a clock job takes in one turn.
TURN = 500


@transaction.atomic
def expect(
    *, by: Actor, learner_id: uuid.UUID, establishment: str, expected_on: dt.date, at: dt.datetime,
    permission: Permission = Permission.HANDOVER_EDIT,
) -> TransferCase:  # fmt: skip
    """Note that somebody is to be moved: by their prison's staff, or by the source (`by` the campus itself)."""
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    case = _open_case(learner.id)
    state = CaseState(case.state) if case else None
    sender = learner.current_establishment_id
    rules.check_may_expect(
        sender=sender, receiver=establishment, expected_on=expected_on, today=london_date(at), open_state=state
    )
    if not Establishment.objects.active().filter(code=establishment).exists():
        raise Refused("Choose a prison", field="establishment")
    if case is not None and state == CaseState.EXPECTED:
        case.expected_establishment_id = case.to_establishment_id = establishment
        case.expected_on = expected_on
        case.touch(by, at)
        case.save()
    else:
        case = _begin(case, learner, establishment, expected_on, by, at)
    record(by=by, verb="transfer.expected", subject=case, establishment=establishment, on=expected_on.isoformat())
    return case


def _begin(
    accepted: TransferCase | None, learner: Learner, establishment: str, on: dt.date, by: Actor, at: dt.datetime
) -> TransferCase:
    """A new case. One that was accepted gives way to it, and what was not decided there is carried on."""
    if accepted is not None:
        cases.close(case=accepted, learner=learner, by=by, at=at)
    case = TransferCase(
        learner=learner, from_establishment_id=learner.current_establishment_id, to_establishment_id=establishment,
        expected_establishment_id=establishment, expected_on=on, carries=accepted, **written(by, at),
    )  # fmt: skip
    return cases.step(case, learner, CaseState.EXPECTED, None, by, at)


@transaction.atomic
def withdraw(
    *, by: Actor, case_id: uuid.UUID, at: dt.datetime, permission: Permission = Permission.HANDOVER_EDIT
) -> TransferCase:
    """The move is not to be."""
    found = TransferCase.objects.filter(id=case_id).values_list("learner_id", flat=True).first()
    if found is None:
        raise NotYours(f"case {case_id}")
    learner = writable(by=by, learner_id=found, permission=permission)
    case = TransferCase.objects.select_for_update().get(id=case_id)
    if case.state != CaseState.EXPECTED:
        raise Refused("This transfer is not only expected any more.")
    cases.cancel(learner=learner, open_case=case, because=CaseEnd.WITHDRAWN, cause=None, by=by, at=at)
    record(by=by, verb="transfer.withdrawn", subject=case)
    return case


def _open_case(learner_id: uuid.UUID) -> TransferCase | None:
    rows = TransferCase.objects.select_for_update().filter(learner_id=learner_id, state__in=sorted(rules.OPEN_STATES))
    return rows.first()


# --- by the clock ----------------------------------------------------------------------------------------------------


def mark_overdue(*, by: Actor, at: dt.datetime) -> int:
    """Flag those who left 72 hours ago and whom nobody received. It is a flag, and no state."""
    late = TransferCase.objects.filter(
        state=CaseState.DEPARTED, departed_at__lte=at - rules.OVERDUE_AFTER, overdue_at__isnull=True
    )

    def flag(case: TransferCase, learner: Learner) -> None:
        case.overdue_at = at
        case.touch(by, at)
        case.save()
        record(by=by, verb="transfer.overdue", subject=case)

    return _each(late.values_list("id", "learner_id")[:TURN], CaseState.DEPARTED, flag)


def lapse(*, by: Actor, at: dt.datetime) -> int:
    """End what was expected and never began."""
    old = TransferCase.objects.filter(
        state=CaseState.EXPECTED, expected_on__lt=london_date(at - rules.LAPSED_AFTER)
    )  # fmt: skip

    def end(case: TransferCase, learner: Learner) -> None:
        cases.cancel(learner=learner, open_case=case, because=CaseEnd.LAPSED, cause=None, by=by, at=at)

    return _each(old.values_list("id", "learner_id")[:TURN], CaseState.EXPECTED, end)


def close_old(*, by: Actor, at: dt.datetime) -> int:
    """Close what was accepted 28 days ago."""
    old = TransferCase.objects.filter(state=CaseState.ACCEPTED, accepted_at__lte=at - rules.CLOSED_AFTER)

    def end(case: TransferCase, learner: Learner) -> None:
        cases.close(case=case, learner=learner, by=by, at=at)

    return _each(old.values_list("id", "learner_id")[:TURN], CaseState.ACCEPTED, end)


def _each(
    found: Iterable[tuple[uuid.UUID, uuid.UUID]], state: CaseState, act: Callable[[TransferCase, Learner], None]
) -> int:
    """Each case by itself, under its locks, if it is still as it was found."""
    done = 0
    for case_id, learner_id in found:
        with transaction.atomic():
            learner = Learner.objects.select_for_update().get(id=learner_id)
            case = TransferCase.objects.select_for_update().get(id=case_id)
            if case.state == state:
                act(case, learner)
                done += 1
    return done
