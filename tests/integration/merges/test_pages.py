"""The pages of stewards, and what others see of a merge."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus.core import clock
from learners.models import Identifier
from plans.models import Goal
from tests.factories import merges, plans_goals, providers
from tests.factories.accounts import posted
from tests.factories.merges import a_record, merged, number, parted, steward
from transfers.merges.models import IdentityRequest, StewardTask

pytestmark = pytest.mark.django_db


def staff(role: str, place: str | None = "LEI") -> Client:
    return providers.signed_in(posted(role, place).user, "staff")


@pytest.fixture
def nia() -> Client:
    return providers.signed_in(steward().user, "staff")


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


class TestMerges:
    def test_lists_them_newest_first(self, nia):
        one, two = a_record(family_name="Ahmed"), a_record()
        merged(one, two, at=clock.now())
        text = page(nia, "/staff/stewards/merges/")
        assert "Ahmed" in text and number(two) in text

    def test_says_that_there_are_none(self, nia):
        assert "No two records have been joined yet" in page(nia, "/staff/stewards/merges/")

    @pytest.mark.parametrize("address", [
        "/staff/stewards/merges/", "/staff/stewards/merges/requests/", "/staff/stewards/merges/to-allocate/",
        "/staff/stewards/merges/questions/",
    ])  # fmt: skip
    def test_cost_the_same_for_one_and_for_many(self, nia, address):
        def some(count: int) -> int:
            for _ in range(count):
                merges.ids_at("LEI")
            nia.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(nia, address)
            return len(queries)

        assert some(1) == some(5)

    def test_shows_what_was_counted(self, nia):
        one, two = a_record("plan", "cv"), a_record("plan", "cv")
        case = merged(one, two, at=clock.now())
        text = page(nia, f"/staff/stewards/merges/{case.id}/")
        assert f"{case.total} records kept, 0 lost" in text
        assert "Both had one of these" in text and "CV" in text

    def test_is_read_by_those_who_audit_and_changed_by_none_of_them(self):
        case = merged(a_record(), a_record())
        auditor = staff("AUDITOR", None)
        assert "Ask to part" not in page(auditor, f"/staff/stewards/merges/{case.id}/")
        page(auditor, f"/staff/stewards/merges/{case.id}/part/", 404)

    def test_tells_who_looked(self, nia):
        one, two = a_record("plan"), a_record("plan")
        case = merged(one, two, at=clock.now())
        staff("CIAG").get(f"/staff/people/{one.id}/")
        parted(case, at=clock.now())
        assert "opened pages that showed both" in page(nia, f"/staff/stewards/merges/{case.id}/")


class TestAskAndDecide:
    def test_goes_from_one_steward_to_another(self, nia):
        case = merged(a_record("plan"), a_record("plan"), at=clock.now())
        answer = nia.post(f"/staff/stewards/merges/{case.id}/part/", {"reason": "Two brothers."})
        assert answer.status_code == 302
        asked = IdentityRequest.objects.get()
        assert "Another steward decides" in page(nia, f"/staff/stewards/merges/requests/{asked.id}/")
        owen = providers.signed_in(steward("Owen").user, "staff")
        assert "Two brothers." in page(owen, f"/staff/stewards/merges/requests/{asked.id}/")
        assert owen.post(f"/staff/stewards/merges/requests/{asked.id}/", {"agree": "yes"}).status_code == 302
        case.refresh_from_db()
        assert case.state == "UNDONE"

    def test_keeps_what_was_typed(self, nia):
        answer = nia.post("/staff/stewards/merges/join/", {
            "survivor_number": "nonsense", "removed_number": "A1234BC", "reason": "They are one.",
        })  # fmt: skip
        assert answer.status_code == 422
        assert "A prison number looks like A1234BC" in answer.content.decode()
        assert "They are one." in answer.content.decode()

    def test_refuses_beside_the_form(self, nia):
        answer = nia.post("/staff/stewards/merges/join/", {
            "survivor_number": "A0000ZZ", "removed_number": number(a_record()), "reason": "They are one.",
        })  # fmt: skip
        assert answer.status_code == 422 and "Nobody is known by this number" in answer.content.decode()


class TestWrongPerson:
    def test_finds_rows_and_says_nothing_of_them(self, nia):
        one = a_record()
        goal = plans_goals.a_goal(one, "Become a secret agent")
        text = page(nia, f"/staff/stewards/merges/wrong-person/?number={number(one)}")
        assert str(goal.id) in text and "secret agent" not in text

    def test_asks_another_steward(self, nia):
        goal = plans_goals.a_goal(a_record(), "Not mine")
        address = f"/staff/stewards/merges/wrong-person/goal/{goal.id}/"
        assert "whose is it?" in page(nia, address)
        answer = nia.post(address, {"number": number(a_record()), "reason": "Typed under the wrong number."})
        assert answer.status_code == 302 and IdentityRequest.objects.get().row_id == goal.id

    def test_says_when_nobody_has_the_number(self, nia):
        assert "Nobody is known by this number" in page(nia, "/staff/stewards/merges/wrong-person/?number=A0000ZZ")

    @pytest.mark.parametrize("kind", ["identity", "step", "nothing"])
    def test_knows_no_other_kinds(self, nia, kind):
        step = plans_goals.a_goal(a_record()).steps.first()
        page(nia, f"/staff/stewards/merges/wrong-person/{kind}/{step.id}/", 404)


class TestQuestions:
    def test_chooses_the_learner_number(self, nia):
        one = a_record("uln")
        merged(one, a_record("uln"), at=clock.now())
        task = StewardTask.objects.get()
        aside = Identifier.everything.get(learner=one, type="ULN", set_aside=True)
        assert aside.value in page(nia, f"/staff/stewards/merges/questions/{task.id}/")
        said = {"number": "aside", "words": "The service says so."}
        assert nia.post(f"/staff/stewards/merges/questions/{task.id}/", said).status_code == 302
        assert Identifier.objects.get(learner=one, type="ULN").id == aside.id


class TestThePerson:
    def test_is_found_by_either_number(self):
        one, two = a_record("plan", family_name="Okafor"), a_record("plan")
        merged(one, two, at=clock.now())
        for typed in (number(one), number(two)):
            assert "Okafor" in page(staff("CIAG"), f"/staff/people/?q={typed}")

    def test_of_the_closed_number_leads_to_the_survivor(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two, at=clock.now())
        answer = staff("CIAG").get(f"/staff/people/{two.id}/plan/")
        assert (answer.status_code, answer["Location"]) == (303, f"/staff/people/{one.id}/plan/")

    def test_of_the_closed_number_is_nothing_to_others(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two, at=clock.now())
        client = staff("CIAG", "HLI")
        assert client.get(f"/staff/people/{two.id}/").status_code == 404
        assert staff("CIAG").post(f"/staff/people/{two.id}/plan/goals/add/", {}).status_code == 404

    def test_shows_the_goals_of_both_and_what_was_set_aside(self):
        one, two = a_record("plan", "induction", "cv"), a_record("plan", "induction", "cv")
        goals = {goal.title for goal in Goal.objects.filter(learner__in=[one, two])}
        merged(one, two, at=clock.now())
        client = staff("EDU_MGR")
        plan = page(client, f"/staff/people/{one.id}/plan/")
        assert all(title in plan for title in goals)
        assert "From the merged record" in page(client, f"/staff/people/{one.id}/")
        text = page(client, f"/staff/people/{one.id}/merged/")
        assert all(title in text for title in ("Plan", "Induction", "CV"))

    def test_shows_no_more_than_may_be_read(self):
        one, two = a_record("induction"), a_record("induction")
        merged(one, two, at=clock.now())
        assert "Induction" not in page(staff("SEC"), f"/staff/people/{one.id}/merged/").replace("Inductions", "")

    def test_is_told_in_the_history(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two, at=clock.now())
        assert "Two records were joined" in page(staff("CIAG"), f"/staff/people/{one.id}/history/")
