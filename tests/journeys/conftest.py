"""A whole campus for the journeys: `manage.py run` with its web, worker, relay and doubles, and a real browser."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.campus import Campus
from tests.journeys.pages import CHROMIUM_ARGUMENTS

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 300
START_WITHIN = 240.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")}
    return {**kept, "CAMPUS_HOME": home}


@pytest.fixture(scope="session")
def campus() -> Iterator[Campus]:
    """A demo campus of a few hundred people, started as anybody would start it, and stopped with nothing left."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="campus-journey-") as home:
        log = open(Path(home) / "run.log", "w+")  # noqa: SIM115 (closed below, after the process that writes it)
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "run", "--port", str(port), "--people", str(PEOPLE)],
            cwd=ROOT, env=_environment(home), stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started = Campus(f"http://127.0.0.1:{port}", process, _environment(home), Path(home) / "run.log")
        try:
            _wait_until_ready(started)
            yield started
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)
            log.close()


def _wait_until_ready(campus: Campus) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if campus.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{campus.url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the campus did not start:\n{campus.log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver leaves an event loop running in this thread
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=os.environ.get("CAMPUS_CHROMIUM"), args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()
