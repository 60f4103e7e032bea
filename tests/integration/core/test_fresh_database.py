"""A test with real transactions leaves nothing to the next one, and takes nothing from it."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TransactionTestCase

from campus.accounts.models import SYSTEM_USER_ID, User
from campus.audit.models import Event
from campus.estate.models import Establishment
from learners.models import Learner
from plans.assessments.models import AssessmentPolicy
from plans.models import ContractTerm
from tests.factories.learners import LearnerFactory
from tests.fresh_database import LeftOpen

KEPT = (Establishment, Permission, ContractTerm, AssessmentPolicy, User)


def ends() -> None:
    """What pytest does at the end of a test that has real transactions."""
    TransactionTestCase("run")._fixture_teardown()


@pytest.mark.django_db(transaction=True)
class TestTheEndOfATest:
    def test_leaves_what_migrations_load_and_no_row_besides(self):
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
        assert all(before.values()) and before[User] == {SYSTEM_USER_ID}
        LearnerFactory()
        Establishment.objects.filter(code="LEI").update(name="Somewhere else")
        ends()
        assert not Learner.objects.exists() and not Event.objects.exists()
        assert {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT} == before
        assert Establishment.objects.get(code="LEI").name != "Somewhere else"

    def test_leaves_the_triggers(self):
        ends()
        LearnerFactory()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM learners_learnerevent")
            assert cursor.fetchone() == (1,)

    def test_says_who_still_holds_a_connection_and_goes_on_without(self):
        LearnerFactory()
        forgotten = connection.copy()
        with forgotten.cursor() as cursor:
            cursor.execute("SELECT 'the thread that nobody closed'")
        with pytest.raises(LeftOpen, match="the thread that nobody closed"):
            ends()
        forgotten.close()
        assert not Learner.objects.exists() and Establishment.objects.exists()
