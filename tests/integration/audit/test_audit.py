"""Written once, changed never; never anonymous; in the transaction of the act."""

import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, InternalError, connection, transaction

from campus.accounts import actors
from campus.audit.models import Event, Viewing
from campus.audit.recording import record, viewed
from campus.core import clock
from campus.core.models import written
from learners.models import ErasureOrder, Identifier, Learner
from learners.record_kinds import RecordClass, kinds
from plans import actions as plans
from plans.models import Goal, Plan, Step
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.whole_record import whole_record, with_plan

pytestmark = pytest.mark.django_db


def refuses(statement: str, *parameters: object) -> bool:
    """Whether the database itself says no, whoever asks."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except (DatabaseError, InternalError):
        return True
    return False


class TestRecord:
    def test_says_who_did_what_to_whom_and_where(self):
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        event = record(by=by, verb="learner.seen", subject=learner, why="a visit")
        event.refresh_from_db()
        assert (event.by_id, event.establishment_id, event.learner_id) == (by.user_id, "LEI", learner.id)
        assert (event.subject_type, event.subject_id) == ("learners.learner", str(learner.id))
        assert event.details == {"why": "a visit"}

    @pytest.mark.django_db(transaction=True)
    def test_refuses_to_be_written_outside_the_act(self):
        by = posted("EDU_MGR")
        with pytest.raises(RuntimeError, match="in the transaction"):
            record(by=by, verb="learner.seen", subject=by.user)
        assert not Event.objects.exists()

    def test_goes_with_the_act_when_the_act_is_undone(self):
        by = posted("EDU_MGR")
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            record(by=by, verb="learner.seen", subject=by.user)
            raise ValueError("no")
        assert not Event.objects.exists()

    def test_cannot_be_anonymous(self):
        class Nobody:
            user_id = None
            establishment_id = None

        with pytest.raises(DatabaseError), transaction.atomic():
            record(by=Nobody(), verb="learner.seen", subject=posted("TUTOR").user)

    @pytest.mark.parametrize(
        "verb", ["UPDATE audit_event SET verb = 'x' WHERE id = %s", "DELETE FROM audit_event WHERE id = %s"]
    )
    def test_is_never_changed(self, verb):
        by = posted("EDU_MGR")
        event = record(by=by, verb="learner.seen", subject=by.user)
        assert refuses(verb, event.id)
        assert Event.objects.get(id=event.id).verb == "learner.seen"

    @pytest.mark.parametrize(
        "verb", ["UPDATE audit_viewing SET page = 'x' WHERE id = %s", "DELETE FROM audit_viewing WHERE id = %s"]
    )
    def test_of_who_looked_is_never_changed(self, verb):
        viewed(by=posted("EDU_MGR"), learner_id=LearnerFactory().id, page="overview")
        assert refuses(verb, Viewing.objects.get().id)


class TestViewing:
    @pytest.mark.parametrize("page", ["", "plan/", "work/", "messages/"])
    def test_is_written_for_each_page_about_a_person(self, page):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        client = providers.signed_in(by.user, "staff")
        client.get(f"/staff/people/{learner.id}/{page}")
        seen = Viewing.objects.get()
        assert (seen.by_id, seen.learner_id, seen.establishment_id) == (by.user_id, learner.id, "LEI")

    def test_is_not_written_for_a_page_that_was_not_shown(self):
        learner = LearnerFactory(current_establishment_id="HLI")
        providers.signed_in(posted("EDU_MGR").user, "staff").get(f"/staff/people/{learner.id}/")
        assert not Viewing.objects.exists()

    def test_that_cannot_be_written_shows_no_page(self, monkeypatch):
        learner = LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, "staff")
        client.raise_request_exception = False

        def broken(**_):
            raise DatabaseError("full")

        monkeypatch.setattr("learners.views.staff.viewed", broken)
        response = client.get(f"/staff/people/{learner.id}/")
        assert response.status_code == 500
        assert learner.family_name not in response.content.decode()


class TestReader:
    def test_is_itself_recorded(self):
        by = posted("AUDITOR", None)
        client = providers.signed_in(by.user, "staff")
        person = uuid.uuid4()
        assert client.get(f"/staff/audit/?person={person}").status_code == 200
        assert Event.objects.get(verb="audit.read", by=by.user).details["asked"] == {"person": str(person)}

    def test_of_a_security_lead_holds_what_was_seen_at_the_own_prison(self):
        learner = LearnerFactory()
        viewed(by=posted("EDU_MGR", "LEI", given_name="Ours"), learner_id=learner.id, page="overview")
        viewed(by=posted("EDU_MGR", "HLI", given_name="Theirs"), learner_id=learner.id, page="overview")
        page = providers.signed_in(posted("SEC", "LEI").user, "staff").get("/staff/audit/viewings/").content.decode()
        assert "Ours" in page and "Theirs" not in page

    @pytest.mark.parametrize(
        "asked", ["person=nonsense", "user=' OR 1=1", "before=9e99", "person=%00", "before=" + "9" * 5000]
    )
    def test_takes_any_question_without_an_error(self, asked):
        client = providers.signed_in(posted("DPO_SAR", None).user, "staff")
        assert client.get(f"/staff/audit/?{asked}").status_code == 200
        assert client.get(f"/staff/audit/viewings/?{asked}").status_code == 200


class TestRecordTables:
    def test_refuse_to_lose_a_row(self):
        learner = whole_record()
        silent = []
        for kind in kinds():
            if kind.record_class != RecordClass.RECORD:
                continue
            row = kind.model._base_manager.filter(**{kind.learner: learner.id}).first()
            if row is None:
                continue
            table, key = kind.model._meta.db_table, kind.model._meta.pk.column
            if not refuses(f"DELETE FROM {table} WHERE {key} = %s", row.pk):
                silent.append(kind.name)
        assert silent == []

    def test_refuse_to_be_emptied_history_and_all(self):
        tables = {kind.model._meta.db_table for kind in kinds() if kind.record_class == RecordClass.RECORD}
        tables |= {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
        assert [table for table in sorted(tables) if not refuses(f"TRUNCATE {table} CASCADE")] == []

    def test_lose_a_row_only_to_an_approved_order_about_that_person(self):
        learner, other = LearnerFactory(), LearnerFactory()
        asker, decider = posted("DPO_SAR", None), posted("DPO_SAR", None)
        order = ErasureOrder.objects.create(
            learner=learner, reason="COURT_ORDER", words="By order", **written(asker, clock.now())
        )
        assert not self._goes(learner, order)
        order.state, order.decided_by, order.decided_at = "APPROVED", decider.user, clock.now()
        order.save()
        assert not self._goes(other, order)
        assert self._goes(learner, order)

    def _goes(self, learner, order) -> bool:
        """Whether the person's first version of their number may be deleted under the order."""
        before = f"SELECT set_config('campus.erasure_order', '{order.id}', true); "
        return not refuses(f"{before}DELETE FROM learners_identifierevent WHERE learner_id = '{learner.id}'")

    def test_refuse_to_lose_the_person(self):
        learner = LearnerFactory()
        assert refuses("DELETE FROM learners_identifier WHERE learner_id = %s", learner.id)
        assert refuses("DELETE FROM learners_learner WHERE id = %s", learner.id)


class TestHistory:
    """Each version of a row, with who wrote it, by trigger."""

    def test_has_a_row_for_the_insert_and_one_for_each_change(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        with_plan(learner)
        goal = Goal.objects.get(learner=learner)
        assert goal.history.count() == 1
        plans.change_goal(
            by=by, goal_id=goal.id, title="Another title", target_on=goal.target_on, note="", at=clock.now(),
            lock_version=goal.lock_version,
        )  # fmt: skip
        assert list(goal.history.order_by("pgh_id").values_list("title", flat=True)) == [goal.title, "Another title"]

    def test_sees_what_python_does_not(self):
        learner = LearnerFactory()
        with_plan(learner)
        Step.objects.filter(learner=learner).update(title="In bulk")
        for step in Step.objects.filter(learner=learner):
            assert step.history.order_by("-pgh_id").first().title == "In bulk"

    def test_says_who_wrote_it_and_from_where(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        client = providers.signed_in(by.user, "staff")
        client.post(f"/staff/people/{learner.id}/plan/goals/add/", {
            "title": "Get a job", "when": "3", "steps": ["Write my CV"], "form_token": str(uuid.uuid4()),
        })  # fmt: skip
        context = Goal.objects.get(learner=learner).history.get().pgh_context
        assert context.metadata["user"] == str(by.user_id)
        assert (context.metadata["audience"], context.metadata["establishment"]) == ("staff", "LEI")

    @pytest.mark.parametrize("verb", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
    def test_is_never_changed(self, verb):
        learner = LearnerFactory()
        with_plan(learner)
        for model in (Learner, Identifier, Plan, Goal, Step):
            table = model._meta.get_field("history").related_model._meta.db_table
            assert refuses(verb.format(table)), table

    def test_is_kept_of_every_kind_of_record(self):
        without = [
            kind.name for kind in kinds()
            if kind.record_class == RecordClass.RECORD
            and not any(f.name == "history" for f in kind.model._meta.get_fields(include_hidden=True))
        ]  # fmt: skip
        assert without == []


class TestSystem:
    def test_acts_under_a_name_of_its_own(self):
        event = record(by=actors.system(), verb="learner.seen", subject=posted("TUTOR").user)
        assert event.by.username == "campus"
