"""Dates, times and names as they are written on a page (screens.md, section 4). Pure: today is handed in."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext, ngettext, pgettext

LONDON = ZoneInfo("Europe/London")
Moment = dt.date | dt.datetime


def _day(value: Moment) -> dt.date:
    """The London date of an instant; a plain date is itself."""
    if not isinstance(value, dt.datetime):
        return value
    return (value.astimezone(LONDON) if value.tzinfo else value).date()


def _write(value: Moment | None, pattern: str) -> str:
    return gettext("Not known") if not value else dateformat.format(_day(value), pattern)


def long_date(value: Moment | None) -> str:
    """`10 March 2027`, for sentences."""
    return _write(value, "j F Y")


def table_date(value: Moment | None) -> str:
    """`10 Mar 2027`, for tables."""
    return _write(value, "j M Y")


def day_month(value: Moment | None) -> str:
    """`10 March`, where the year is plain."""
    return _write(value, "j F")


def weekday_date(value: Moment | None) -> str:
    """`Monday 23 November 2026`."""
    return _write(value, "l j F Y")


def clock_time(value: dt.datetime | dt.time | None) -> str:
    """`2pm`, `10:42am`, on London's clocks."""
    if value is None:
        return gettext("Not known")
    if isinstance(value, dt.datetime):
        value = (value.astimezone(LONDON) if value.tzinfo else value).time()
    hour = value.hour % 12 or 12
    minutes = f":{value.minute:02d}" if value.minute else ""
    half = pgettext("after the hour", "am") if value.hour < 12 else pgettext("after the hour", "pm")
    return f"{hour}{minutes}{half}"


def date_and_time(value: dt.datetime | None) -> str:
    """`20 November 2026 at 10:42am`."""
    if value is None:
        return gettext("Not known")
    return gettext("%(date)s at %(time)s") % {"date": long_date(value), "time": clock_time(value)}


def span(days: int) -> str:
    """A length of time in the largest unit that still says something: days to a fortnight, weeks to half a year."""
    if days < 14:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < 182:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    if days < 730:
        months = days * 12 // 365
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def distance(value: Moment | None, *, today: dt.date) -> str:
    """How far from today: `in 15 weeks`, `tomorrow`, `10 days ago`. Empty when the date is not known."""
    if not value:
        return ""
    days = (_day(value) - today).days
    if days >= 0:
        return _ahead(days)
    if days == -1:
        return gettext("yesterday")
    return gettext("%(span)s ago") % {"span": span(-days)}


def lateness(value: Moment | None, *, today: dt.date) -> str:
    """How far from its due date: `in 5 days`, `today`, `10 days late` (days always, as they are counted)."""
    if not value:
        return ""
    days = (_day(value) - today).days
    if days >= 0:
        return _ahead(days)
    return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}


def _ahead(days: int) -> str:
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    return gettext("in %(span)s") % {"span": span(days)}


def possessive(name: str) -> str:
    """`Daniel’s`, `Rhys’s`. English only: a Welsh sentence is written without it."""
    return f"{name}’s"


def list_name(first: str, last: str) -> str:
    """`Osei, Daniel`, the order in which lists are sorted."""
    return f"{last}, {first}" if first and last else last or first


def full_name(first: str, last: str) -> str:
    """`Daniel Osei`."""
    return f"{first} {last}".strip()
