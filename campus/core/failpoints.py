"""Places where a test may kill the process, to prove that nothing hangs on its living through them.

The process whose environment names one of them dies there, by SIGKILL, as if the power had gone. In production the name
is not looked at.
"""

import os
import signal

ARMED = "CAMPUS_FAILPOINT"

# In the order in which one movement meets them (transfers-access-security.md P3).
POINTS = (
    "inbox.kept",
    "moves.locked",
    "moves.counted",
    "moves.closed",
    "moves.opened",
    "moves.placed",
    "moves.manifests",
    "moves.told",
    "moves.audited",
    "inbox.settled",
    "inbox.committed",
    "outbox.claimed",
    "outbox.sent",
    "outbox.marked",
)


def reached(point: str) -> None:
    """Die here, if this is the point that is armed."""
    if os.environ.get(ARMED) == point and not os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"):
        os.kill(os.getpid(), signal.SIGKILL)
