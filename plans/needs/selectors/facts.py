"""What a need and a schedule are worked out from."""

import datetime as dt
import uuid
from dataclasses import dataclass

from plans.assessments.models import AssessmentResult
from plans.needs.models import Challenge, Condition, Screener, SupportPlanDecline
from plans.needs.rules.codes import NeedSource
from plans.needs.rules.standing import need_sources


@dataclass(frozen=True)
class Facts:
    """`aln_yes_on` is the date of the latest assessment of additional needs, where it found one."""

    sources: tuple[NeedSource, ...]
    aln_yes_on: dt.date | None
    screened_on: dt.date | None
    declined: bool


def facts_of(learner_id: uuid.UUID) -> Facts:
    """What is so now, in five queries."""
    conditions = Condition.objects.in_use().filter(learner_id=learner_id).values_list("source", flat=True)
    by_hand = Challenge.objects.in_use().filter(learner_id=learner_id, screener__isnull=True).exists()
    aln, aln_on, ldd = _assessed(learner_id)
    screener = Screener.objects.in_use().filter(learner_id=learner_id).first()
    return Facts(
        need_sources(conditions=conditions, challenges_by_hand=by_hand, aln=aln, ldd=ldd),
        aln_on if aln else None,
        screener.screened_on if screener else None,
        SupportPlanDecline.objects.filter(learner_id=learner_id, withdrawn_at__isnull=True).exists(),
    )


def _assessed(learner_id: uuid.UUID) -> tuple[bool | None, dt.date | None, bool]:
    """Whether the latest assessment of additional needs found one, when that was, and whether an old record says so."""
    rows = AssessmentResult.objects.current().filter(learner_id=learner_id, type__in=["ALN", "LEGACY_LDD"])
    found = list(rows.order_by("-taken_on", "-id").values_list("type", "outcome", "taken_on"))
    latest = next(((outcome, on) for kind, outcome, on in found if kind == "ALN"), None)
    ldd = any(kind == "LEGACY_LDD" for kind, _, _ in found)
    return (latest[0] == "YES", latest[1], ldd) if latest else (None, None, ldd)
