"""One turn of the relay: deliver its own lane, wake the workers about theirs."""

import datetime as dt
import logging
import time

from django.db import OperationalError

from campus.core import clock, outbox

log = logging.getLogger(__name__)

OWN_LANES = frozenset({"relay"})
PAUSE = 1.0
WAKE_AGAIN = dt.timedelta(seconds=10)
# How long `relay --once` waits for rows that another process holds or that failed a moment ago.
PATIENCE = 20.0


def turn() -> int:
    """Deliver what is due. Returns how many rows were looked at; a database that is away is tried next time."""
    try:
        claimed = outbox.claim(lanes=OWN_LANES)
        for message in claimed:
            outbox.deliver(message)
        for message in outbox.to_wake(OWN_LANES, since=clock.now() - WAKE_AGAIN):
            outbox.wake(message)
    except OperationalError as away:
        log.warning("relay: the database is away: %s", away)
        return 0
    return len(claimed)


def empty() -> int:
    """Deliver every lane in this process until nothing is owed. Returns how many could not be sent in good time."""
    deadline = time.monotonic() + PATIENCE
    while outbox.owed().exists():
        claimed = outbox.claim()
        for message in claimed:
            outbox.deliver(message)
        if claimed:
            continue
        if time.monotonic() > deadline:
            return outbox.owed().count()
        time.sleep(0.1)
    return 0
