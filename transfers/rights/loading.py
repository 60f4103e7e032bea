"""The table of retention that the service starts with, loaded into an empty table by a migration, and by the tests."""

import datetime as dt
from typing import Any

from transfers.rights.rules.retention import HOLDS_FROM, PERIODS


def load(retention_period: Any) -> None:
    """Write the table once. The argument is the model, of a migration or the real one."""
    if retention_period.objects.exists():
        return
    at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    for period in PERIODS:
        retention_period.objects.create(
            code=str(period.code), title=period.title, kinds=list(period.kinds), months=period.months,
            days=period.days, counts_from=period.counts_from, then=period.then, proposes=period.proposes,
            source=period.source, to_confirm=period.to_confirm, starts_on=HOLDS_FROM, created_at=at, updated_at=at,
        )  # fmt: skip
