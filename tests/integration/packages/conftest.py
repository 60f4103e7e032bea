import pytest

from tests.factories import packages


@pytest.fixture
def no_pdf():
    """The paper in a package costs seconds, and most tests are not about it."""
    with packages.without_paper():
        yield
