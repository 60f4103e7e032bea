"""The lists ask the same number of questions whether they show one row or thirty."""

import pytest

from campus.core import clock
from plans.models import Goal
from tests.factories import handover, providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_goals import a_goal
from tests.integration.plans.test_plan_pages import questions, same_for_one_and_for_thirty, staff
from transfers.handover.models import LateContribution

pytestmark = pytest.mark.django_db


class TestQueries:
    def test_of_those_who_came_and_of_those_who_left(self):
        clients = {role: staff(role) for role in ["EDU_MGR", "TUTOR", "SEC", "NAT_STEWARD"]}
        at_hull = {"EDU_MGR": providers.signed_in(posted("EDU_MGR", "HLI").user, "staff")}
        handover.somebody_who_came()
        arrived = {role: questions(client, "/staff/transfers/") for role, client in clients.items()}
        left = questions(at_hull["EDU_MGR"], "/staff/transfers/left/")
        for _ in range(29):
            handover.somebody_who_came()
        assert {role: questions(client, "/staff/transfers/") for role, client in clients.items()} == arrived
        assert questions(at_hull["EDU_MGR"], "/staff/transfers/left/") == left

    @pytest.mark.parametrize("page", ["late-notes/", "late-notes/mine/"])
    def test_of_late_notes(self, page):
        author = posted("EDU_MGR")
        clients = {"EDU_MGR": providers.signed_in(author.user, "staff")}
        same_for_one_and_for_thirty(
            clients, f"/staff/transfers/{page}", lambda: handover.came_late(LearnerFactory(), author=author)
        )
        assert LateContribution.objects.count() == 30

    def test_of_who_is_expected(self):
        same_for_one_and_for_thirty(
            {role: staff(role) for role in ("EDU_MGR", "KEYW")}, "/staff/transfers/expected/",
            lambda: handover.expected_at("LEI"),
        )  # fmt: skip

    def test_of_emergencies(self):
        by = posted("EDU_MGR")
        same_for_one_and_for_thirty(
            {"SEC": staff("SEC")}, "/staff/emergencies/review/", lambda: handover.an_emergency(by=by)
        )

    def test_of_accepting_a_plan_with_one_goal_and_with_thirty(self):
        case = handover.somebody_who_came()
        clients = {role: staff(role) for role in ("EDU_MGR", "CIAG")}
        by = posted("EDU_MGR")
        same_for_one_and_for_thirty(
            clients, f"/staff/transfers/{case.id}/", lambda: a_goal(case.learner, by=by, at=clock.now())
        )
        assert Goal.objects.filter(learner=case.learner).count() == 30
