"""The work list of arrivals whom nobody has matched to a learning record."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from learners.models import Identifier, Placement
from learners.rules import IdentifierType
from plans.assessments.models import UlnMatch
from plans.assessments.rules.matching import MatchStatus

PAGE_SIZE = 50
TO_DO, CANNOT = "to-do", "cannot"


@dataclass(frozen=True)
class Unmatched:
    """A page of the list. `next_after` is the id of its last row, where there are more."""

    rows: Sequence[Placement]
    next_after: str
    total: int


def _newest(column: str) -> Subquery:
    rows = UlnMatch.objects.filter(learner_id=OuterRef("learner_id")).order_by("-created_at", "-id")
    return Subquery(rows.values(column)[:1])


def _number(type_: str) -> Subquery:
    rows = Identifier.objects.filter(learner_id=OuterRef("learner_id"), type=type_, status=Identifier.Status.ACTIVE)
    return Subquery(rows.order_by("-valid_from", "-id").values("value")[:1])


def arrivals_without_match(actor: Actor, show: str = TO_DO) -> QuerySet[Placement]:
    """People at the own prison whom nobody has matched, or about whom somebody has said that it cannot be done."""
    code = actor.establishment_id
    if code is None or code not in actor.establishments_with(Permission.LRS_MATCH):
        return Placement.objects.none()
    rows = Placement.objects.filter(establishment_id=code, ended_at__isnull=True, set_aside=False)
    rows = rows.annotate(match_status=Coalesce(_newest("status"), Value("")))
    wanted = [MatchStatus.CANNOT_BE_MATCHED] if show == CANNOT else ["", MatchStatus.UNMATCHED]
    return rows.filter(match_status__in=wanted)


def unmatched_at(actor: Actor, *, show: str = TO_DO, after: str = "") -> Unmatched:
    """A page, those who came last on top."""
    found = arrivals_without_match(actor, show)
    page = found.annotate(
        prison_number=_number(IdentifierType.PRISON_NUMBER), uln=_number(IdentifierType.ULN),
        match_type=Coalesce(_newest("match_type"), Value("")), looked_at=_newest("created_at"),
    )  # fmt: skip
    last = _last(found, after)
    if last is not None:
        page = page.filter(Q(started_at__lt=last.started_at) | Q(started_at=last.started_at, id__lt=last.id))
    rows = list(page.select_related("learner").order_by(F("started_at").desc(), "-id")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    return Unmatched(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].id) if more else "", found.count())


def _last(found: QuerySet[Placement], after: str) -> Placement | None:
    """Where the page before ended. Somebody matched since then still has a place to go on from."""
    try:
        key = uuid.UUID(after)
    except ValueError:
        return None
    codes = found.values_list("establishment_id", flat=True)[:1]
    return Placement.objects.filter(id=key, establishment_id__in=codes).first()
