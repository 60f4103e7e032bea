"""What every test stands on: a database made from the models (the journeys run the migrations), and no way out."""

import pytest

LOOPBACK = ["127.0.0.1", "::1", "localhost"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make what the migrations make beside tables, and load what they load."""
    from pghistory.models import Context

    from campus.accounts.models import SYSTEM_USER_ID, User
    from campus.estate import loading
    from campus.estate.models import Establishment

    with django_db_blocker.unblock():
        Context.install_pgh_attach_context_func(using="default")
        loading.load(Establishment)
        User.objects.get_or_create(
            id=SYSTEM_USER_ID, defaults={"username": "campus", "kind": User.Kind.SYSTEM, "password": "!"}
        )


@pytest.fixture(autouse=True)
def _no_way_out(socket_enabled):
    """Sockets work on this machine only: `--allow-hosts` names the loopback addresses."""
