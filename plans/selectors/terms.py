"""Which contract and which holidays a prison's deadlines follow."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import ContractTerm, HolidayPeriod
from plans.rules.schedules import Contract, Period


@dataclass(frozen=True)
class Terms:
    contract: Contract
    always_extend: bool
    holidays: Sequence[Period]


class AllTerms:
    """Every term and holiday, read once. A prison that has terms of its own follows those alone."""

    def __init__(self) -> None:
        self._terms = list(ContractTerm.objects.order_by("starts_on"))
        self._holidays = list(HolidayPeriod.objects.all())

    def at(self, code: str | None, on: dt.date) -> Terms:
        own = [term for term in self._terms if code and term.establishment_id == code]
        begun = [t for t in own or [t for t in self._terms if t.establishment_id is None] if t.starts_on <= on]
        latest = begun[-1] if begun else None
        holidays = [Period(h.starts_on, h.ends_on) for h in self._holidays if h.establishment_id in (None, code)]
        if latest is None:
            return Terms(Contract.PEF, False, holidays)
        return Terms(Contract(latest.contract), latest.always_extend, holidays)


def terms_at(code: str | None, on: dt.date) -> Terms:
    return AllTerms().at(code, on)
