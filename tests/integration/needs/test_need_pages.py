"""The pages about needs: who sees what, what is kept, and how many questions they ask."""

import datetime as dt
import itertools

import pytest
from django.test import Client

from campus.accounts import actors
from campus.core import clock
from learners.models import Learner
from plans.needs import actions
from plans.needs.models import SupportPlan, SupportStrategy
from plans.needs.rules.recording import ItemKind
from tests.factories import needs, providers
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.needs import page, staff, tab
from tests.questions import same_for_one_and_for_thirty

pytestmark = pytest.mark.django_db
READERS = ["EDU_MGR", "TUTOR", "NSM", "CIAG", "PEL", "WORK_COACH", "KEYW", "POM"]
LONG = "Maximilian-Featherstonehaugh-Cholmondele"
_numbers = itertools.count(1)


def everything(learner: Learner) -> None:
    """One more of each, in use and not."""
    by, at = needs.nsm(), clock.now()
    for add in (needs.a_condition, needs.a_challenge, needs.a_strength, needs.a_strategy):
        add(learner, by, at)
    past = needs.a_challenge(learner, by, at)
    actions.archive(by=by, kind=ItemKind.CHALLENGE, item_id=past.id, reason="Over", at=at)


class TestQueries:
    def test_of_the_support_tab(self):
        learner = LearnerFactory()
        clients = {role: staff(role) for role in READERS}
        same_for_one_and_for_thirty(clients, tab(learner), lambda: everything(learner))

    def test_of_the_overview(self):
        learner = LearnerFactory()
        address = f"/staff/people/{learner.id}/"
        same_for_one_and_for_thirty({"TUTOR": staff("TUTOR")}, address, lambda: needs.a_strategy(learner))

    def test_of_the_support_plan(self):
        learner, by, at = LearnerFactory(), needs.nsm(), clock.now()
        needs.a_plan(learner, by, at, review_on=clock.today() + dt.timedelta(days=30))

        def more() -> None:
            plan = SupportPlan.objects.get(learner=learner)
            actions.review_plan(
                by=by, learner_id=learner.id, persons_view="Good", declined_to_take_part=False, reviewers_view="Good",
                on=clock.today(), content=needs.content(adjustments=f"Time {next(_numbers)}"),
                next_review_on=clock.today() + dt.timedelta(days=30), number=plan.number, at=at,
            )  # fmt: skip

        same_for_one_and_for_thirty({role: staff(role) for role in ("NSM", "EDU_MGR")}, tab(learner, "plan/"), more)

    def test_of_the_list(self):
        def more() -> None:
            learner = LearnerFactory()
            needs.an_aln_result(learner)
            actions.on_course_start(
                learner_id=learner.id, started_on=clock.today(), pes_funded=True, by=actors.system(), at=clock.now()
            )

        same_for_one_and_for_thirty({role: staff(role) for role in ("NSM", "EDU_MGR")}, "/staff/people/support/", more)

    def test_of_today(self):
        same_for_one_and_for_thirty({"NSM": staff()}, "/staff/", lambda: needs.a_challenge(LearnerFactory()))

    def test_of_the_kiosk(self):
        learner = LearnerFactory()
        as_learner(learner)
        at_kiosk = {"learner": providers.at_kiosk(learner)}
        same_for_one_and_for_thirty(at_kiosk, "/learn/about-me/support/", lambda: everything(learner))


class TestSupportTab:
    def test_says_so_when_nothing_is_known(self):
        assert "No needs recorded. Not screened." in page(staff("TUTOR"), tab(LearnerFactory()))

    @pytest.mark.parametrize("role", [role for role in READERS if role != "NSM"])
    def test_tells_teachers_how_to_support_and_not_the_reason(self, role):
        learner = LearnerFactory()
        needs.with_needs(learner)
        shown = page(staff(role), tab(learner))
        for said in ("Print on yellow paper.", "Extra time", "Be calm.", "A reader.", "Reads slowly."):
            assert said in shown
        assert "not the reason" in shown
        for hidden in ("Dyslexia", "told us of", "Goes through the work", "I need more time", "Delete"):
            assert hidden not in shown

    @pytest.mark.parametrize(("role", "edits"), [("NSM", True), ("DPO_SAR", False)])
    def test_shows_conditions_to_those_who_may_see_them(self, role, edits):
        learner = LearnerFactory()
        needs.with_needs(learner)
        shown = page(staff(role), tab(learner))
        assert "Dyslexia" in shown and "not the reason" not in shown
        assert ("Move to history" in shown) == edits

    def test_shows_the_deadline_to_those_who_answer_for_it(self):
        learner = LearnerFactory()
        needs.a_plan(learner, at=clock.now(), review_on=clock.today() + dt.timedelta(days=60))
        for role, told in (("NSM", True), ("EDU_MGR", True), ("TUTOR", False)):
            assert ("Review due by" in page(staff(role), tab(learner))) == told

    def test_bears_a_long_name_and_a_long_text(self):
        learner = LearnerFactory(given_name=LONG, family_name=LONG)
        needs.a_strategy(learner, detail="x" * 4096)
        assert LONG in page(staff(), tab(learner))

    def test_writes_text_as_text(self):
        learner = LearnerFactory()
        needs.a_strategy(learner, detail="<script>alert(1)</script>")
        for address in (tab(learner), f"/staff/people/{learner.id}/"):
            assert "<script>alert" not in page(staff(), address)


class TestLinks:
    @pytest.mark.parametrize(
        "tail",
        [
            "", "plan/", "plan/write/", "plan/change/", "plan/review/", "plan/decline/", "ehcp/", "conditions/add/",
            "challenges/add/", "strengths/add/", "strategies/add/", "screeners/add/",
        ],
    )  # fmt: skip
    def test_lead_somewhere(self, tail):
        learner = LearnerFactory()
        needs.with_needs(learner)
        shown = page(staff(), tab(learner, tail))
        assert 'href=""' not in shown and shown.count("<h1") == 1

    def test_of_deleting_lead_back(self):
        learner, client = LearnerFactory(), staff()
        item = needs.a_challenge(learner)
        first = tab(learner, f"challenges/{item.id}/delete/")
        assert f'href="{tab(learner)}"' in page(client, first)
        assert f'href="{first}"' in page(client, f"{first}confirm/?reason=ENTERED_IN_ERROR")


class TestKiosk:
    def client(self) -> tuple[Learner, Client]:
        learner = LearnerFactory()
        as_learner(learner)
        learner.refresh_from_db()
        return learner, providers.at_kiosk(learner)

    def test_takes_what_helps_and_gives_it_back(self):
        learner, client = self.client()
        address = "/learn/about-me/support/"
        assert client.post(address, {"text": " "}).status_code == 422
        assert "Big print" in client.post(address, {"text": "Big print"}, follow=True).content.decode()
        assert "Big print" in page(staff("TUTOR"), tab(learner))
        said = SupportStrategy.objects.get()
        back = f"{address}{said.id}/take-back/"
        assert client.get(back).status_code == 302
        assert SupportStrategy.objects.in_use().count() == 1
        assert "Big print" not in client.post(back, {}, follow=True).content.decode()
        assert client.post(back, {}).status_code == 302

    def test_shows_what_staff_wrote_and_no_name_of_a_condition(self):
        learner, client = self.client()
        needs.with_needs(learner)
        shown = page(client, "/learn/about-me/support/")
        for said in ("Print on yellow paper.", "Extra time", "Using my hands and body", "How I learn"):
            assert said in shown
        for hidden in ("Dyslexia", "Reads slowly", "Malik"):
            assert hidden not in shown

    def test_takes_back_nothing_of_somebody_else(self):
        other = LearnerFactory()
        said = actions.say_what_helps(by=as_learner(other), learner_id=other.id, text="Quiet", at=clock.now())
        _, client = self.client()
        assert client.post(f"/learn/about-me/support/{said.id}/take-back/", {}).status_code == 404


class TestList:
    def test_filters_stay_in_the_address_and_can_be_taken_off(self):
        client = staff("EDU_MGR")
        assert "Nobody here has a need" in page(client, "/staff/people/support/")
        assert "Take off the filters" in page(client, "/staff/people/support/?status=PLAN_DUE")
        needs.a_challenge(LearnerFactory(family_name="Ours"))
        needs.a_challenge(LearnerFactory(family_name="Theirs", current_establishment_id="HLI"), needs.nsm("HLI"))
        shown = page(client, "/staff/people/support/?show=need&sort=name")
        assert "Ours, Daniel" in shown and "Theirs" not in shown and 'value="need" selected' in shown

    def test_counts_stand_on_today_for_those_who_may_see_them(self):
        needs.a_plan(LearnerFactory(), at=clock.now(), review_on=clock.today() + dt.timedelta(days=1))
        for role, told in (("NSM", True), ("EDU_MGR", True), ("TUTOR", False)):
            assert ("0 late, 1 due" in page(staff(role), "/staff/")) == told
