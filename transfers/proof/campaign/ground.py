"""Where the lives are lived: a database of their own, made again every so often from a pristine one.

Tables of the record are never emptied, so a long campaign begins anew on a fresh copy.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from campus.core import outbox, own_database
from transfers.proof.selectors.conservation import watched

ROOT = Path(__file__).resolve().parents[3]
MIGRATIONS = ("*/migrations/0*.py", "*/*/migrations/0*.py", "*/models/*.py", "*/*/models/*.py", "*/models.py")
PRISTINE, LIVES = "_pristine", "_lives"


@contextmanager
def own() -> Iterator[str]:
    """Inside, nobody else's data is touched and nobody is woken. Gives the name for `fresh`."""
    usual = own_database.usual()
    _pristine(usual + PRISTINE)
    try:
        with outbox.unheard():
            yield usual
    finally:
        own_database.use(usual)


def fresh(usual: str, place: int = 0) -> None:
    """Begin on an empty campus. Processes that live at once have a `place` each."""
    name = f"{usual}{LIVES}{place or ''}"
    own_database.use(usual)
    own_database.anew(name, like=usual + PRISTINE)
    own_database.use(name)


def _pristine(name: str) -> None:
    wanted, usual = _label(), own_database.usual()
    if own_database.held(name) == wanted:
        return
    own_database.anew(name)
    own_database.use(name)
    try:
        call_command("migrate", verbosity=0)
        _index_histories()
        own_database.say_what_it_holds(name, wanted)
    finally:
        own_database.use(usual)


def _index_histories() -> None:
    """Here the history of each row is asked after each step, which no page does."""
    with connection.cursor() as cursor:
        for one in watched():
            cursor.execute(f"CREATE INDEX ON {one.history_table} (pgh_obj_id, pgh_id DESC)")


def _label() -> str:
    total = hashlib.sha256()
    for path in sorted(path for pattern in MIGRATIONS for path in ROOT.glob(pattern)):
        total.update(path.read_bytes())
    return f"pristine 2 {total.hexdigest()[:16]}"
