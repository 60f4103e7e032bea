"""Template filters over the pure functions of `dates`."""

import datetime as dt

from campus.core import clock
from campus.core.components import dates
from campus.core.components.registry import register

register.filter("possessive", dates.possessive)
register.filter("long_date", dates.long_date)
register.filter("table_date", dates.table_date)
register.filter("day_month", dates.day_month)
register.filter("weekday_date", dates.weekday_date)
register.filter("clock_time", dates.clock_time)
register.filter("date_and_time", dates.date_and_time)


@register.filter
def distance(value: dt.date | None) -> str:
    """`in 15 weeks`, `tomorrow`, `10 days ago`."""
    return dates.distance(value, today=clock.today())


@register.filter
def lateness(value: dt.date | None) -> str:
    """For a date that something is due by: `10 days late`, `today`, `in 5 days`."""
    return dates.lateness(value, today=clock.today())


@register.filter
def base_layout(audience: str | None) -> str:
    """The base layout of pages that two doors share, such as those for signing in."""
    return f"base/{audience if audience in ('kiosk', 'portal') else 'staff'}.html"
