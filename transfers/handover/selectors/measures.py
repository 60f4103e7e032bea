"""The published measure: how many were accepted within one, three and five working days."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import TruncDate

from campus.core import clock
from campus.core.components.marks import Bar
from campus.estate.models import Establishment
from transfers.handover import rules
from transfers.models import TransferCase
from transfers.rules import CaseState

PERIOD_DAYS = 91  # a quarter


@dataclass
class Measure:
    """One prison, or all. A case counts once its time to be measured is over, or it was accepted."""

    code: str
    name: str
    total: int = 0
    within: dict[int, int] = field(default_factory=lambda: dict.fromkeys(rules.MEASURED_WORKING_DAYS, 0))

    @property
    def is_shown(self) -> bool:
        """Under 10 people: "fewer than 10", and no share that would tell the number."""
        return self.total >= rules.SMALLEST_SHOWN

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Days with the share in percent."""
        return [(days, round(100 * count / self.total)) for days, count in self.within.items()] if self.total else []

    @property
    def bars(self) -> list[Bar]:
        return [Bar(f"Within {days} day{'' if days == 1 else 's'}", share, f"{share}%") for days, share in self.shares]

    @property
    def finding(self) -> str:
        said = ", ".join(f"{share}% within {days} working day{'' if days == 1 else 's'}" for days, share in self.shares)
        return f"{self.name} accepted {said}."

    def add(self, taken: int | None, count: int) -> None:
        self.total += count
        for days in self.within:
            self.within[days] += count if taken is not None and taken <= days else 0


@dataclass(frozen=True)
class Measured:
    everywhere: Measure
    prisons: list[Measure]
    since: dt.date
    until: dt.date


def acceptance(today: dt.date) -> Measured:
    """Of all who arrived in the last quarter and whose five working days are over, counted by the day."""
    since, until = today - dt.timedelta(days=PERIOD_DAYS), rules.arrived_before(today, max(rules.MEASURED_WORKING_DAYS))
    rows = TransferCase.objects.filter(arrived_at__gte=_midnight(since), arrived_at__lt=_midnight(until)).exclude(
        state__in=[CaseState.REVERSED, CaseState.SUPERSEDED, CaseState.CANCELLED]
    )
    everywhere = Measure("", "England and Wales")
    names = {prison.code: prison.short_name for prison in Establishment.objects.all()}
    prisons: dict[str, Measure] = {}
    most = max(rules.MEASURED_WORKING_DAYS)
    taken_of: dict[tuple[dt.date, dt.date], int | None] = {}
    by_day = rows.annotate(
        came_on=TruncDate("arrived_at", tzinfo=clock.LONDON), taken_on=TruncDate("accepted_at", tzinfo=clock.LONDON)
    ).values_list("to_establishment_id", "came_on", "taken_on")
    for code, came_on, taken_on, count in by_day.annotate(people=Count("id")).order_by():
        days = None
        if taken_on is not None:
            if (came_on, taken_on) not in taken_of:
                taken_of[came_on, taken_on] = rules.working_days_taken(came_on, taken_on, most=most)
            days = taken_of[came_on, taken_on]
        everywhere.add(days, count)
        prisons.setdefault(code, Measure(code, names.get(code, code))).add(days, count)
    return Measured(everywhere, sorted(prisons.values(), key=lambda one: one.name), since, until)


def _midnight(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(), tzinfo=clock.LONDON)
