"""Who works with whom: one person, and a whole caseload at once."""

import pytest
from django.db import IntegrityError, transaction

from campus.accounts import actors
from campus.audit.models import Event
from campus.core import clock
from campus.core.errors import NotYours, Refused
from learners import digests
from learners.models import Learner
from plans.actions import caseload
from plans.models import CaseWorker
from plans.selectors import caseload as selectors
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_days import works_with
from tests.factories.schedules import happened
from tests.integration.plans.test_plan_pages import questions, staff

pytestmark = pytest.mark.django_db


def open_row(learner: Learner) -> CaseWorker | None:
    return CaseWorker.objects.filter(learner=learner, ended_at__isnull=True).first()


def assign(by, learner, to):
    return caseload.assign(by=by, learner_id=learner.id, user_id=to.user_id, at=clock.now())


class TestAssign:
    def test_ends_who_worked_with_the_person_before(self):
        manager, helen, max_ = posted("EDU_MGR"), posted("CIAG"), posted("CIAG")
        learner = LearnerFactory()
        assign(manager, learner, helen)
        assign(manager, learner, max_)
        assert open_row(learner).user_id == max_.user_id
        assert CaseWorker.objects.filter(learner=learner, ended_at__isnull=False).get().user_id == helen.user_id
        assert Event.objects.filter(verb="caseworker.assigned", learner_id=learner.id).count() == 2

    def test_of_the_same_person_changes_nothing(self):
        manager, helen, learner = posted("EDU_MGR"), posted("CIAG"), LearnerFactory()
        first = assign(manager, learner, helen)
        assert assign(manager, learner, helen).id == first.id
        assert CaseWorker.objects.count() == 1

    def test_begins_anew_after_a_move(self):
        """The worker at the old prison stays there, as history."""
        learner = LearnerFactory(current_establishment_id="HLI")
        works_with(posted("CIAG", "HLI").user_id, learner)
        happened(learner, "received", "TRANSFERRED", "LEI")
        learner.refresh_from_db()
        assert selectors.worker_of(learner) is None
        helen = posted("CIAG")
        assign(posted("EDU_MGR"), learner, helen)
        assert selectors.worker_of(learner).user_id == helen.user_id

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("CIAG", "HLI"), ("CASEWORKER", None)])
    def test_takes_only_those_who_plan_at_this_prison(self, role, place):
        place = providers.an_organisation() if place is None else place
        with pytest.raises(Refused, match="plans with people at this prison"):
            assign(posted("EDU_MGR"), LearnerFactory(), posted(role, place))

    @pytest.mark.parametrize("role", ["CIAG", "TUTOR", "SEC"])
    def test_is_for_those_who_may(self, role):
        with pytest.raises(NotYours):
            assign(posted(role), LearnerFactory(), posted("CIAG"))

    def test_of_somebody_elsewhere_is_not_found(self):
        with pytest.raises(NotYours):
            assign(posted("EDU_MGR"), LearnerFactory(current_establishment_id="HLI"), posted("CIAG"))

    def test_leaves_one_open_row_whatever_happens(self):
        learner = LearnerFactory()
        works_with(posted("CIAG").user_id, learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            works_with(posted("CIAG").user_id, learner)

    def test_changes_no_row_of_the_record(self):
        learner = LearnerFactory()
        before = digests.take(learner.id)
        assign(posted("EDU_MGR"), learner, posted("CIAG"))
        assert digests.take(learner.id).root == before.root


class TestTakeOn:
    def test_and_let_go(self):
        helen, learner = posted("CIAG"), LearnerFactory()
        caseload.take_on(by=helen, learner_id=learner.id, at=clock.now())
        assert open_row(learner).user_id == helen.user_id
        caseload.let_go(by=helen, learner_id=learner.id, at=clock.now())
        assert open_row(learner) is None

    def test_lets_nobody_go_who_works_with_somebody_else(self):
        learner = LearnerFactory()
        works_with(posted("CIAG").user_id, learner)
        with pytest.raises(Refused):
            caseload.let_go(by=posted("CIAG"), learner_id=learner.id, at=clock.now())

    def test_is_a_button_on_the_persons_page(self):
        learner, client = LearnerFactory(), staff("CIAG")
        page = client.get(f"/staff/people/{learner.id}/").content.decode()
        assert "Nobody is named yet." in page and "I work with Daniel" in page
        page = client.post(f"/staff/people/{learner.id}/worker/mine/", follow=True).content.decode()
        assert "You work with Daniel now." in page
        page = client.post(f"/staff/people/{learner.id}/worker/let-go/", follow=True).content.decode()
        assert "Nobody is named yet." in page

    def test_shows_the_choice_to_managers_only(self):
        learner = LearnerFactory()
        assert "Choose a worker" in staff("EDU_MGR").get(f"/staff/people/{learner.id}/").content.decode()
        assert "Choose a worker" not in staff("CIAG").get(f"/staff/people/{learner.id}/").content.decode()
        assert "I work with Daniel" not in staff("TUTOR").get(f"/staff/people/{learner.id}/").content.decode()


def reassign(by, given, taken, learners):
    return caseload.reassign(
        by=by, from_user_id=given.user_id, to_user_id=taken.user_id, learner_ids=[one.id for one in learners],
        at=clock.now(),
    )  # fmt: skip


class TestReassign:
    def team(self, people: int = 3):
        manager, helen, max_ = posted("EDU_MGR"), posted("CIAG"), posted("CIAG")
        learners = [LearnerFactory(family_name=f"Name{n}") for n in range(people)]
        for learner in learners:
            works_with(helen.user_id, learner)
        return manager, helen, max_, learners

    def test_moves_a_whole_caseload(self):
        manager, helen, max_, learners = self.team()
        found = reassign(manager, helen, max_, learners)
        assert (found.moved, found.left_out) == (3, [])
        assert {open_row(learner).user_id for learner in learners} == {max_.user_id}
        assert Event.objects.filter(verb="caseworker.assigned").count() == 3

    def test_names_whoever_left_a_moment_ago_and_moves_the_rest(self):
        manager, helen, max_, learners = self.team()
        Learner.objects.filter(id=learners[1].id).update(current_establishment_id="HLI")
        found = reassign(manager, helen, max_, learners)
        assert (found.moved, found.left_out) == (2, ["Name1, Daniel"])
        assert open_row(learners[1]).user_id == helen.user_id

    def test_names_whoever_was_given_to_somebody_else_a_moment_ago(self):
        manager, helen, max_, learners = self.team()
        assign(manager, learners[0], manager)
        found = reassign(manager, helen, max_, learners)
        assert (found.moved, found.left_out) == (2, ["Name0, Daniel"])
        assert open_row(learners[0]).user_id == manager.user_id

    def test_names_nobody_who_never_worked_with_them(self):
        manager, helen, max_, learners = self.team()
        stranger = LearnerFactory(family_name="Stranger", current_establishment_id="HLI")
        assert reassign(manager, helen, max_, [*learners, stranger]).left_out == []

    def test_is_all_or_nothing(self, monkeypatch):
        manager, helen, max_, learners = self.team()
        real, calls = caseload.record, []

        def fails_at_the_third(**said):
            calls.append(said)
            if len(calls) == 3:
                raise RuntimeError("the audit is away")
            return real(**said)

        monkeypatch.setattr(caseload, "record", fails_at_the_third)
        with pytest.raises(RuntimeError):
            reassign(manager, helen, max_, learners)
        assert {open_row(learner).user_id for learner in learners} == {helen.user_id}
        assert CaseWorker.objects.count() == 3

    def test_asks_the_same_for_three_and_for_thirty_but_for_the_audit(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for people in (3, 30):
            manager, helen, max_, learners = self.team(people)
            with CaptureQueriesContext(connection) as asked:
                reassign(manager, helen, max_, learners)
            counts.append(len([query for query in asked if "audit_event" not in query["sql"]]))
        assert counts[0] == counts[1]

    def test_is_refused_to_the_same_person_and_to_nobody(self):
        manager, helen, _, learners = self.team()
        with pytest.raises(Refused, match="same person"):
            reassign(manager, helen, helen, learners)
        with pytest.raises(Refused, match="plans with people"):
            reassign(manager, helen, posted("CIAG", "HLI"), learners)

    @pytest.mark.parametrize("role", ["CIAG", "TUTOR"])
    def test_is_for_those_who_may(self, role):
        _, helen, max_, learners = self.team()
        with pytest.raises(NotYours):
            reassign(posted(role), helen, max_, learners)


class TestReassignPage:
    def test_shows_how_many_before_anything_is_saved(self):
        helen, max_ = posted("CIAG", given_name="Helen"), posted("CIAG", given_name="Max")
        learners = [LearnerFactory() for _ in range(2)]
        for learner in learners:
            works_with(helen.user_id, learner)
        client = staff("EDU_MGR")
        both = {"from_user": str(helen.user_id), "to_user": str(max_.user_id)}
        page = client.get("/staff/people/reassign/", {**both, "show": "1"}).content.decode()
        assert "2 people move" in page and "from Helen Shah to Max Shah" in page
        assert open_row(learners[0]).user_id == helen.user_id
        page = client.post("/staff/people/reassign/", both, follow=True).content.decode()
        assert "2 people reassigned." in page
        assert {open_row(learner).user_id for learner in learners} == {max_.user_id}

    def test_asks_for_both(self):
        works_with(posted("CIAG").user_id, LearnerFactory())
        answer = staff("EDU_MGR").get("/staff/people/reassign/?show=1")
        assert answer.status_code == 422
        assert "Choose whose people move" in answer.content.decode()

    def test_says_when_nobody_works_with_anybody(self):
        assert "works with anybody yet" in staff("EDU_MGR").get("/staff/people/reassign/").content.decode()

    def test_asks_the_same_for_one_and_for_thirty(self):
        client, helen = staff("EDU_MGR"), posted("CIAG")
        works_with(helen.user_id, LearnerFactory())
        one = questions(client, "/staff/people/reassign/")
        for _ in range(29):
            works_with(posted("CIAG").user_id, LearnerFactory())
        assert questions(client, "/staff/people/reassign/") == one


def left(learner: Learner) -> int:
    return caseload.left(learner_id=learner.id, by=actors.system(), at=clock.now())


class TestAMove:
    def test_ends_who_worked_with_the_person_where_they_were(self):
        learner = LearnerFactory()
        worker = posted("EDU_MGR")
        caseload.take_on(by=worker, learner_id=learner.id, at=clock.now())
        assert left(learner) == 0, "they are there still"
        Learner.objects.filter(id=learner.id).update(current_establishment_id="HLI")
        assert left(learner) == 1
        assert left(learner) == 0, "told twice"
        assert Event.objects.filter(verb="caseworker.left", learner_id=learner.id).count() == 1
        assert not CaseWorker.objects.filter(learner=learner, ended_at=None).exists()
