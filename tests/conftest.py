"""What every test stands on: a database made from the models (the journeys run the migrations), and no way out."""

import hypothesis
import pytest
from pytest_django.plugin import blocking_manager_key

# Speed is a benchmark, not a timed test: the first example of a busy machine may take seconds.
hypothesis.settings.register_profile("campus", deadline=None)
hypothesis.settings.load_profile("campus")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make what the migrations make beside tables, and load what they load."""
    from pghistory.models import Context

    with django_db_blocker.unblock():
        Context.install_pgh_attach_context_func(using="default")
        load_what_migrations_load()


def load_what_migrations_load() -> None:
    """The register of prisons, permissions, how long results count, and the user under whom the campus itself acts."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.models import ContentType

    from campus.accounts.models import SYSTEM_USER_ID, User
    from campus.estate import loading
    from campus.estate.models import Establishment
    from plans import loading as terms
    from plans.assessments import loading as policies
    from plans.assessments.models import AssessmentPolicy
    from plans.models import ContractTerm, HolidayPeriod

    if not Establishment.objects.exists():
        loading.load(Establishment)
        ContentType.objects.clear_cache()
        for app in apps.get_app_configs():
            create_permissions(app, verbosity=0)
    if not ContractTerm.objects.exists():
        terms.load(ContractTerm, HolidayPeriod)
    policies.load(AssessmentPolicy)
    User.objects.get_or_create(
        id=SYSTEM_USER_ID, defaults={"username": "campus", "kind": User.Kind.SYSTEM, "password": "!"}
    )


# One file of these takes minutes: begun last, it would be all that one of two processes does at the end.
LONG = ("tests/journeys/", "tests/properties/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long ones first, and otherwise in the order that chance gave."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real transactions ends by emptying every table: the register must outlive it."""
    done = yield
    if nextitem is None:  # the database is gone with the last test
        return done
    marker = item.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            load_what_migrations_load()
    return done


@pytest.fixture(autouse=True)
def _no_way_out(socket_enabled):
    """Sockets work on this machine only: `--allow-hosts` names the loopback addresses."""
