"""Who is about to come, and the card that says what reception needs: what helps, and which courses. No notes."""

import datetime as dt
import uuid
from dataclasses import dataclass

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from plans.courses.selectors import in_progress
from plans.needs.selectors import adjustments_of
from transfers.handover.rules import EXPECTED_CARD_DAYS
from transfers.models import TransferCase
from transfers.rules import CaseState

PAGE_SIZE = 50


@dataclass(frozen=True)
class SummaryCard:
    """All that an expected receiver may read (transfers-access-security.md 1.8)."""

    case: TransferCase
    helps: list[str]
    courses: list[str]


def _coming(actor: Actor, today: dt.date) -> object:
    """Moves to a prison of the actor's that are on the way, or expected within the days of the card."""
    codes = actor.establishments_with(Permission.HANDOVER_VIEW)
    rows = TransferCase.objects.filter(
        state__in=[CaseState.EXPECTED, CaseState.DEPARTED], expected_establishment_id__in=codes,
        expected_on__lte=today + dt.timedelta(days=EXPECTED_CARD_DAYS),
    )  # fmt: skip
    return rows.select_related("learner", "from_establishment").order_by("expected_on", "id")


def expected_at(actor: Actor, today: dt.date) -> list[TransferCase]:
    return list(_coming(actor, today)[:PAGE_SIZE])  # type: ignore[index]


def card_of(actor: Actor, case_id: uuid.UUID, today: dt.date) -> SummaryCard | None:
    case = _coming(actor, today).filter(id=case_id).first()  # type: ignore[attr-defined]
    if case is None:
        return None
    helps = adjustments_of([case.learner_id]).get(case.learner_id, [])
    return SummaryCard(case, helps, [enrolment.course.title for enrolment in in_progress(case.learner_id)])
