"""Moves: events as they come, and cases in a state."""

import datetime as dt
import json
from typing import Any

from campus.accounts import actors
from campus.core.models import written
from learners.models import Learner
from tests.factories.learners import AT
from transfers.actions import cases
from transfers.models import TransferCase
from transfers.rules import CaseState

# The steps that lead to a state.
WAYS = {
    CaseState.EXPECTED: [CaseState.EXPECTED],
    CaseState.DEPARTED: [CaseState.DEPARTED],
    CaseState.ARRIVED: [CaseState.DEPARTED, CaseState.ARRIVED],
    CaseState.VERIFIED: [CaseState.DEPARTED, CaseState.ARRIVED, CaseState.VERIFIED],
    CaseState.EXCEPTION: [CaseState.DEPARTED, CaseState.ARRIVED, CaseState.EXCEPTION],
    CaseState.ACCEPTED: [CaseState.DEPARTED, CaseState.ARRIVED, CaseState.VERIFIED, CaseState.ACCEPTED],
    CaseState.CLOSED: [
        CaseState.DEPARTED, CaseState.ARRIVED, CaseState.VERIFIED, CaseState.ACCEPTED, CaseState.CLOSED,
    ],
    CaseState.RETURNED: [CaseState.DEPARTED, CaseState.RETURNED],
    CaseState.SUPERSEDED: [CaseState.DEPARTED, CaseState.SUPERSEDED],
    CaseState.CANCELLED: [CaseState.DEPARTED, CaseState.CANCELLED],
    CaseState.REVERSED: [CaseState.DEPARTED, CaseState.REVERSED],
}  # fmt: skip


def case_in(
    state: CaseState, learner: Learner, *, sender: str = "LEI", receiver: str = "HLI", at: dt.datetime = AT
) -> TransferCase:
    """A case that came to its state step by step, for the database takes it no other way. It moves nobody."""
    by = actors.system()
    case = TransferCase(
        learner=learner, from_establishment_id=sender, to_establishment_id=receiver, departed_at=at, arrived_at=at,
        ended_because="RELEASED" if state == CaseState.CANCELLED else "", **written(by, at),
    )  # fmt: skip
    if state == CaseState.EXPECTED:
        case.departed_at = case.arrived_at = None
        case.expected_establishment_id, case.expected_on = receiver, at.date()
    if state == CaseState.DEPARTED:
        case.arrived_at = None
    for step in WAYS[state]:
        if step == CaseState.ACCEPTED:
            case.accepted_at = at
        cases.step(case, learner, step, None, by, at)
    return case


def event(
    number: str, prison: str = "HLI", *, reason: str = "TRANSFERRED", at: str | dt.datetime = "2026-11-20T10:42:00Z",
    seq: int | None = None, kind: str = "received",
) -> str:  # fmt: skip
    """A domain event, as a line."""
    said: dict[str, Any] = {"nomsNumber": number, "reason": reason, "prisonId": prison}
    if seq is not None:
        said["movementSeq"] = seq
    when = at.isoformat() if isinstance(at, dt.datetime) else at
    return json.dumps({
        "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1, "occurredAt": when,
        "personReference": {"identifiers": [{"type": "NOMS", "value": number}]}, "additionalInformation": said,
    })  # fmt: skip
