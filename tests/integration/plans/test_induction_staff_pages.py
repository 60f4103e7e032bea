"""Holding an induction at the staff door: one question a page, saved at once, checked, saved, and on to goals."""

import datetime as dt
import re

import pytest
from django.test import Client

from campus.accounts import actors
from campus.core import clock
from learners.rules import MovementKind
from plans.actions import schedules as plan_schedules
from plans.models import Induction, InductionAnswers, InductionSchedule
from plans.rules import induction as rules
from plans.selectors import induction as selectors
from tests.factories import plans_induction as factory
from tests.factories import providers
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
SENT = {
    "hoping-to-work": {"hoping": "YES"},
    "kinds-of-work": {"work_types": ["DRIVING", "OTHER"], "work_types_other": "Beekeeping"},
    "job-roles": {"work_roles_DRIVING": "Bus driver"},
    "what-may-limit-work": {"affecting": ["NONE"]},
    "highest-education": {"highest": "PRIMARY_SCHOOL"},
    "any-qualifications": {"has_qualifications": "NO"},
    "training": {"training": ["CSCS_CARD"]},
    "worked-before": {"worked": "YES"},
    "work-done": {"past_work": ["OUTDOOR", "OFFICE"]},
    "past-job-outdoor": {"role": "Farm hand", "tasks": "Fed the pigs"},
    "past-job-office": {"role": "Clerk"},
    "skills": {"skills": ["TEAMWORK"]},
    "skill-ratings": {"ratings_TEAMWORK": "3"},
    "interests": {"interests": ["MUSICAL"]},
    "work-in-prison": {},
    "training-in-prison": {"prison_training": ["CATERING"]},
    "session": {"held_by": "OTHER", "held_by_name": "Jo Nash", "held_by_role": "Tutor", "held_on_day": "3",
                "held_on_month": "March", "held_on_year": "2020"},
    "note": {"note": "Likes bees.", "note_is_staff_only": "on"},
}  # fmt: skip

IN_2999 = {"held_on_day": "1", "held_on_month": "1", "held_on_year": "2999"}


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def mark(page: str) -> str:
    found = re.search(r'name="lock_version" value="(\d+)"', page)
    assert found
    return found[1]


def induct(client: Client, start: str, sent: dict = SENT) -> str:
    """Answer every question as it comes, and stand on the page that follows the last."""
    page = shown(client, start)
    address = re.search(r'class="govuk-button" href="([^"]+)"', page)[1]
    for _ in range(30):
        if address.endswith("/check/"):
            return address
        slug = address.rstrip("/").rsplit("/", 1)[1]
        response = client.post(address, {**sent[slug], "lock_version": mark(shown(client, address))})
        assert response.status_code == 302, (slug, response.content.decode()[:3000])
        address = response["Location"]
    raise AssertionError("the questions do not end")


@pytest.fixture
def learner():
    return providers.a_person()


class TestJourney:
    def test_leads_through_every_question_to_goals(self, learner):
        client, base = staff("CIAG"), f"/staff/people/{learner.id}"
        check = induct(client, f"{base}/induction/")
        page = shown(client, check)
        for said in ("Driving and transport", "Other: Beekeeping", "Bus driver", "Fed the pigs", "Jo Nash, Tutor"):
            assert said in page, said
        response = client.post(check, {})
        assert response["Location"] == f"{base}/plan/goals/add/"
        assert "Induction saved. Add goals" in shown(client, response["Location"])
        held = Induction.objects.get(learner=learner)
        assert (held.held_by_name, str(held.held_on), held.note_is_staff_only) == ("Jo Nash", "2020-03-03", True)
        tab = shown(client, f"{base}/interests/")
        assert "Only staff may see this" in tab and "Likes bees." in tab and "Beekeeping" in tab

    def test_says_by_when_goals_are_due(self, learner):
        at = clock.now()
        plan_schedules.react(
            learner_id=learner.id, kind=MovementKind.ADMISSION, left=None, moved_on=clock.london_date(at),
            by=actors.system(), at=at,
        )  # fmt: skip
        due = InductionSchedule.objects.get(learner=learner)
        due.status, due.due_on = "SCHEDULED", dt.date(2027, 1, 5)
        due.save()
        factory.answered(learner)
        client = staff("EDU_MGR")
        response = client.post(f"/staff/people/{learner.id}/induction/check/", {}, follow=True)
        assert "Induction saved. Add goals by 5 January 2027." in response.content.decode()

    def test_is_taken_up_by_somebody_else_where_it_was_left(self, learner):
        start = f"/staff/people/{learner.id}/induction/"
        address, first, second = f"{start}hoping-to-work/", staff("CIAG"), staff("EDU_MGR")
        first.post(address, {"hoping": "NO", "lock_version": "0"})
        page = shown(second, start)
        assert "1 of" in page and "Carry on" in page and f"{start}what-may-limit-work/" in page
        assert 'value="NO"' in shown(second, address) and "checked" in shown(second, address)

    def test_leads_back_to_the_check_after_a_change_and_asks_what_it_opens(self, learner):
        factory.answered(learner)
        client, start = staff("CIAG"), f"/staff/people/{learner.id}/induction/"
        address = f"{start}worked-before/?from=check"
        seen = mark(shown(client, address))
        response = client.post(address, {"worked": "YES", "lock_version": seen})
        assert response["Location"] == f"{start}work-done/?from=check"
        response = client.post(response["Location"], {"past_work": ["OFFICE"], "lock_version": "0"})
        assert response["Location"] == f"{start}past-job-office/?from=check"
        response = client.post(response["Location"], {"role": "Clerk", "lock_version": "0"})
        assert response["Location"] == f"{start}check/"

    def test_refuses_a_second_one_with_the_way_on(self, learner):
        factory.held(learner)
        client, base = staff("CIAG"), f"/staff/people/{learner.id}"
        for page in ("induction/", "induction/training/", "induction/check/"):
            told = shown(client, f"{base}/{page}")
            assert "Daniel has had an induction. Edit a section instead." in told and f"{base}/interests/" in told
        for page in ("induction/training/", "induction/check/"):
            response = client.post(f"{base}/{page}", {"training": ["NONE"]})
            assert response.status_code == 422
        assert Induction.objects.count() == 1

    def test_does_not_save_what_is_not_complete(self, learner):
        response = staff("CIAG").post(f"/staff/people/{learner.id}/induction/check/", {})
        assert response.status_code == 422 and "Answer every question first." in response.content.decode()


class TestQuestionPage:
    @pytest.mark.parametrize(
        ("slug", "sent", "sentence"),
        [
            ("hoping-to-work", {}, "Choose one answer"),
            ("what-may-limit-work", {"affecting": ["NONE", "RETIRED"]}, "not both"),
            ("what-may-limit-work", {}, "Choose at least one, or “None of these”"),
            ("training", {"training": ["OTHER", "HGV_LICENCE"]}, "Write what it is"),
            ("session", {"held_by": "OTHER", "held_by_name": "Jo"}, "Enter their job role"),
            ("session", {"held_by": "ME", **IN_2999}, "in the past"),
            ("note", {"note": "x" * 513}, "512 letters or fewer"),
        ],
    )  # fmt: skip
    def test_says_what_to_do_beside_the_box_and_keeps_what_was_typed(self, learner, slug, sent, sentence):
        client, address = staff("CIAG"), f"/staff/people/{learner.id}/induction/{slug}/"
        response = client.post(address, {**sent, "lock_version": "0"})
        page = response.content.decode()
        assert response.status_code == 422 and sentence in page and "There is a problem" in page
        assert not sent or "checked" in page or "Jo" in page or "xxx" in page
        assert not InductionAnswers.objects.exists()

    def test_has_the_question_as_its_heading(self, learner):
        page = shown(staff("CIAG"), f"/staff/people/{learner.id}/induction/training/")
        assert re.search(r"<legend[^>]*>\s*<h1[^>]*>Does Daniel have any other training", page)

    @pytest.mark.parametrize("slug", ["kinds-of-work", "past-job-outdoor", "no-such-question", "qualifications"])
    def test_is_not_found_when_it_is_not_asked(self, learner, slug):
        assert staff("CIAG").get(f"/staff/people/{learner.id}/induction/{slug}/").status_code == 404

    def test_shows_both_when_somebody_else_answered_meanwhile(self, learner):
        client, address = staff("CIAG"), f"/staff/people/{learner.id}/induction/training/"
        seen = mark(shown(client, address))
        staff("EDU_MGR").post(address, {"training": ["HGV_LICENCE"], "lock_version": seen})
        response = client.post(address, {"training": ["TRADE_COURSE"], "lock_version": seen})
        page = response.content.decode()
        assert response.status_code == 409 and "HGV licence" in page and "Trade course" in page
        response = client.post(address, {"training": ["TRADE_COURSE"], "lock_version": mark(page)})
        assert response.status_code == 302
        assert selectors.told(learner.id).answers["training"] == ["TRADE_COURSE"]

    def test_shows_what_the_person_said_and_takes_it_over(self, learner):
        factory.said(learner)
        client, base = staff("CIAG"), f"/staff/people/{learner.id}/induction"
        page = shown(client, f"{base}/training/")
        assert "Daniel said:" in page and "First aid certificate" in page and "Use this" in page
        response = client.post(f"{base}/training/use/", {})
        assert response["Location"] == f"{base}/worked-before/"
        assert selectors.told(learner.id).answers == {"training": ["FIRST_AID_CERTIFICATE"]}
        assert "Use this" not in shown(client, f"{base}/training/")

    def test_shows_a_refusal_of_taking_over_on_the_question(self, learner):
        client, base = staff("CIAG"), f"/staff/people/{learner.id}/induction"
        response = client.post(f"{base}/training/use/", {}, follow=True)
        assert "Answer one question first." in response.content.decode()

    @pytest.mark.parametrize("page", ["", "hoping-to-work/", "any-qualifications/", "check/"])
    def test_asks_as_often_for_one_qualification_as_for_thirty(self, learner, page):
        factory.said(learner)
        factory.answered(learner)
        clients = {role: staff(role) for role in ("EDU_MGR", "CIAG")}
        address = f"/staff/people/{learner.id}/induction/{page}"
        same_for_one_and_for_thirty(clients, address, lambda: factory.a_qualification(learner))

    def test_escapes_what_was_typed(self, learner):
        factory.answered(learner, training={"training": ["OTHER"], "training_other": "<b>Bees</b>"})
        page = shown(staff("CIAG"), f"/staff/people/{learner.id}/induction/check/")
        assert "&lt;b&gt;Bees" in page and "<b>Bees" not in page


class TestWorkAndInterests:
    def test_edits_one_answer_and_says_who_did(self, learner):
        factory.held(learner)
        client, tab = staff("TUTOR"), f"/staff/people/{learner.id}/interests/"
        address = f"{tab}interests/"
        assert address in shown(client, tab)
        response = client.post(address, {"interests": ["SOCIAL"], "lock_version": mark(shown(client, address))})
        assert response["Location"] == tab
        page = shown(client, tab)
        assert "Interests saved." in page and "Social" in page and "Last changed on" in page

    def test_edits_neither_ratings_nor_the_session(self, learner):
        factory.held(learner)
        for slug in ("skills", "skill-ratings", "session", "note", "any-qualifications", "qualifications"):
            assert staff("TUTOR").get(f"/staff/people/{learner.id}/interests/{slug}/").status_code == 404

    def test_goes_on_to_what_a_change_opens(self, learner):
        factory.held(learner)
        client, tab = staff("TUTOR"), f"/staff/people/{learner.id}/interests/"
        seen = mark(shown(client, f"{tab}hoping-to-work/"))
        response = client.post(f"{tab}hoping-to-work/", {"hoping": "YES", "lock_version": seen})
        assert response["Location"] == f"{tab}kinds-of-work/"

    def test_offers_no_change_to_who_may_only_read(self, learner):
        factory.held(learner)
        page = shown(staff("POM"), f"/staff/people/{learner.id}/interests/")
        assert "Beekeeping" in page and "Change" not in page and "Note from the induction" in page

    def test_is_empty_with_the_one_thing_to_do(self, learner):
        address = f"/staff/people/{learner.id}/interests/"
        assert "Start induction" in shown(staff("CIAG"), address)
        assert "Start induction" not in shown(staff("TUTOR"), address)
        factory.said(learner)
        assert "What they said on the tablet" in shown(staff("TUTOR"), address)

    def test_refuses_to_edit_before_the_induction(self, learner):
        client, address = staff("TUTOR"), f"/staff/people/{learner.id}/interests/training/"
        assert "Daniel has not had an induction yet" in shown(client, address)
        assert client.post(address, {"training": ["NONE"], "lock_version": "0"}).status_code == 422

    def test_names_every_step_that_the_rules_name(self, learner):
        """No question without a page: each address that is asked for is answered."""
        answers = {"hoping": "YES", "work_types": ["DRIVING"], "worked": "YES", "past_work": ["OUTDOOR"],
                   "skills": ["TEAMWORK"]}  # fmt: skip
        factory.answered(
            learner, hoping={"hoping": "YES"}, work_types={"work_types": ["DRIVING"]}, worked={"worked": "YES"}
        )  # fmt: skip
        client = staff("CIAG")
        for step in rules.steps(answers):
            assert client.get(f"/staff/people/{learner.id}/induction/{step.slug}/").status_code == 200, step
