"""Processes that use embedded services in a home of their own."""

import contextlib
import os
import pathlib
import subprocess
import sys
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
USER = """
import os, sys
from campus.embedded.services import services
with services(durable=True):
    import psycopg
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        database.execute("create table if not exists seen (at timestamptz default now())")
        database.execute("insert into seen default values")
        (count,) = database.execute("select count(*) from seen").fetchone()
    print(count, flush=True)
    sys.stdin.readline()
"""


class Campus:
    """A CAMPUS_HOME, and the processes that a test starts in it."""

    def __init__(self, home: pathlib.Path) -> None:
        self.home = home
        given = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
        self.environment = {name: value for name, value in os.environ.items() if name not in given}
        self.environment |= {"CAMPUS_HOME": str(home), "CAMPUS_BOOTSTRAP": "off", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        self._started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, bufsize=1, **pipes
        )
        self._started.append(process)
        return process

    def use(self) -> "tuple[subprocess.Popen[str], int]":
        """A process that is using the services, and how many have used this database so far."""
        user = self.start("-c", USER)
        return user, int(user.stdout.readline())

    def run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """One command of the front door, to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def servers(self) -> dict[str, int]:
        """The pids of the servers of this home that are alive, found as a stranger would: in the process table."""
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            # One that is gone by now, or that we may not look into, is not ours.
            with contextlib.suppress(OSError):
                line = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
                name = pathlib.Path(line[0]).name
                if name in ("postgres", "valkey-server") and self._is_ours(folder, line):
                    found[name] = int(folder.name)
        return found

    def _is_ours(self, folder: pathlib.Path, line: list[str]) -> bool:
        if self.home in pathlib.Path(os.readlink(folder / "cwd")).parents:
            return True
        store = pathlib.Path(line[line.index("-D") + 1]).parent if "-D" in line else folder
        name = store / "campus-home"
        return store == self.home or (name.exists() and name.read_text().strip() == str(self.home))

    def wait_for_no_server(self, seconds: float = 10) -> bool:
        until = time.monotonic() + seconds
        while self.servers() and time.monotonic() < until:
            time.sleep(0.1)
        return not self.servers()

    def end(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        assert self.wait_for_no_server()


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    """Made once a module: the first start of a cluster is most of the time that these tests take."""
    return tmp_path_factory.mktemp("a home with spaces") / "var"


@pytest.fixture
def campus(shared_home):
    one = Campus(shared_home)
    yield one
    one.end()


@pytest.fixture
def finish():
    def ended(user: "subprocess.Popen[str]") -> int:
        user.communicate("\n", timeout=30)
        return user.returncode

    return ended
