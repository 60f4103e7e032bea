"""A whole campus for the journeys: `manage.py run` with its web, worker, relay and doubles, and a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.campus import Campus, Stage, start_campus, stop_campus
from tests.journeys.pages import CHROMIUM_ARGUMENTS


@pytest.fixture(scope="session")
def campus(tmp_path_factory) -> Iterator[Campus]:
    """A demo campus of a few hundred people, started as anybody would start it, and stopped with nothing left."""
    started = start_campus(tmp_path_factory.mktemp("journey"))
    yield started
    stop_campus(started)


@pytest.fixture(scope="session")
def stage(tmp_path_factory) -> Iterator[Stage]:
    """A campus of its own for the tests that kill its parts."""
    made = Stage(tmp_path_factory.mktemp("faults"))
    yield made
    made.down()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """No longer than one file of journeys needs it.

    The driver leaves an event loop running in this thread, and in a thread with a loop Django opens other connections:
    a test after the journeys would open one that nothing closes, and the test database could not be removed.
    """
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=os.environ.get("CAMPUS_CHROMIUM"), args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()
