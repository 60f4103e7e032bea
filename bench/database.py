"""A database of its own for measuring: beside the campus's, kept for the next run while nothing about it changed."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from campus.core import clock
from campus.seeding import copying, making

ROOT = Path(__file__).resolve().parents[1]
SUFFIX = "_bench"
SEED = 1
# What an estate is made from: another version of any of these makes it anew.
SOURCES = ("campus/seeding/*.py", "*/migrations/0*.py", "*/*/migrations/0*.py")

Say = Callable[[str], None]


@contextmanager
def estate(people: int, say: Say) -> Iterator[None]:
    """Inside, the default database is an estate of so many people that nobody else uses."""
    usual = str(connection.settings_dict["NAME"])
    wanted = _label(people)
    name = usual + SUFFIX
    held = _remark(name)
    if held != wanted:
        say(f"making an estate of {people:,} people in the database {name}")
        _anew(name)
    _use(name)
    try:
        if held != wanted:
            _fill(people, say)
            _say_what_it_holds(name, wanted)
        yield
    finally:
        _use(usual)


def _label(people: int) -> str:
    total = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            total.update(path.read_bytes())
    return f"{people} people, seed {SEED}, sources {total.hexdigest()[:16]}"


def _fill(people: int, say: Say) -> None:
    call_command("migrate", verbosity=0)
    making.make(number=people, seed=SEED, as_at=clock.today(), say=say)
    copying.analyze()


def _use(name: str) -> None:
    """Every thread's next connection goes there: they share one set of settings, and the pool is made anew."""
    connections.close_all()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _remark(name: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        row = cursor.fetchone()
    return row[0] if row else None


def _anew(name: str) -> None:
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted}")


def _say_what_it_holds(name: str, label: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(name)} IS '{label}'")
