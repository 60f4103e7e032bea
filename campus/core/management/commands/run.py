"""The whole campus on one machine: `python3 manage.py run`."""

import argparse
import fcntl
import http.client
import importlib
import json
import os
import socket
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.doubles import learning_records, notify, roll
from campus.embedded import home, prepared, services
from campus.embedded.supervisor import ROOT, Supervisor

HOST = "127.0.0.1"
DOORS = {"Staff": "staff", "Learners (kiosk)": "learn", "Providers": "provider"}
DEMO_PEOPLE = 600


class Command(BaseCommand):
    help = "Set up, migrate, seed a demo campus (first time), then run web, worker, beat, relay and the doubles."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="on the loopback address (default 8000)")
        parser.add_argument("--people", type=int, default=DEMO_PEOPLE, help="how many the first demo campus has")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty campus empty")

    def handle(self, *, port: int, people: int, no_demo: bool, **options: Any) -> None:
        _port_must_be_free(port)
        campus = Supervisor(services.lost)
        campus.listen()
        try:
            code = _run(campus, port, 0 if no_demo else people)
        finally:
            campus.stop()
        sys.exit(code)


def _run(campus: Supervisor, port: int, people: int) -> int:
    if not _prepare(campus, people):
        return 0 if campus.stopping else 1
    door = f"http://{HOST}:{port}"
    doors = {"CAMPUS_PORTAL_URL": f"{door}/provider/", "CAMPUS_STAFF_URL": f"{door}/staff/"}
    environment = doors | _start_doubles(campus)
    campus.start("web", _web(port), environment)
    if campus.wait_for(lambda: _answers(port), 60):
        _welcome(campus, port)
    _start_background(campus, environment)
    return campus.wait()


def _prepare(campus: Supervisor, people: int) -> bool:
    """One `run` at a time migrates and seeds, when several share a home."""
    with open(home.opened(home.chosen()).path / "prepare.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.is_migrated():
            campus.say("bringing the database up to date")
            if not campus.finish("migrate", ["manage.py", "migrate", "--verbosity=0"]):
                return False
            prepared.note_migrated()
        if people and _can_seed() and not prepared.holds_people():
            campus.say(f"making a demo campus of {people} people")
            return campus.finish("seed", ["manage.py", "seed", "--people", str(people)])
    return not campus.stopping


def _can_seed() -> bool:
    return any(ROOT.glob("*/management/commands/seed.py")) or any(ROOT.glob("*/*/management/commands/seed.py"))


def _start_doubles(campus: Supervisor) -> dict[str, str]:
    """The outside services' doubles, and where they listen. Never in production, nor for a service that is named."""
    found: dict[str, str] = {}
    if os.environ["DJANGO_SETTINGS_MODULE"] == "campus.settings.production":
        return found
    for name, setting, key in (("notify", "NOTIFY", notify.KEY), ("learning_records", "LRS", learning_records.KEY)):
        if os.environ.get(f"CAMPUS_{setting}_URL"):
            continue
        port = _free_port()
        campus.start(name, ["-m", f"campus.doubles.{name}", "--port", str(port)])
        found |= {f"CAMPUS_{setting}_URL": f"http://{HOST}:{port}", f"CAMPUS_{setting}_KEY": key}
    if not os.environ.get("CAMPUS_ROLL_URL"):
        # Nobody is asked but who is told to: with CAMPUS_ROLL_URL set, each event would wait for the source.
        port = _free_port()
        campus.start("roll", ["-m", "campus.doubles.roll", "--port", str(port)])
        known = {"ROLL_DOUBLE_URL": f"http://{HOST}:{port}", "ROLL_DOUBLE_KEY": roll.KEY}
    else:
        known = {}
    # Other commands on this campus (ingest_events, relay --once) must reach the same doubles.
    (home.chosen() / "doubles.json").write_text(json.dumps(found | known))
    return found


def _web(port: int) -> list[str]:
    options = ["--worker-class", "gthread", "--workers", "1", "--threads", "8", "--graceful-timeout", "8"]
    return [
        "-m",
        "gunicorn",
        "campus.wsgi",
        "--bind",
        f"{HOST}:{port}",
        *options,
        "--no-control-socket",
        "--log-level",
        "warning",
    ]


def _start_background(campus: Supervisor, environment: dict[str, str]) -> None:
    """After web: their imports would take the processor from it for seconds."""
    schedule = home.chosen() / "beat"
    schedule.mkdir(exist_ok=True)
    # Root is welcome here: the worker takes JSON alone, from a socket that is its owner's.
    celery = ["-W", "ignore:You're running the worker", "-m", "celery", "-A", "campus.celery", "--quiet"]
    quiet = ["--without-mingle", "--without-gossip", "--prefetch-multiplier", "1", "--loglevel", "INFO"]
    campus.start("worker", [*celery, "worker", "-Q", "default,pdf,bulk", "--concurrency", "2", *quiet], environment)
    campus.start("relay", ["manage.py", "relay"], environment)
    where = ["--schedule", str(schedule / "schedule"), "--pidfile", ""]
    campus.start("beat", [*celery, "beat", *where, "--loglevel", "WARNING"], environment)


def _welcome(campus: Supervisor, port: int) -> None:
    campus.say("the campus is open; Ctrl-C closes it")
    for who, path in DOORS.items():
        campus.say(f"  {who + ':':<17} http://{HOST}:{port}/{path}/")
    for who, how in _sign_ins():
        campus.say(f"  {who}: {how}")


def _sign_ins() -> list[tuple[str, str]]:
    """By name, not by import: accounts stands above core, and this command stands above all of them."""
    if not (ROOT / "campus" / "accounts" / "demo.py").exists():
        return []
    return list(importlib.import_module("campus.accounts.demo").sign_ins())


def _port_must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            other = "python3 manage.py run --port " + str(port + 1 if port < 65535 else 8000)
            raise CommandError(f"port {port} cannot be used ({error.strerror}): try {other}") from None
        except OverflowError:
            raise CommandError(f"{port} is no port: choose one from 1024 to 65535") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
