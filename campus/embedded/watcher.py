"""Steps in for a process that was killed: `python -m campus.embedded.watcher HOME`, with a pipe from it as input."""

import pathlib
import signal
import sys

from campus.embedded import home as homes
from campus.embedded import processes
from campus.embedded.services import SERVERS, leave, not_given
from campus.embedded.sharing import Users


def main(path: pathlib.Path) -> None:
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    if sys.stdin.buffer.read() == b"left" or not path.is_dir():
        return
    home = homes.opened(path)
    users = Users(path)
    servers = [SERVERS[name](home, durable=True) for name in not_given()]
    # The kernel closes a dead process's files one by one: its lock may go a moment after its pipe.
    processes.wait_until(lambda: leave(users, servers), 2)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
