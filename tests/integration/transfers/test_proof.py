"""Nothing is lost in a move; and if something were, the receipt would say so. Each kind is lost once, on purpose."""

import datetime as dt
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from campus.accounts import actors
from learners import digests
from learners.record_kinds import counted
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import whole_record
from tests.integration.transfers.test_ingest import received
from tests.shared_rows import written_once
from transfers import selectors
from transfers.actions import cases, inbox
from transfers.models import Manifest, TransferCase, TransferException

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 11, 0, tzinfo=dt.UTC)


def sabotage(statement: str) -> None:
    """Run a statement at the moment between the two counts, with the record's own triggers off."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE OR REPLACE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM set_config('session_replication_role', 'replica', true);
                {statement};
                PERFORM set_config('session_replication_role', 'origin', true);
                RETURN NEW;
            END $$;
            CREATE TRIGGER sabotage AFTER INSERT ON learners_placement FOR EACH ROW EXECUTE FUNCTION sabotage();
        """)


@pytest.fixture
def settle(django_capture_on_commit_callbacks):
    """Deliver what the move owes: the reading of the files."""

    def run(case: TransferCase) -> None:
        cases.verify(case_id=case.id, by=actors.system(), at=AT)

    return run


@pytest.fixture(scope="class")
def learner(django_db_setup, django_db_blocker):
    """With at least one row of every kind."""
    with written_once(django_db_blocker, whole_record) as made:
        yield made


class TestTheReceipt:
    def test_says_how_many_records_came_and_that_none_is_missing(self, learner, settle):
        root = digests.take(learner.id).root
        inbox.ingest([received(number_of(learner))])
        case = TransferCase.objects.get(learner=learner)
        settle(case)
        receipt = selectors.latest_receipt(learner.id)
        assert receipt.complete
        assert receipt.total == digests.take(learner.id).total > len(counted())
        assert receipt.case.state == "VERIFIED"
        assert digests.take(learner.id).root == root
        before, after = (Manifest.objects.get(case=case, phase=p) for p in ("BEFORE", "AFTER"))
        assert before.kinds == after.kinds
        assert all(k["count"] and k["digest"] for k in before.kinds.values())

    @pytest.mark.parametrize("name", [kind.name for kind in counted()])
    def test_tells_of_a_deleted_row_of_each_kind(self, learner, name):
        kind = next(k for k in counted() if k.name == name)
        table, owner = kind.model._meta.db_table, kind.learner
        if name == "identity":
            self._lose_identity(learner, table)
            assert not TransferCase.objects.filter(learner=learner).exists(), "the whole move is rolled back"
            return
        sabotage(
            f"DELETE FROM {table} WHERE id = (SELECT min(id::text)::uuid FROM {table} WHERE {owner} = NEW.learner_id)"
        )
        assert inbox.ingest([received(number_of(learner))])["applied"] == 1
        receipt = selectors.latest_receipt(learner.id)
        assert receipt.missing == 1
        assert receipt.case.state == "EXCEPTION"
        assert TransferException.objects.get(case=receipt.case).problems[0]["kind"] == name
        connection.needs_rollback = True  # what was lost had children: the end of the test must not look for them

    def _lose_identity(self, learner, table):
        sabotage(f"DELETE FROM {table} WHERE id = NEW.learner_id")
        assert inbox.ingest([received(number_of(learner))])["failed"] == 1

    @pytest.mark.parametrize("name", [kind.name for kind in counted()])
    def test_tells_of_a_changed_row_of_each_kind(self, learner, name):
        kind = next(k for k in counted() if k.name == name)
        table, owner = kind.model._meta.db_table, kind.learner
        sabotage(
            f"UPDATE {table} SET created_at = created_at + interval '1 second' WHERE id = "
            f"(SELECT min(id::text)::uuid FROM {table} WHERE {owner} = NEW.learner_id)"
        )
        assert inbox.ingest([received(number_of(learner))])["applied"] == 1
        receipt = selectors.latest_receipt(learner.id)
        assert not receipt.complete
        problems = TransferException.objects.get(case=receipt.case).problems
        assert [(p["kind"], p["problem"]) for p in problems] == [(name, "changed")]

    def test_tells_of_a_file_that_was_cut_short(self, learner, settle):
        from django.core.files.storage import default_storage

        document = apps.get_model("cvs", "Document").objects.filter(learner=learner).first()
        path = Path(default_storage.path(document.file_name))
        whole = path.read_bytes()
        path.write_bytes(whole[:10])
        try:
            inbox.ingest([received(number_of(learner))])
            settle(TransferCase.objects.get(learner=learner))
        finally:
            path.write_bytes(whole)
        receipt = selectors.latest_receipt(learner.id)
        assert receipt.missing == 1
        assert receipt.case.state == "EXCEPTION"


class TestResolve:
    def test_a_steward_answers_and_the_receipt_is_complete(self):
        learner = LearnerFactory()
        sabotage("UPDATE learners_identifier SET source = 'x' WHERE learner_id = NEW.learner_id")
        inbox.ingest([received(number_of(learner))])
        exception = TransferException.objects.get(learner=learner)
        steward = posted("NAT_STEWARD", None)
        cases.resolve(by=steward, exception_id=exception.id, words="A correction made at the same moment.", at=AT)
        receipt = selectors.latest_receipt(learner.id)
        assert receipt.complete
        assert receipt.case.state == "VERIFIED"

    def test_refuses_an_answer_from_somebody_else(self):
        from campus.core.errors import NotYours

        learner = LearnerFactory()
        sabotage("UPDATE learners_identifier SET source = 'x' WHERE learner_id = NEW.learner_id")
        inbox.ingest([received(number_of(learner))])
        exception = TransferException.objects.get(learner=learner)
        with pytest.raises(NotYours):
            cases.resolve(by=posted("EDU_MGR"), exception_id=exception.id, words="No.", at=AT)
