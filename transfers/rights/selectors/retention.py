"""What has been kept for its whole time. It is read, and listed; nothing is done about it here."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from campus.accounts.actors import Actor
from campus.audit.models import Event
from campus.core import clock
from learners.models import ErasureOrder, Learner, Placement
from learners.rules import ErasureState
from providers.messaging.models import Decision, Notice, SafeguardingConcern, Thread
from providers.messaging.rules import ConcernState, Outcome, ThreadStatus
from transfers.rights.models import LegalHold, RetentionPeriod
from transfers.rights.rules.retention import CONCERN_MONTHS, REFUSED_MONTHS, PeriodCode, ended_before

PAGE_SIZE = 50


@dataclass(frozen=True)
class Line:
    """One line of the table. `due` is how many people or things are past their time; None for what is not kept."""

    period: RetentionPeriod
    due: int | None
    what: str


@dataclass(frozen=True)
class Due:
    """Somebody whose record, or part of it, has been kept for its whole time."""

    learner: Learner
    since: dt.datetime
    held: bool
    asked: bool


def periods(on: dt.date) -> list[RetentionPeriod]:
    """The lines that hold on a day, in the order of the table."""
    order = list(PeriodCode)
    rows = RetentionPeriod.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return sorted(rows, key=lambda period: order.index(PeriodCode(period.code)))


def period_for(code: str, on: dt.date) -> RetentionPeriod | None:
    return next((one for one in periods(on) if one.code == code), None)


def table(on: dt.date) -> list[Line]:
    return [_line(period, on) for period in periods(on)]


def due(actor: Actor, period: RetentionPeriod, on: dt.date, *, after: str = "") -> tuple[list[Due], str]:
    """People of one line, those who have waited longest first, and where the next page begins."""
    find = _PEOPLE.get(PeriodCode(period.code))
    if find is None:
        return [], ""
    rows = find(_before(period, on), on).order_by("since", "learner_id")
    last = _at(after)
    if last is not None:
        rows = rows.filter(Q(since__gt=last[0]) | Q(since=last[0], learner_id__gt=last[1]))
    found = list(rows.values_list("learner_id", "since")[: PAGE_SIZE + 1])
    more = f"{found[PAGE_SIZE - 1][1].isoformat()}_{found[PAGE_SIZE - 1][0]}" if len(found) > PAGE_SIZE else ""
    return _people(actor, found[:PAGE_SIZE], on), more


def _people(actor: Actor, found: list[tuple[uuid.UUID, dt.datetime]], on: dt.date) -> list[Due]:
    ids = [key for key, _ in found]
    people = {one.id: one for one in Learner.objects.visible_to(actor, "erasure.ask").filter(id__in=ids)}
    held = set(LegalHold.objects.standing(on).filter(learner_id__in=ids).values_list("learner_id", flat=True))
    waiting = ErasureOrder.objects.filter(learner_id__in=ids, state__in=[ErasureState.ASKED, ErasureState.APPROVED])
    asked = set(waiting.values_list("learner_id", flat=True))
    return [Due(people[key], since, key in held, key in asked) for key, since in found if key in people]


def _line(period: RetentionPeriod, on: dt.date) -> Line:
    code, before = PeriodCode(period.code), _before(period, on)
    if code in _PEOPLE:
        return Line(period, _PEOPLE[code](before, on).count(), "people")
    if code in _THINGS:
        what, count = _THINGS[code]
        return Line(period, count(before), what)
    return Line(period, None, "")


def _before(period: RetentionPeriod, on: dt.date) -> dt.datetime:
    return _midnight(ended_before(on, months=period.months, days=period.days))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.LONDON)


def _out(before: dt.datetime, on: dt.date) -> QuerySet[Placement]:
    """People who have been out of custody for longer, and of whom there is still something."""
    gone = ErasureOrder.objects.filter(learner_id=OuterRef("learner_id"), state=ErasureState.DONE, kinds=[])
    rows = Placement.objects.filter(ended_at__isnull=True, establishment__isnull=True, started_at__lt=before)
    return rows.exclude(Exists(gone)).annotate(since=F("started_at"))


def _silent(before: dt.datetime, on: dt.date) -> QuerySet[Thread]:
    """The last conversation of people all of whose conversations closed before then.

    A message that was refused or passed on, and a concern, are kept longer: whoever has one waits for that.
    """
    of_person = {"learner_id": OuterRef("learner_id")}
    younger = Thread.objects.filter(**of_person).filter(~Q(status=ThreadStatus.CLOSED) | Q(updated_at__gte=before))
    later = Thread.objects.filter(**of_person).filter(
        Q(updated_at__gt=OuterRef("updated_at")) | Q(updated_at=OuterRef("updated_at"), id__gt=OuterRef("id"))
    )
    refused = Decision.objects.filter(
        **of_person, outcome__in=[Outcome.REJECTED, Outcome.ESCALATED],
        decided_at__gte=_midnight(ended_before(on, months=REFUSED_MONTHS, days=0)),
    )  # fmt: skip
    recent = Q(closed_at__gte=_midnight(ended_before(on, months=CONCERN_MONTHS, days=0)))
    concerns = SafeguardingConcern.objects.filter(**of_person).filter(~Q(state=ConcernState.CLOSED) | recent)
    rows = Thread.objects.filter(status=ThreadStatus.CLOSED, updated_at__lt=before)
    rows = rows.exclude(Exists(younger)).exclude(Exists(later)).exclude(Exists(refused)).exclude(Exists(concerns))
    return rows.annotate(since=F("updated_at"))


def _refused(before: dt.datetime) -> int:
    return Decision.objects.filter(
        outcome__in=[Outcome.REJECTED, Outcome.ESCALATED], decided_at__lt=before
    ).count()  # fmt: skip


def _audited(before: dt.datetime) -> int:
    """Keys begin with their millisecond, and sort by it: the key of the day answers without reading the rest."""
    first = uuid.UUID(int=int(before.timestamp() * 1000) << 80)
    return Event.objects.filter(id__lt=first).count()


def _notices(before: dt.datetime) -> int:
    return Notice.objects.filter(sent_at__lt=before).count()


def _at(text: str) -> tuple[dt.datetime, uuid.UUID] | None:
    at, _, key = text.partition("_")
    try:
        instant, row = dt.datetime.fromisoformat(at), uuid.UUID(key)
    except ValueError:
        return None
    return (instant, row) if instant.tzinfo else None


_PEOPLE: dict[PeriodCode, Callable[[dt.datetime, dt.date], QuerySet[Any]]] = {
    PeriodCode.RECORD: _out,
    PeriodCode.MESSAGES: _silent,
}
_THINGS: dict[PeriodCode, tuple[str, Callable[[dt.datetime], int]]] = {
    PeriodCode.REFUSED_MESSAGES: ("messages", _refused),
    PeriodCode.AUDIT: ("lines", _audited),
    PeriodCode.NOTICES: ("notices", _notices),
}
