"""What every test stands on: a database made from the models (the journeys run the migrations), and no way out."""

import gc
import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.test import TransactionTestCase
from hypothesis import Phase
from xdist.scheduler import LoadFileScheduling

from tests.fresh_database import FreshDatabase

# Speed is a benchmark, not a timed test: the first example of a busy machine may take seconds. The examples are the
# same each time, so that a run says something of the change and nothing of luck; `campaign` is where new ones are
# tried. Making a failure smaller takes minutes where an example is a life: `--hypothesis-profile=smaller` asks for it.
hypothesis.settings.register_profile(
    "campus", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)  # fmt: skip
hypothesis.settings.register_profile("smaller", deadline=None)
hypothesis.settings.load_profile("campus")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[FreshDatabase]:
    """In place of pytest-django's: a copy of the pristine database, and another after each test that commits."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            database = FreshDatabase(os.environ.get("PYTEST_XDIST_WORKER", "alone"), load_what_migrations_load)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.renew())
        yield database
        with django_db_blocker.unblock():
            database.remove()


def load_what_migrations_load() -> None:
    """The register of prisons, permissions, how long results count, and the user under whom the campus itself acts."""
    from pghistory.models import Context

    from campus.accounts.models import SYSTEM_USER_ID, User
    from campus.estate import loading
    from campus.estate.models import Establishment
    from plans import loading as terms
    from plans.assessments import loading as policies
    from plans.assessments.models import AssessmentPolicy
    from plans.models import ContractTerm, HolidayPeriod
    from transfers.rights import loading as periods
    from transfers.rights.models import RetentionPeriod

    Context.install_pgh_attach_context_func(using="default")
    loading.load(Establishment)
    terms.load(ContractTerm, HolidayPeriod)
    policies.load(AssessmentPolicy)
    periods.load(RetentionPeriod)
    User.objects.create(id=SYSTEM_USER_ID, username="campus", kind=User.Kind.SYSTEM, password="!")


# Begun last, one of these would be all that one of two processes does at the end.
LONGEST_FIRST = ("tests/journeys/", "tests/properties/test_retest", "tests/security/test_matrix", "tests/properties/")
# Journeys that look at a campus and stop none share one; those that kill its parts share another.
ONE_CAMPUS = (
    "tests/journeys/test_main_job.py", "tests/journeys/test_planning.py", "tests/journeys/test_transfers.py",
)  # fmt: skip
KILLED_CAMPUS = ("tests/journeys/test_crash.py", "tests/journeys/test_faults.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long ones first, and otherwise in the order that chance gave."""

    def place(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=lambda item: (place(item), not item.nodeid.startswith(ONE_CAMPUS)))


def pytest_collection_finish():
    """What is loaded by now stays to the end: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


class ByFile(LoadFileScheduling):
    """A file goes to one worker, and the journeys that share a campus go to one together."""

    def _split_scope(self, nodeid: str) -> str:
        shared = [files for files in (ONE_CAMPUS, KILLED_CAMPUS) if nodeid.startswith(files)]
        return " ".join(shared[0]) if shared else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def _no_way_out(socket_enabled):
    """Sockets work on this machine only: `--allow-hosts` names the loopback addresses."""
