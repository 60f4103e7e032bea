"""R2 and R3: whatever is changed behind the application's back is noticed, in each kind of the record."""

import pghistory
import pytest
from django.db import connection, transaction

from learners.models import Learner
from plans.models import Step
from tests.factories.learners import LearnerFactory
from tests.factories.whole_record import whole_record
from transfers.proof.actions import running
from transfers.proof.models import HistoryCount, ProofRun
from transfers.proof.rules import CheckId
from transfers.proof.selectors import conservation, reach
from transfers.proof.selectors.conservation import Watched

pytestmark = pytest.mark.django_db
R2 = CheckId.CONSERVATION


class Undo(Exception):
    """Ends a block of tampering, so that the next begins with the whole record again."""


def behind(*statements: str, triggers: bool = False) -> None:
    """Run SQL as somebody who has the database and not the application."""
    with connection.cursor() as cursor:
        if not triggers:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, statement
        cursor.execute("SET LOCAL session_replication_role = origin")


def noticed(one: Watched, *statements: str, triggers: bool = False) -> bool:
    """Whether the check of this kind notices what the statements do. What they did is taken back."""
    since = HistoryCount.objects.filter(kind=one.kind.name).order_by("-at").first()
    found = True
    try:
        with transaction.atomic():
            behind(*statements, triggers=triggers)
            found = not conservation.compare(one, since).passed
            raise Undo
    except Undo:
        return found


@pytest.fixture
def person(db) -> Learner:
    learner = whole_record()
    running.begin()
    return learner


class TestEachKind:
    def test_is_as_its_history_says_when_nobody_touched_it(self, person):
        for one in conservation.watched():
            since = HistoryCount.objects.get(kind=one.kind.name)
            outcome = conservation.compare(one, since)
            assert outcome.passed, outcome
            assert outcome.read == outcome.expected > 0, one.kind.name

    def test_tells_of_a_row_that_was_changed_with_the_triggers_off(self, person):
        silent = [
            one.kind.name for one in conservation.watched()
            if not noticed(one, f"UPDATE {one.row_table} SET created_at = created_at + interval '1 second'")
        ]  # fmt: skip
        assert silent == []

    def test_tells_of_a_row_that_was_taken_out(self, person):
        silent = [one.kind.name for one in conservation.watched() if not noticed(one, f"DELETE FROM {one.row_table}")]
        assert silent == []

    def test_tells_of_a_row_taken_out_with_its_history(self, person):
        silent = [
            one.kind.name for one in conservation.watched()
            if not noticed(one, f"DELETE FROM {one.row_table}", f"DELETE FROM {one.history_table}")
        ]  # fmt: skip
        assert silent == []

    def test_tells_of_a_row_and_history_that_were_rewritten_alike(self, person):
        later = "SET created_at = created_at + interval '1 second'"
        silent = [
            one.kind.name for one in conservation.watched()
            if not noticed(one, f"UPDATE {one.row_table} {later}", f"UPDATE {one.history_table} {later}")
        ]  # fmt: skip
        assert silent == []

    def test_tells_of_a_row_changed_by_nobody_with_the_triggers_on(self, person):
        """The history keeps the new version, and no context says who wrote it."""
        steps = next(one for one in conservation.watched() if one.kind.model is Step)
        assert noticed(steps, "UPDATE plans_step SET title = 'Another'", triggers=True)

    def test_takes_a_version_that_somebody_wrote(self, person):
        with pghistory.context(user="somebody"):
            Step.objects.filter(learner=person).update(title="Another")
        run = running.run(cause=ProofRun.Cause.COMMAND, checks=[R2])
        assert run.passed, run.checks.get().findings


class TestAFault:
    def test_is_told_again_until_it_is_put_right(self, person):
        step = Step.objects.filter(learner=person).first()
        behind(f"UPDATE plans_step SET title = 'Another' WHERE id = '{step.id}'")
        for _ in range(2):
            check = running.run(cause=ProofRun.Cause.COMMAND, checks=[R2]).checks.get()
            assert not check.passed
            assert check.findings == [{"kind": "step", "row": str(step.id), "problem": "is not what its history says"}]
        behind(f"UPDATE plans_step SET title = '{step.title}' WHERE id = '{step.id}'")
        assert running.run(cause=ProofRun.Cause.COMMAND, checks=[R2]).passed


class TestReach:
    def test_finds_everybody_at_home(self, person):
        assert reach.check().passed

    @pytest.mark.parametrize("statement", [
        "UPDATE learners_identifier SET status = 'REPLACED'",
        "UPDATE learners_learner SET current_establishment_id = NULL, merged_into_id = '{other}', "
        "canonical_id = '{other}' WHERE id = '{person}'",
        "UPDATE plans_goal SET origin_id = '{other}'",
    ])  # fmt: skip
    def test_tells_of_a_row_that_nobody_leads_to(self, person, statement):
        other = LearnerFactory()
        behind(statement.format(other=other.id, person=person.id))
        outcome = reach.check()
        assert not outcome.passed
        assert outcome.findings[0].problem == "is reached from nobody"
