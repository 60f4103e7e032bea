"""Moves and what hand-over makes of them, by way of events, as in life."""

import datetime as dt
import json

from django.test import Client

from campus.accounts.actors import Actor
from campus.core import clock, outbox
from learners import windows
from learners.late import LateWrite
from learners.models import AccessWindow, Identifier, Learner
from learners.openings import Opening
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from transfers.actions import expected, inbox
from transfers.handover.actions import late
from transfers.handover.models import LateContribution
from transfers.models import TransferCase


def number_of(learner: Learner) -> str:
    return Identifier.objects.filter(learner=learner, type="PRISON_NUMBER").values_list("value", flat=True)[0]


def told(learner: Learner, kind: str, reason: str, prison: str = "") -> None:
    """One event about somebody, and everything that follows from it."""
    outcome = inbox.ingest([json.dumps({
        "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1, "occurredAt": clock.now().isoformat(),
        "additionalInformation": {"nomsNumber": number_of(learner), "reason": reason, "prisonId": prison},
    })])  # fmt: skip
    assert outcome["applied"] == 1, outcome
    settle()
    learner.refresh_from_db()


# What follows from a move inside the campus; the rest asks services that are not there.
FOLLOWS = frozenset({"learner.moved", "transfer.verify", "handover.draft", "emergency.opened"})


def settle() -> None:
    """Do what is owed because somebody moved."""
    for _ in range(20):
        claimed = [m for m in outbox.claim() if m.topic in FOLLOWS]
        if not claimed:
            return
        for message in claimed:
            assert outbox.deliver(message), message.last_error


def moved(learner: Learner, to: str = "HLI") -> TransferCase:
    """Received at another prison, counted and checked."""
    told(learner, "received", "TRANSFERRED", to)
    return TransferCase.objects.filter(learner=learner, arrived_at__isnull=False).latest("arrived_at")


def departed(learner: Learner) -> TransferCase:
    told(learner, "released", "TRANSFERRED", "TRN")
    return TransferCase.objects.get(learner=learner, state="DEPARTED")


def somebody_who_came(to: str = "LEI", came_from: str = "HLI", **said: object) -> TransferCase:
    return moved(LearnerFactory(current_establishment_id=came_from, **said), to)


def staff(role: str = "EDU_MGR", at: str | None = "LEI", **user: object) -> tuple[Actor, Client]:
    actor = posted(role, at, **user)
    return actor, providers.signed_in(actor.user, "staff")


def expected_at(code: str, came_from: str = "HLI") -> TransferCase:
    """Somebody whose move was noted by the prison that sends them."""
    learner = LearnerFactory(current_establishment_id=came_from)
    return expected.expect(
        by=posted("EDU_MGR", came_from), learner_id=learner.id, establishment=code,
        expected_on=clock.today() + dt.timedelta(days=2), at=clock.now(),
    )  # fmt: skip


def came_late(learner: Learner, *, permission: str = "plan.edit", author: Actor | None = None) -> LateContribution:
    """A suggestion's answer, a goal and so on, that was sent when the person had moved here."""
    by = author or posted("EDU_MGR", "WWI")
    typed = {"title": ["Learn to weld"], "when": ["6"], "steps": ["Ask the workshop"], "note": [""]}
    written = LateWrite(
        opening=Opening(by.user_id, learner.id, 0, "WWI", clock.now()), page="plans:add-goal",
        names={"learner_id": str(learner.id)}, query="", typed=typed, said=[("Goal", "Learn to weld")],
        title="Add a goal", permission=permission,
    )  # fmt: skip
    return late.keep(by=by, learner_id=learner.id, late=written, at=clock.now())


def an_emergency(code: str = "LEI", elsewhere: str = "HLI", *, by: Actor | None = None) -> AccessWindow:
    """Somebody at a prison opened the record of somebody elsewhere."""
    learner, at = LearnerFactory(current_establishment_id=elsewhere), clock.now()
    return windows.break_glass(
        by=by or posted("EDU_MGR", code), learner_id=learner.id, reason_code="SAFETY", reason="A letter came",
        until=at + dt.timedelta(minutes=60), at=at,
    )  # fmt: skip
