"""An order takes what it says, all of it and nothing else; and the checks that nothing was lost agree."""

import json

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from jobs.cvs.models import Document
from learners.models import ErasureOrder, Identifier, Learner, TimelineEvent
from learners.record_kinds import kinds
from plans.models import Correction, Goal, Step
from tests.factories.accounts import posted
from tests.factories.learners import number_of
from tests.factories.plans_goals import a_goal
from tests.factories.rights import a_hold, an_order, approved, erased, officer, out_of_prison
from tests.factories.whole_record import whole_record
from transfers.merges.models import MergeCase
from transfers.models import MovementEvent
from transfers.proof.actions import running
from transfers.proof.models import HistoryCount, ProofRun
from transfers.proof.rules import CheckId
from transfers.proof.selectors import files as kept_files
from transfers.proof.selectors import reach
from transfers.rights.actions import erasing, holds
from transfers.rights.rules.erasure import Verdict
from transfers.rights.selectors import reaching

pytestmark = pytest.mark.django_db
R2, R3 = CheckId.CONSERVATION, CheckId.REACH
NOW = clock.now()


def somebody() -> Learner:
    """A whole record with a learner number of its own."""
    learner = whole_record()
    number = str(1_000_000_000 + Identifier.objects.filter(type="ULN").count())
    Identifier.objects.filter(learner=learner, value="9276308686").update(value=number)
    return learner


def proven() -> ProofRun:
    run = running.run(cause=ProofRun.Cause.COMMAND, checks=[R2, R3])
    return run


def said(run: ProofRun) -> list:
    return [check.findings for check in run.checks.all() if not check.passed]


def everything() -> dict[str, list[str]]:
    """Every row of every table, versions too. What a context holds is who was at work, and on which page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'pghistory_context'"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT kept::text FROM "{table}" AS kept')
            found[table] = sorted(row for (row,) in cursor.fetchall())
    return found


class TestAWholeRecord:
    @pytest.fixture
    def gone(self) -> ErasureOrder:
        learner = out_of_prison(somebody())
        running.begin()
        return erased(learner)

    def test_leaves_a_key_without_a_name(self, gone):
        learner = Learner.objects.get(id=gone.learner_id)
        assert (learner.name, learner.date_of_birth, learner.user_id) == ("Erased", None, None)
        assert gone.state == "DONE"

    def test_leaves_no_row_of_any_kind_and_no_version(self, gone):
        people = [gone.learner_id]
        for kind in kinds():
            if kind.model is not Learner:
                rows = kind.model._base_manager.filter(**{f"{kind.learner}__in": people})
                assert not rows.exists(), kind.name
        for model, history in reaching.histories().items():
            column = "pgh_obj_id" if model is Learner else "learner_id"
            expected = 1 if model is Learner else 0
            assert history._base_manager.filter(**{column: gone.learner_id}).count() == expected, model

    def test_leaves_no_word_that_the_person_was_known_by(self):
        learner = somebody()
        Learner.objects.filter(id=learner.id).update(given_name="Zebedee", family_name="Quillfeather")
        number = number_of(learner)
        MovementEvent.objects.create(
            transport="file", transport_message_id="1", received_at=NOW, body=json.dumps({"nomsNumber": number}),
            body_sha256="0" * 64, prison_number=number, counts_for=number, state="APPLIED",
        )  # fmt: skip
        erased(out_of_prison(learner))
        words = ("Zebedee", "Quillfeather", number, "Get a job in a warehouse", "Worried about how this sounds")
        left = [(table, word) for table, rows in everything().items() for row in rows for word in words if word in row]
        assert left == []

    def test_says_how_many_rows_and_versions_of_each_kind_went(self, gone):
        assert {kind.name for kind in kinds()} <= set(gone.erased) | {"needs_profile"}
        assert all(count["rows"] for name, count in gone.erased.items() if name != "identity")
        assert gone.files == 2

    def test_agrees_with_the_proof(self, gone):
        run = proven()
        assert run.passed, said(run)
        assert HistoryCount.objects.filter(kind="goal", erased_versions__gt=0).exists()

    def test_takes_its_files_out_of_the_store_afterwards(self):
        learner = out_of_prison(somebody())
        name = Document.objects.get(learner=learner).file_name
        order = erased(learner)
        assert default_storage.exists(name)
        message = OutboxMessage.objects.get(topic=erasing.FILES_TOPIC)
        assert name in message.body["files"]
        erasing.remove_files(message.body["files"])
        assert not default_storage.exists(name)
        assert kept_files.check(clock.today()).passed
        assert order.files == len(message.body["files"])

    def test_ends_the_way_in_at_a_tablet(self):
        learner = out_of_prison(somebody())
        user = learner.user
        erased(learner)
        user.refresh_from_db()
        assert (user.is_active, user.name) == (False, "Erased")

    def test_takes_what_is_owed_off_the_list(self):
        learner = out_of_prison(somebody())
        goal = Goal.objects.filter(learner=learner).first()
        message = outbox.queue(topic="plans.nothing", key="x", body={"goal": str(goal.id)})
        other = outbox.queue(topic="plans.nothing", key="y", body={"goal": "another"})
        erased(learner)
        message.refresh_from_db()
        other.refresh_from_db()
        assert message.discarded_at is not None
        assert other.discarded_at is None

    def test_takes_those_who_were_joined_into_the_person(self):
        learner, other = out_of_prison(somebody()), out_of_prison(somebody())
        Learner.objects.filter(id=other.id).update(merged_into=learner, canonical=learner)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for kind in kinds():
                if kind.model is not Learner:
                    kind.model._base_manager.filter(learner_id=other.id).update(learner_id=learner.id, set_aside=True)
            cursor.execute("SET LOCAL session_replication_role = origin")
        erased(learner)
        other.refresh_from_db()
        assert other.name == "Erased"
        assert not Goal.everything.filter(learner_id__in=[learner.id, other.id]).exists()

    def test_changes_nothing_of_anybody_else(self):
        other = somebody()
        words = (str(other.id), str(other.user_id))
        learner = out_of_prison(somebody())
        before = {table: [row for row in rows if any(w in row for w in words)] for table, rows in everything().items()}
        erased(learner)
        after = {table: [row for row in rows if any(w in row for w in words)] for table, rows in everything().items()}
        assert after == before


class TestAPart:
    def test_takes_a_kind_with_what_hangs_on_it_and_what_repeats_it(self):
        learner = somebody()
        running.begin()
        goals = list(Goal.objects.filter(learner=learner).values_list("id", flat=True))
        assert TimelineEvent.objects.filter(subject_id__in=goals).exists()
        order = erased(learner, kinds=["goal"])
        assert {"goal", "step", "goal_proposal"} <= set(order.kinds)
        assert not Goal.objects.filter(learner=learner).exists()
        assert not Step.objects.filter(learner=learner).exists()
        assert not TimelineEvent.objects.filter(subject_id__in=goals).exists()
        assert not Correction.objects.filter(about_id__in=goals).exists()
        run = proven()
        assert run.passed, said(run)

    def test_leaves_the_rest(self):
        learner = somebody()
        erased(learner, kinds=["need_condition"])
        learner.refresh_from_db()
        assert learner.name != "Erased"
        assert Goal.objects.filter(learner=learner).exists()
        assert Identifier.objects.filter(learner=learner).exists()

    def test_can_be_followed_by_another(self):
        learner = somebody()
        running.begin()
        erased(learner, kinds=["goal"])
        erased(learner, kinds=["cv"])
        run = proven()
        assert run.passed, said(run)
        run = proven()
        assert run.passed, said(run)


class TestWithoutAnOrder:
    def test_the_database_lets_nothing_go(self):
        learner = out_of_prison(somebody())
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            erasing._delete(reaching.whole([learner.id]))

    def test_an_order_about_somebody_else_is_none(self):
        learner, other = out_of_prison(somebody()), out_of_prison(somebody())
        order = approved(an_order(other))
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('campus.erasure_order', %s, true)", [str(order.id)])
            erasing._delete(reaching.whole([learner.id]))

    def test_the_same_deletion_with_the_triggers_off_is_noticed(self):
        learner = out_of_prison(somebody())
        running.begin()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            erasing._delete(reaching.whole([learner.id]))
            cursor.execute("SET LOCAL session_replication_role = origin")
        assert not proven().passed
        connection.needs_rollback = True

    def test_a_row_that_is_left_with_a_person_who_is_gone_is_noticed(self):
        learner = out_of_prison(somebody())
        erased(learner)
        assert reach.check().passed
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "INSERT INTO learners_timelineevent (id, created_at, updated_at, lock_version, learner_id, kind, at, "
                "facts, set_aside) VALUES (gen_random_uuid(), now(), now(), 1, %s, 'X', now(), '{}', false)",
                [learner.id],
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
        assert not reach.check().passed


class TestOnce:
    def test_a_second_run_finds_nothing_to_do(self):
        learner = out_of_prison(somebody())
        order = erased(learner)
        assert erasing.execute(order_id=order.id, at=NOW) is None
        assert OutboxMessage.objects.filter(topic=erasing.FILES_TOPIC).count() == 1

    def test_stopped_half_way_nothing_is_done(self, monkeypatch):
        learner = out_of_prison(somebody())
        order = approved(an_order(learner))
        before = everything()
        monkeypatch.setattr(erasing, "_leave_a_key", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erasing.execute(order_id=order.id, at=NOW)
        assert everything() == before

    def test_waits_while_the_record_is_on_hold_and_is_done_afterwards(self, django_capture_on_commit_callbacks):
        learner = out_of_prison(somebody())
        order = approved(an_order(learner))
        hold = a_hold(learner)
        assert erasing.execute(order_id=order.id, at=NOW) == Verdict.WAIT
        assert Goal.objects.filter(learner=learner).exists()
        owed = OutboxMessage.objects.filter(topic="erasure.execute").count()
        holds.end(by=officer(), hold_id=hold.id, words="The claim is over.", at=NOW)
        assert OutboxMessage.objects.filter(topic="erasure.execute").count() == owed + 1
        assert erasing.execute(order_id=order.id, at=NOW) == Verdict.RUN

    @pytest.mark.parametrize("change", ["joined", "another was joined", "came back"])
    def test_lapses_when_it_has_become_another_question(self, change):
        learner = out_of_prison(somebody())
        other = out_of_prison(somebody())
        order = approved(an_order(learner))
        if change == "joined":
            Learner.objects.filter(id=learner.id).update(merged_into=other, canonical=other)
        elif change == "another was joined":
            Learner.objects.filter(id=other.id).update(merged_into=learner, canonical=learner)
            MergeCase.objects.create(
                survivor=learner, removed=other, survivor_number="A0001AA", removed_number="A0002AA", state="MERGED",
                merged_at=NOW, created_at=NOW, updated_at=NOW,
            )  # fmt: skip
        else:
            Learner.objects.filter(id=learner.id).update(current_establishment="LEI")
        assert erasing.execute(order_id=order.id, at=NOW) == Verdict.LAPSE
        order.refresh_from_db()
        assert order.state == "LAPSED"
        assert Goal.objects.filter(learner=learner).exists()


class TestAVersionFromBefore:
    def test_goes_with_its_row_though_it_was_then_somebody_elses(self):
        """A row that was filed to the wrong person and moved: its older versions name the other."""
        wrong, right = somebody(), out_of_prison(somebody())
        goal = a_goal(wrong, "Filed wrongly", by=posted("EDU_MGR"))
        Goal.objects.filter(id=goal.id).update(learner=right, plan=Goal.objects.filter(learner=right).first().plan_id)
        Step.objects.filter(goal=goal).update(learner=right)
        erased(right)
        history = reaching.histories()[Goal]
        assert not history._base_manager.filter(pgh_obj_id=goal.id).exists()
        assert Goal.objects.filter(learner=wrong).exists()
