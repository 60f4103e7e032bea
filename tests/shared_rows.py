"""Rows that many tests look at, written once: each test has a savepoint of its own above them, which is undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

Rows = TypeVar("Rows")


@contextmanager
def written_once(blocker: Any, write: Callable[[], Rows]) -> Iterator[Rows]:
    """For a fixture of a class or a module of which no test commits. Files are not undone: a test puts them right."""
    with blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = (
            True  # as the one that Django puts around a test: what must be outermost may stand in it
        )
        around.__enter__()
        try:
            rows = write()
        except BaseException as error:
            around.__exit__(type(error), error, error.__traceback__)
            raise
    yield rows
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
