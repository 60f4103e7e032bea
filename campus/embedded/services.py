"""PostgreSQL and Valkey for as long as a command needs them: the given ones, or embedded ones that commands share."""

import contextlib
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Protocol

from campus.embedded import given
from campus.embedded import home as homes
from campus.embedded.postgres import Postgres, stop_cluster
from campus.embedded.sharing import Users
from campus.embedded.valkey import Valkey


class Server(Protocol):
    """What one embedded server can do; all but `url` and `alive` only inside `Users.changing()`."""

    name: str

    def url(self) -> str: ...
    def start(self) -> None: ...
    def alive(self) -> bool: ...
    def stop(self) -> None: ...


ROOT = pathlib.Path(__file__).resolve().parents[2]

# The variable that overrides a server, and the server that stands in when it is not set.
SERVERS: dict[str, Callable[..., Server]] = {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}


def not_given() -> list[str]:
    return [name for name in SERVERS if not os.environ.get(name)]


_running: list[Server] = []


def lost() -> list[str]:
    """The embedded servers of this process that are gone although it uses them."""
    return [server.name for server in _running if not server.alive()]


@contextlib.contextmanager
def services(*, durable: bool = True) -> Iterator[list[Server]]:
    """DATABASE_URL and REDIS_URL name servers that answer; yields the embedded ones.

    The embedded servers of `durable=False` are others, in a folder of their own: tests never meet a campus's data.
    """
    given.check()
    missing = not_given()
    if not missing:
        yield []
        return
    home = homes.opened(homes.chosen() if durable else homes.chosen() / "test")
    servers = {name: SERVERS[name](home, durable=durable) for name in missing}
    running = list(servers.values())
    with _shared(home, running), _named({name: server.url() for name, server in servers.items()}):
        _running[:] = running
        yield running
        _running.clear()


@contextlib.contextmanager
def _shared(home: homes.Home, servers: list[Server]) -> Iterator[None]:
    users = Users(home.path)
    try:
        with users.changing():
            users.join()
            _remove_abandoned()
            for server in servers:
                server.start()
        with _watched(home):
            yield
    finally:
        leave(users, servers)
        users.close()


def leave(users: Users, servers: list[Server]) -> bool:
    """The last one out stops the servers. Whether we were."""
    with users.changing():
        if last := users.leave():
            for server in servers:
                server.stop()
    return last


@contextlib.contextmanager
def _watched(home: homes.Home) -> Iterator[None]:
    """A process that leaves in our place when we are killed and cannot: it waits for the end of a pipe that we hold."""
    watcher = subprocess.Popen(
        [sys.executable, "-m", "campus.embedded.watcher", str(home.path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        watcher.communicate(b"left")


@contextlib.contextmanager
def _named(urls: dict[str, str]) -> Iterator[None]:
    os.environ.update(urls)
    try:
        yield
    finally:
        for name in urls:
            os.environ.pop(name, None)


def _remove_abandoned() -> None:
    """Root's stores whose home is gone, with the server that may still run in one."""
    for store in homes.abandoned_stores():
        for cluster in store.glob("postgres-*"):
            stop_cluster(cluster)
        homes.remove(store)
