"""The other checks: each passes on a campus in order, and fails on the one thing that it is for."""

import datetime as dt
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client

from campus.core import clock, outbox, relaying
from campus.core.models import OutboxMessage
from jobs.cvs.models import Document
from learners.models import Learner, Placement
from plans.courses.models import ClassPlace
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import whole_record
from transfers.actions import roll as rolls
from transfers.models import MovementEvent
from transfers.proof.actions import running
from transfers.proof.models import ProofCheck, ProofRun
from transfers.proof.rules import CheckId
from transfers.proof.selectors import access, bindings, duplicates, files, queues, roll

pytestmark = pytest.mark.django_db


def one(check: CheckId) -> ProofCheck:
    return running.run(cause=ProofRun.Cause.COMMAND, checks=[check]).checks.get()


class TestRoll:
    def line(self, learner: Learner) -> str:
        held = Placement.objects.get(learner=learner, ended_at__isnull=True)
        return json.dumps({
            "prison_number": number_of(learner), "establishment": held.establishment_id, "status": held.status,
            "movement_seq": 7, "moved_at": held.started_at.isoformat(),
        })  # fmt: skip

    def test_has_nothing_to_compare_before_the_first(self):
        LearnerFactory()
        assert one(CheckId.ROLL).passed

    def test_finds_everybody_where_it_said(self):
        learner = LearnerFactory()
        rolls.sync([self.line(learner)], wrong=lambda *_: None)
        outcome = roll.check()
        assert outcome.passed
        assert outcome.read == 1

    def test_tells_of_somebody_who_is_elsewhere_without_news(self):
        learner = LearnerFactory()
        rolls.sync([self.line(learner)], wrong=lambda *_: None)
        Placement.objects.filter(learner=learner).update(
            establishment_id="HLI", updated_at=clock.now() - dt.timedelta(days=1)
        )
        assert [found.row for found in roll.check().findings] == [number_of(learner)]

    def test_lets_newer_news_stand(self):
        learner = LearnerFactory()
        rolls.sync([self.line(learner)], wrong=lambda *_: None)
        later = clock.now() + dt.timedelta(minutes=1)
        Placement.objects.filter(learner=learner).update(establishment_id="HLI", updated_at=later)
        assert roll.check().passed


class TestFiles:
    def test_are_all_there(self):
        whole_record()
        outcome = files.check(clock.today())
        assert outcome.passed
        assert outcome.read > 0

    def test_that_are_gone_are_told(self):
        whole_record()
        gone = Document.objects.get()
        default_storage.delete(gone.file_name)
        found = files.check(clock.today()).findings
        assert [(f.kind, f.row) for f in found] == [("document", str(gone.id))]

    def test_that_were_changed_are_told_within_twenty_days(self, settings):
        whole_record()
        paper = Document.objects.get()
        content = default_storage.open(paper.file_name).read()
        default_storage.delete(paper.file_name)
        default_storage.save(paper.file_name, io.BytesIO(b"X" + content[1:]))
        days = [clock.today() + dt.timedelta(days=n) for n in range(20)]
        assert sum(not files.check(day).passed for day in days) == 1

    def test_in_a_store_that_cannot_be_asked_are_no_pass(self, monkeypatch):
        def broken(*_):
            raise OSError("away")

        whole_record()
        monkeypatch.setattr(files.files, "glance", broken)
        monkeypatch.setattr(files.files, "check", broken)
        outcome = files.check(clock.today())
        assert not outcome.passed
        assert outcome.errored == outcome.expected > 0


class TestQueues:
    def test_are_empty_or_fresh(self):
        outbox.queue(topic="plans.nothing", key="x", body={})
        assert queues.check(clock.now()).passed

    @pytest.mark.parametrize("change", [
        {"created_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, {"dead_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ])  # fmt: skip
    def test_that_hold_something_old_or_dead_fail(self, change):
        message = outbox.queue(topic="plans.nothing", key="x", body={})
        OutboxMessage.objects.filter(id=message.id).update(**change)
        assert not queues.check(clock.now()).passed

    def test_with_a_movement_that_failed_long_ago_fail(self):
        MovementEvent.objects.create(
            transport="file", transport_message_id="1", received_at=clock.now() - dt.timedelta(hours=2), body="{}",
            body_sha256="0" * 64, state=MovementEvent.State.FAILED,
        )  # fmt: skip
        assert not queues.check(clock.now()).passed


class TestAccess:
    def test_agrees_with_the_rule(self):
        posted("EDU_MGR", "LEI")
        LearnerFactory(), LearnerFactory()
        check = one(CheckId.ACCESS)
        assert check.passed
        assert check.read >= 2

    def test_tells_of_a_query_that_shows_more(self, monkeypatch):
        posted("EDU_MGR", "HLI")
        LearnerFactory()  # at Leeds
        monkeypatch.setattr(type(Learner.objects.all()), "visible_to", lambda rows, *_: rows)
        check = one(CheckId.ACCESS)
        assert not check.passed
        assert check.findings[0]["problem"] == "sees somebody else's record"
        assert access.PERMISSION == "learner.view"


class TestBindings:
    def test_are_all_where_the_person_is(self):
        whole_record()
        outcome = bindings.check()
        assert outcome.passed
        assert outcome.read > 0

    def test_at_a_prison_that_was_left_are_told(self):
        learner = whole_record()
        assert ClassPlace.objects.filter(learner=learner, state="HELD").exists()
        Learner.objects.filter(id=learner.id).update(current_establishment_id="HLI")
        assert {found.kind for found in bindings.check().findings} == {"class_place", "case_worker"}


class TestDuplicates:
    def test_are_listed_and_fail_nothing(self):
        born = dt.date(1990, 1, 2)
        LearnerFactory(given_name="Ali", family_name="Shah", date_of_birth=born)
        LearnerFactory(given_name="Ali", family_name="SHAH", date_of_birth=born)
        outcome = duplicates.check()
        assert outcome.mismatched == 1
        assert outcome.passed


class TestRun:
    def test_fails_by_a_check_that_could_not_be_made_and_makes_the_others(self, monkeypatch):
        def broken(_):
            raise OSError("no such table")

        monkeypatch.setitem(running._CHECKS, CheckId.REACH, broken)
        run = running.run(cause=ProofRun.Cause.NIGHTLY)
        assert not run.passed
        assert run.checks.count() == len(CheckId)
        assert run.checks.get(check_id="R3").errored == 1

    @pytest.fixture
    def impatient(self, monkeypatch):
        """What asks somebody outside is not delivered here, and is not waited for."""
        monkeypatch.setattr(relaying, "PATIENCE", 0.0)

    def test_by_command_says_each_check_and_leaves_with_0(self, impatient):
        whole_record()
        running.begin()
        said = io.StringIO()
        call_command("prove", "--json", stdout=said, stderr=io.StringIO())
        answer = json.loads(said.getvalue())
        assert answer["passed"] is True
        assert [check["id"] for check in answer["checks"]] == [str(check) for check in CheckId]
        assert all(set(c) == {"id", "expected", "read", "mismatched", "errored", "passed"} for c in answer["checks"])

    def test_by_command_leaves_with_1_when_something_is_wrong(self, impatient):
        whole_record()
        running.begin()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE plans_goal SET title = 'Another'")
            cursor.execute("SET LOCAL session_replication_role = origin")
        said = io.StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("prove", stdout=said, stderr=io.StringIO())
        assert "is not what its history says" in said.getvalue()


class TestPage:
    def page(self, role: str = "NAT_REPORT") -> str:
        client: Client = providers.signed_in(posted(role, None).user, "staff")
        return client.get("/staff/reports/proof/").content.decode()

    def test_before_the_first_run_says_so(self):
        assert "Not made yet" in self.page()

    def test_says_how_many_records_were_lost_of_how_many(self):
        whole_record()
        running.begin()
        run = running.run(cause=ProofRun.Cause.NIGHTLY)
        expected = run.checks.get(check_id="R2").expected
        page = self.page()
        assert f"Records lost: 0 of {expected:,}" in page
        assert page.count("Passed") >= len(CheckId)

    def test_says_what_is_not_proven(self, monkeypatch):
        monkeypatch.setitem(running._CHECKS, CheckId.FILES, lambda _: 1 / 0)
        running.run(cause=ProofRun.Cause.NIGHTLY)
        assert "Not proven: could not read everything" in self.page()
