"""Lists ask the same number of questions whether they show one row or thirty, for every role that may open them."""

import datetime as dt
import json
import re

import pytest
from django.test import Client

from campus.core import clock
from learners.models import Identifier, Learner
from plans import actions
from plans.models import Step
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.questions import questions, same_for_one_and_for_thirty
from transfers.actions import inbox

pytestmark = pytest.mark.django_db
READERS = ["EDU_MGR", "TUTOR", "NSM", "CIAG", "PEL", "WORK_COACH", "KEYW", "POM"]


def staff(role: str) -> Client:
    return providers.signed_in(posted(role, None if role.startswith(("NAT_", "DPO_")) else "LEI").user, "staff")


def a_goal(learner: Learner, steps: int = 2) -> None:
    actions.add_goal(
        by=posted("EDU_MGR"), learner_id=learner.id, title="Get a job", target_on=dt.date(2099, 1, 1), note="",
        steps=[f"Step {n}" for n in range(steps)], at=clock.now(),
    )  # fmt: skip


def somebody_with_a_ticked_step() -> None:
    learner = LearnerFactory()
    a_goal(learner)
    first = Step.objects.filter(learner=learner).order_by("position")[0]
    actions.tick(by=as_learner(learner), step_id=first.id, at=clock.now())


def somebody_who_came() -> None:
    learner = LearnerFactory(current_establishment_id="HLI")
    number = Identifier.objects.get(learner=learner).value
    inbox.ingest([json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1, "occurredAt": clock.now().isoformat(),
        "additionalInformation": {"nomsNumber": number, "reason": "TRANSFERRED", "prisonId": "LEI"},
    })])  # fmt: skip


class TestQueries:
    def test_of_the_people_list(self):
        roles = [*READERS, "SEC", "NAT_VIEW", "NAT_STEWARD", "DPO_SAR"]
        same_for_one_and_for_thirty({role: staff(role) for role in roles}, "/staff/people/", LearnerFactory)

    def test_of_today(self):
        clients = {role: staff(role) for role in [*READERS, "MODERATOR", "GOVERNOR", "LOCAL_ADMIN", "NAT_STEWARD"]}
        same_for_one_and_for_thirty(clients, "/staff/", somebody_with_a_ticked_step)

    def test_of_arrivals(self):
        clients = {role: staff(role) for role in ["EDU_MGR", "TUTOR", "SEC", "CIAG"]}
        same_for_one_and_for_thirty(clients, "/staff/transfers/", somebody_who_came)

    @pytest.mark.parametrize("page", ["", "plan/"])
    def test_of_a_person_with_one_goal_and_with_thirty(self, page):
        learner = LearnerFactory()
        clients = {role: staff(role) for role in READERS}
        same_for_one_and_for_thirty(clients, f"/staff/people/{learner.id}/{page}", lambda: a_goal(learner))

    @pytest.mark.parametrize("page", ["", "plan/", "work/", "messages/"])
    def test_of_the_kiosk_with_one_goal_and_with_thirty(self, page):
        learner = LearnerFactory()
        as_learner(learner)
        client = providers.at_kiosk(learner)
        same_for_one_and_for_thirty({"learner": client}, f"/learn/{page}", lambda: a_goal(learner))

    def test_of_a_goal_with_one_step_and_with_twenty(self):
        counts = []
        for steps in (1, 20):
            learner = LearnerFactory()
            a_goal(learner, steps)
            counts.append(questions(staff("EDU_MGR"), f"/staff/people/{learner.id}/plan/"))
        assert counts[0] == counts[1]


def without_values(page: str) -> str:
    """The page without what was typed and the token of its forms."""
    return re.sub(r'(value="[^"]*"|[A-Z]\d{4}[A-Z]{2})', "", page)


class TestPeople:
    def test_shows_the_people_of_the_own_prison_only(self):
        LearnerFactory(family_name="Ours")
        LearnerFactory(family_name="Theirs", current_establishment_id="HLI")
        page = staff("EDU_MGR").get("/staff/people/").content.decode()
        assert "Ours" in page and "Theirs" not in page

    @pytest.mark.parametrize("asked", ["their", "Theirs", "Daniel"])
    def test_finds_nobody_of_another_prison_by_name(self, asked):
        LearnerFactory(family_name="Theirs", current_establishment_id="HLI")
        assert "Theirs, " not in staff("EDU_MGR").get(f"/staff/people/?q={asked}").content.decode()

    def test_finds_nobody_of_another_prison_by_number(self):
        """Neither does the page say that the number is somebody's."""
        learner = LearnerFactory(family_name="Theirs", current_establishment_id="HLI")
        number = Identifier.objects.get(learner=learner).value
        client = staff("EDU_MGR")
        real, made_up = (client.get(f"/staff/people/?q={n}").content.decode() for n in (number, "Z9999ZZ"))
        assert without_values(real) == without_values(made_up)

    def test_tells_nothing_by_the_place_in_the_list_of_somebody_elsewhere(self):
        elsewhere = LearnerFactory(family_name="Aaa", current_establishment_id="HLI")
        LearnerFactory(family_name="Zzz")
        page = staff("EDU_MGR").get(f"/staff/people/?after={elsewhere.id}").content.decode()
        assert "Aaa" not in page


class TestVerbsByGet:
    """An address that does something does it by POST only."""

    @pytest.mark.parametrize("verb", ["plan/agree/", "kiosk-code/try-again/", "kiosk-code/"])
    def test_of_staff_change_nothing(self, verb):
        learner = LearnerFactory()
        a_goal(learner)
        client = staff("EDU_MGR")
        before = self.state()
        client.get(f"/staff/people/{learner.id}/{verb}")
        assert self.state() == before

    @pytest.mark.parametrize("verb", ["done", "not-done"])
    def test_of_a_learner_change_nothing(self, verb):
        learner = LearnerFactory()
        a_goal(learner)
        as_learner(learner)
        client = providers.at_kiosk(learner)
        before = self.state()
        step = Step.objects.filter(learner=learner)[0]
        client.get(f"/learn/plan/steps/{step.id}/{verb}/")
        assert self.state() == before

    def test_of_confirming_changes_nothing(self):
        learner = LearnerFactory()
        a_goal(learner)
        before = self.state()
        staff("TUTOR").get(f"/staff/steps/{Step.objects.filter(learner=learner)[0].id}/confirm/")
        assert self.state() == before

    def state(self) -> list[object]:
        from learners.models import KioskSecret, SignInRelease
        from plans.models import Goal, Plan

        return [list(model.objects.order_by("pk").values()) for model in (Plan, Goal, Step, KioskSecret, SignInRelease)]


class TestTotals:
    """A governor sees the own prison in numbers: no names, and no group of fewer than 10."""

    def test_are_not_given_for_a_small_group(self):
        for _ in range(11):
            LearnerFactory()
        page = staff("GOVERNOR").get("/staff/").content.decode()
        assert "11" in page
        assert "Not shown" in page
        assert "Osei" not in page

    def test_are_given_when_both_groups_are_large_enough(self):
        for place in range(22):
            learner = LearnerFactory()
            if place < 11:
                a_goal(learner)
                actions.agree(by=posted("EDU_MGR"), learner_id=learner.id, at=clock.now())
        page = staff("GOVERNOR").get("/staff/").content.decode()
        assert page.count("<dd>11</dd>") == 2
