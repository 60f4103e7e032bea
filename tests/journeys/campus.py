"""The campus under test, as somebody at a terminal sees it: started, asked, stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 300
START_WITHIN = 240.0
STOP_WITHIN = 40.0


@dataclass
class Campus:
    url: str
    process: subprocess.Popen
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.home)

    def manage(self, *arguments: str, expect: int | None = 0) -> str:
        """Run a command on this campus and return what it printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments], cwd=ROOT, env=self.environment, text=True,
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert expect in (None, done.returncode), f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def manage_json(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json"))

    def sent_notices(self) -> str:
        """What the double of the notice service has accepted, as text."""
        double = json.loads((self.home / "doubles.json").read_text())
        with urllib.request.urlopen(f"{double['CAMPUS_NOTIFY_URL']}/_double/sent", timeout=5) as answer:
            return str(answer.read().decode())

    def pids(self, words: str) -> list[int]:
        """The processes of this campus whose command line holds the words."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                ours = f"CAMPUS_HOME={self.home}".encode() in (entry / "environ").read_bytes()
            except OSError:
                continue
            if ours and words in command:
                found.append(int(entry.name))
        return found


@dataclass
class Stage:
    """A campus that tests stop and start again: what is expensive is the starting, and the home most of all."""

    home: Path
    campus: Campus | None = None

    def up(self) -> Campus:
        """The campus, started unless it runs."""
        if self.campus is None or self.campus.process.poll() is not None:
            self.campus = start_campus(self.home)
        return self.campus

    def down(self) -> None:
        if self.campus is not None:
            stop_campus(self.campus)


def environment(home: Path) -> dict[str, str]:
    """The environment of a campus in a home of its own, untouched by the test run's own servers."""
    ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "CAMPUS_DB_POOL")
    return {**{k: v for k, v in os.environ.items() if k not in ours}, "CAMPUS_HOME": str(home)}


def start_campus(home: Path) -> Campus:
    """`manage.py run` in a home, ready when every part of it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with open(home / "run.log", "a") as log:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "run", "--port", str(port), "--people", str(PEOPLE)],
            cwd=ROOT, env=environment(home), stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    campus = Campus(f"http://127.0.0.1:{port}", process, home)
    wait_for(lambda: process.poll() is not None or _is_ready(campus), "the campus to start", START_WITHIN)
    if process.poll() is not None:
        pytest.fail(f"the campus did not start:\n{(home / 'run.log').read_text()[-3000:]}")
    return campus


def stop_campus(campus: Campus) -> None:
    if campus.process.poll() is None:
        campus.process.send_signal(signal.SIGTERM)
        campus.process.wait(timeout=STOP_WITHIN)


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)


def _is_ready(campus: Campus) -> bool:
    try:
        with urllib.request.urlopen(f"{campus.url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
