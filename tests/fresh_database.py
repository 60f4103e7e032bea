"""One database is made from the models, and each worker has a copy; what a test committed is gone with the copy.

A record is never deleted: triggers refuse DELETE and TRUNCATE. So a database is not emptied after a test, but replaced.
"""

import hashlib
import pathlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.test import override_settings

ROOT = pathlib.Path(__file__).resolve().parents[1]
PRISTINE = "pristine_"
LOCK = 4_221_001  # any number: whoever makes the pristine database does it alone
HELD = "SELECT query FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"


class LeftOpen(AssertionError):
    """A test ended with a connection of its own open, most likely a thread's."""


class FreshDatabase:
    """The database of one process. A test sees in it what migrations load, and what it wrote itself."""

    def __init__(self, worker: str, load: Callable[[], None]) -> None:
        self._served = _in_use()
        # A command that migrates finds no migrations to the end of the run: the tables are made from the models.
        self._from_models = override_settings(MIGRATION_MODULES=dict.fromkeys(a.label for a in apps.get_app_configs()))
        self._from_models.enable()
        self._template = pristine(load)
        self.name = f"test_{self._served}_{worker}"
        with _server() as server:
            _drop(server, self.name)  # what a run that was killed left behind
            self._copy(server)
        _use(self.name)

    def renew(self) -> None:
        """What a test committed is gone. Raises LeftOpen if it still holds a connection, which the next would meet."""
        connections.close_all()
        with _server() as server:
            held = self._held(server)
            _drop(server, self.name)
            self._copy(server)
        if held:
            raise LeftOpen("last asked: " + "; ".join(held))

    def remove(self) -> None:
        connections.close_all()
        _use(self._served)
        with _server() as server:
            _drop(server, self.name)
        self._from_models.disable()

    def _held(self, server: CursorWrapper) -> list[str]:
        """What was last asked by each connection that is still there. One that was just closed takes a moment to go."""
        for _ in range(20):
            server.execute(HELD, [self.name])
            if not (held := [row[0] for row in server.fetchall()]):
                break
            time.sleep(0.05)
        return held

    def _copy(self, server: CursorWrapper) -> None:
        server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self._template}"')


def pristine(load: Callable[[], None]) -> str:
    """The database with each table and what migrations load. Kept between runs while no file that makes it changes."""
    name = PRISTINE + digest()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PRISTINE])
        found = {row[0] for row in server.fetchall()}
        if name not in found:
            for old in found:
                _drop(server, old)
            _make(server, name, load)
    return name


def digest() -> str:
    """Of every file that may have a say in which tables there are and what is in them: all of ours, to be safe."""
    paths = [pathlib.Path(app.path) for app in apps.get_app_configs()]
    ours = [path for path in paths if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / ".venv")]
    folders = {path.relative_to(ROOT).parts[0] for path in ours}
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".csv")]
    files += [*(ROOT / "requirements").glob("*.txt"), ROOT / "tests" / "conftest.py", pathlib.Path(__file__)]
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()[:24]


def _make(server: CursorWrapper, name: str, load: Callable[[], None]) -> None:
    """Under another name until it is whole: a run that is stopped half-way leaves nothing that looks finished."""
    half_made, used = f"half_{name}", _in_use()
    _drop(server, half_made)
    server.execute(f'CREATE DATABASE "{half_made}"')
    connections.close_all()
    _use(half_made)
    try:
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        load()
    finally:
        connections.close_all()
        _use(used)
    server.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{name}"')


def _drop(server: CursorWrapper, name: str) -> None:
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _in_use() -> str:
    return str(connection.settings_dict["NAME"])


def _use(name: str) -> None:
    """From the next connection on, in this thread and in those that it starts."""
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _server() -> AbstractContextManager[CursorWrapper]:
    """A cursor outside every database of ours, each of whose statements is a transaction."""
    return connection._nodb_cursor()  # type: ignore[attr-defined]
