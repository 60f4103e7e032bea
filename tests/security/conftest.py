"""The world that the access tests look at, and a clock that they can put forward."""

import pytest

from tests.security import world as worlds
from tests.security.clocks import later

__all__ = ["later"]


@pytest.fixture
def world(db: None) -> worlds.World:
    return worlds.build()
