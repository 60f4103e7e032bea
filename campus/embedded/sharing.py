"""Who uses a service: counted by a lock that the kernel lets go of when a process ends, however it ends."""

import contextlib
import fcntl
import pathlib
from collections.abc import Iterator


class Users:
    """The processes that share one campus's services. Nobody starts or stops them except inside `changing()`."""

    def __init__(self, folder: pathlib.Path) -> None:
        # Python opens files close-on-exec: no server that we start inherits a lock and keeps it.
        self._using = open(folder / "users.lock", "a")  # noqa: SIM115
        self._changing = open(folder / "start.lock", "a")  # noqa: SIM115

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """Alone: nobody else joins or leaves meanwhile."""
        fcntl.flock(self._changing, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._changing, fcntl.LOCK_UN)

    def join(self) -> None:
        fcntl.flock(self._using, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Whether this was the last user."""
        try:
            fcntl.flock(self._using, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            fcntl.flock(self._using, fcntl.LOCK_UN)
        return True

    def close(self) -> None:
        self._using.close()
        self._changing.close()
