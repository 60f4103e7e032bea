"""The world that the access tests look at, and a clock that they can put forward."""

from collections.abc import Iterator

import pytest

from tests.security import world as worlds
from tests.security.clocks import later
from tests.shared_rows import written_once

__all__ = ["later"]


@pytest.fixture(scope="module")
def world(django_db_setup: object, django_db_blocker: object) -> Iterator[worlds.World]:
    with written_once(django_db_blocker, worlds.build) as built:
        yield built
