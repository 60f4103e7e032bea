"""The only place that reads the clock. Rules are handed a date or an instant instead."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """This instant, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The date on the wall in England and Wales."""
    return now().astimezone(LONDON).date()


def london_date(at: dt.datetime) -> dt.date:
    return at.astimezone(LONDON).date()
