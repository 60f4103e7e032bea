"""How long a sign-in lasts (transfers-access-security.md 5.4). The kiosk's limits are in learners.rules."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from campus.core import audiences

# The last activity is written once a minute at most, so that reading a page is not a write to the session table.
WRITE_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    idle: dt.timedelta
    absolute: dt.timedelta


LIMITS = {
    audiences.STAFF: Limits(idle=dt.timedelta(minutes=30), absolute=dt.timedelta(hours=12)),
    audiences.PORTAL: Limits(idle=dt.timedelta(minutes=20), absolute=dt.timedelta(hours=8)),
}


def is_over(session: Any, limits: Limits, at: dt.datetime) -> bool:
    """Whether the session is past a limit; if it is not, note that it was used."""
    started = session.get("started_at")
    used = session.get("used_at")
    if started is None or used is None:
        session["started_at"] = session["used_at"] = at.timestamp()
        return False
    now = at.timestamp()
    if now - used > limits.idle.total_seconds() or now - started > limits.absolute.total_seconds():
        return True
    if now - used > WRITE_EVERY.total_seconds():
        session["used_at"] = now
    return False
