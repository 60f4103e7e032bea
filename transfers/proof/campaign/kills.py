"""Killing a process in the middle of a movement, and asking whether anything hung on its living."""

import os
import signal
from collections.abc import Callable

from campus.core import failpoints, own_database


def killed_at(point: str, do: Callable[[], object]) -> bool:
    """Do it in a process of its own that dies at the point. Returns whether it got that far.

    The child shares nothing with us that it could spoil: our connections are closed before, and it leaves without
    tidying up.
    """
    own_database.let_go()
    pid = os.fork()
    if pid == 0:
        os.environ[failpoints.ARMED] = point
        try:
            do()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
