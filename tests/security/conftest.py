"""The world that the access tests look at."""

import pytest

from tests.security import world as worlds


@pytest.fixture
def world(db: None) -> worlds.World:
    return worlds.build()
