"""A database of its own for measuring: beside the campus's, kept for the next run while nothing about it changed."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from campus.core import clock, own_database
from campus.seeding import copying, making
from transfers.proof.actions import running as proof

ROOT = Path(__file__).resolve().parents[1]
SUFFIX = "_bench"
SEED = 1
# What an estate is made from: another version of any of these makes it anew.
SOURCES = ("campus/seeding/*.py", "*/migrations/0*.py", "*/*/migrations/0*.py")

Say = Callable[[str], None]


@contextmanager
def estate(people: int, say: Say) -> Iterator[None]:
    """Inside, the default database is an estate of so many people that nobody else uses."""
    usual = own_database.usual()
    wanted = _label(people)
    name = usual + SUFFIX
    held = own_database.held(name)
    if held != wanted:
        say(f"making an estate of {people:,} people in the database {name}")
        own_database.anew(name)
    own_database.use(name)
    try:
        if held != wanted:
            _fill(people, say)
            own_database.say_what_it_holds(name, wanted)
        yield
    finally:
        own_database.use(usual)


def _label(people: int) -> str:
    total = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            total.update(path.read_bytes())
    return f"{people} people, seed {SEED}, sources {total.hexdigest()[:16]}"


def _fill(people: int, say: Say) -> None:
    call_command("migrate", verbosity=0)
    making.make(number=people, seed=SEED, as_at=clock.today(), say=say)
    proof.begin()
    copying.analyze()
