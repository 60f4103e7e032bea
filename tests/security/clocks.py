"""A clock that a test can put forward."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from campus.core import clock

Later = Callable[..., dt.datetime]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Call with the arguments of a timedelta: from then on it is that much later for the campus."""
    passed = dt.timedelta()

    def put_forward(**by: float) -> dt.datetime:
        nonlocal passed
        passed += dt.timedelta(**by)
        return clock.now()

    monkeypatch.setattr(clock, "now", lambda: timezone.now() + passed)
    return put_forward
