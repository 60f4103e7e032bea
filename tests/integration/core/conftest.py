import pytest


@pytest.fixture
def registers(transactional_db: None) -> None:
    """What migrations load, again: a test that commits begins with empty tables."""
    from campus.accounts.models import SYSTEM_USER_ID, User
    from campus.estate import loading
    from campus.estate.models import Establishment

    loading.load(Establishment)
    User.objects.get_or_create(
        id=SYSTEM_USER_ID, defaults={"username": "campus", "kind": User.Kind.SYSTEM, "password": "!"}
    )
