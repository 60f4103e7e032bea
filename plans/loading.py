"""The terms that the service started with, loaded into empty tables by a migration, and by the tests."""

import datetime as dt
from typing import Any

from plans.rules.schedules import CONTRACTS, HOLIDAYS


def load(contract_term: Any, holiday_period: Any) -> None:
    """Write the national terms. The arguments are the models, of a migration or the real ones."""
    at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    when = {"created_at": at, "updated_at": at}
    for term in CONTRACTS:
        contract_term.objects.create(contract=str(term.contract), starts_on=term.starts_on, **when)
    for period in HOLIDAYS:
        holiday_period.objects.create(starts_on=period.starts_on, ends_on=period.ends_on, **when)
