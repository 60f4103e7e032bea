"""The plan as staff and as the person see it: what is never shown at the tablet, and what each page asks."""

import datetime as dt
import re

import pytest
from django.test import Client

from campus.core import clock
from learners.models import Learner
from plans import actions
from plans.actions import steps
from plans.models import Goal, InductionSchedule, Step
from plans.rules import Links, PlannedStep
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner, provenance
from tests.factories.plans_goals import a_correction, a_goal, a_proposal, a_request, a_worker, steps_of, with_goals
from tests.questions import questions

pytestmark = pytest.mark.django_db
SECRETS = ("Watch out for him", "He hit a member of staff", "No oven here", "It was a slip of the pen")


def staff(role: str = "EDU_MGR") -> Client:
    return providers.signed_in(posted(role).user, "staff")


def at_kiosk(learner: Learner) -> Client:
    as_learner(learner)
    return providers.at_kiosk(learner)


def on_hold(learner: Learner, status: str = "EXEMPT_SECURITY_ISSUE_RISK_TO_STAFF", **said: object) -> None:
    wanted = {"due_on": dt.date(2099, 1, 5), "hold_words": "He hit a member of staff", **said}
    InductionSchedule.objects.update_or_create(
        learner=learner, defaults={
            "status": status, "rule": "NEW_PRISON_ADMISSION", "contract": "PES", "admitted_on": dt.date(2026, 1, 1),
            **wanted, **provenance(),
        },
    )  # fmt: skip


def everything(learner: Learner) -> None:
    """A plan with each thing that is not for the person's eyes."""
    with_goals(learner)
    a_goal(learner, "Learn to cook", note="Watch out for him", note_is_staff_only=True)
    goal = a_goal(learner, "Paint a wall", note="Said so himself")
    by = posted("TUTOR", family_name="Confirmer", username="c.confirmer")
    for step in steps_of(goal):
        steps.confirm(by=by, step_id=step.id, at=clock.now())
    on_hold(learner)
    a_worker(learner)


class TestKioskSecrets:
    """Invariant 14: no note for staff only, no reason of risk, no staff user name, no surname."""

    def test_are_on_no_page_of_the_plan(self):
        learner = LearnerFactory()
        everything(learner)
        client, goal = at_kiosk(learner), Goal.objects.filter(learner=learner).first()
        for address in ("", "plan/", "plan/goals/suggest/", f"plan/meeting/ask/?goal={goal.id}"):
            page = client.get(f"/learn/{address}").content.decode()
            for said in (*SECRETS, "Zuckerman", "Confirmer", "c.confirmer", "user1", "isk to staff", "On hold"):
                assert said not in page, f"{said} at {address}"

    def test_leave_what_is_shared(self):
        learner = LearnerFactory()
        everything(learner)
        page = at_kiosk(learner).get("/learn/plan/").content.decode()
        for said in ("Said so himself", "Learn to cook", "Finished it in a week", "Read a whole book", "Bake bread"):
            assert said in page, said
        assert "Your next meeting is paused. Staff will tell you when." in page

    def test_are_the_same_on_a_page_with_a_refusal(self):
        learner = LearnerFactory()
        everything(learner)
        done = Step.objects.filter(learner=learner, status="COMPLETE").first()
        page = at_kiosk(learner).post(f"/learn/plan/steps/{done.id}/done/")
        assert page.status_code == 422 and "Said so himself" in page.content.decode()
        assert not [said for said in SECRETS if said in page.content.decode()]

    def test_are_shown_to_staff(self):
        learner = LearnerFactory()
        everything(learner)
        page = staff("POM").get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert not [
            said for said in ("Watch out for him", "No oven here", "It was a slip of the pen") if said not in page
        ]
        assert "Only staff see this" in page


class TestKioskPlan:
    def test_says_when_the_next_meeting_is(self):
        learner = LearnerFactory()
        client = at_kiosk(learner)
        assert "meeting has no date" not in client.get("/learn/plan/").content.decode()
        on_hold(learner, "SCHEDULED")
        assert "You will meet staff by 5 January 2099." in client.get("/learn/plan/").content.decode()
        a_worker(learner)
        assert "You will meet Priya by 5 January 2099." in client.get("/learn/plan/").content.decode()
        on_hold(learner, "SCHEDULED", due_on=dt.date(2020, 1, 1))
        assert "Your meeting is late. Priya will see you soon." in client.get("/learn/plan/").content.decode()
        on_hold(learner, "EXEMPT_PRISONER_TRANSFER")
        assert "Your next meeting has no date yet." in client.get("/learn/plan/").content.decode()

    def test_has_one_filled_button_and_the_next_step_first(self):
        learner = LearnerFactory()
        a_goal(learner, n=3), a_goal(learner, n=3)
        page = at_kiosk(learner).get("/learn/plan/").content.decode()
        assert len(re.findall(r'class="k-btn"', page)) == 1
        assert "You have done 0 of 6 steps." in page

    def test_offers_to_finish_a_goal_that_may_be_done(self):
        learner = LearnerFactory()
        goal = a_goal(learner, n=1)
        steps.confirm(by=posted("TUTOR"), step_id=steps_of(goal)[0].id, at=clock.now())
        page = at_kiosk(learner).get("/learn/plan/").content.decode()
        assert "You have done all the steps." in page and f"/learn/plan/meeting/ask/?goal={goal.id}" in page

    def test_shows_no_step_that_was_taken_out(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        steps.take_out(by=posted("CIAG"), step_id=steps_of(goal)[0].id, at=clock.now())
        page = at_kiosk(learner).get("/learn/plan/").content.decode()
        assert "Step 1" not in page and "You have done 0 of 1 steps." in page

    def test_of_somebody_without_a_plan_says_what_to_do(self):
        page = at_kiosk(LearnerFactory()).get("/learn/plan/").content.decode()
        assert "You have no goals yet." in page and "Suggest one, or ask for a meeting." in page

    def test_in_welsh_is_never_an_error(self):
        learner = LearnerFactory()
        everything(learner)
        client = at_kiosk(learner)
        client.post("/learn/language/", {"language": "cy"})
        page = client.get("/learn/plan/")
        assert page.status_code == 200 and '<html lang="cy"' in page.content.decode()


def add_one_of_each(learner: Learner) -> None:
    """One more goal in progress with links, one closed with a correction, one suggestion answered."""
    goal = a_goal(learner, "A goal", links=Links(qualification="Maths"))
    step = steps_of(goal)[0]
    steps.confirm(by=posted("TUTOR"), step_id=step.id, at=clock.now())
    closed = a_goal(learner, "Closed")
    actions.complete_goal(by=posted("CIAG"), goal_id=closed.id, at=clock.now())
    a_correction(closed, title="Closed, corrected")
    proposal = a_proposal(learner)
    a_goal(learner, proposal_id=proposal.id)


class TestQueries:
    def test_of_a_person_are_the_same_for_one_and_for_thirty(self):
        learner = LearnerFactory()
        clients = {role: staff(role) for role in ("EDU_MGR", "TUTOR", "POM", "KEYW")}
        base = f"/staff/people/{learner.id}/plan/"
        add_one_of_each(learner)
        goal = Goal.objects.filter(learner=learner, status="ACTIVE").first()
        pages = [base]
        forms = [f"{base}goals/add/", f"{base}goals/{goal.id}/", f"{base}goals/{goal.id}/steps/"]
        one = {(role, page): questions(client, page) for role, client in clients.items() for page in pages}
        one |= {("EDU_MGR", page): questions(clients["EDU_MGR"], page) for page in forms}
        kiosk = at_kiosk(learner)
        own = questions(kiosk, "/learn/plan/")
        for _ in range(29):
            add_one_of_each(learner)
        assert {(role, page): questions(clients[role], page) for role, page in one} == one
        assert questions(kiosk, "/learn/plan/") == own

    def test_of_what_people_ask_for_are_the_same_for_one_and_for_thirty(self):
        client = staff()

        def somebody() -> None:
            learner = LearnerFactory()
            a_proposal(learner), a_request(learner)

        somebody()
        one = [questions(client, address) for address in ("/staff/asked/", "/staff/")]
        for _ in range(29):
            somebody()
        assert [questions(client, address) for address in ("/staff/asked/", "/staff/")] == one

    def test_of_steps_are_the_same_for_one_and_for_twenty(self):
        learner, client = LearnerFactory(), staff()
        found = []
        for n in (1, 20):
            goal = a_goal(learner, n=n)
            found.append(questions(client, f"/staff/people/{learner.id}/plan/goals/{goal.id}/steps/"))
        assert found[0] == found[1]


class TestStaffPages:
    def test_add_a_goal_with_links_and_a_note_for_staff(self):
        learner = LearnerFactory()
        client, base = staff("CIAG"), f"/staff/people/{learner.id}/plan/"
        said = {
            "title": "Bake bread", "when": "6", "steps": ["Ask the kitchen"], "note": "Careful",
            "note_is_staff_only": "on", "qualification": "Level 1 baking",
        }  # fmt: skip
        assert client.post(f"{base}goals/add/", {**said, "course": str(learner.id)}).status_code == 422
        assert client.post(f"{base}goals/add/", said).status_code == 302
        goal = Goal.objects.get()
        assert (goal.note_is_staff_only, goal.qualification, goal.note) == (True, "Level 1 baking", "Careful")

    def test_say_the_persons_name_in_the_questions(self):
        learner = LearnerFactory(given_name="Rhys")
        page = staff("CIAG").get(f"/staff/people/{learner.id}/plan/goals/add/").content.decode()
        assert "What does Rhys want to achieve?" in page and "Use Rhys’s own words." in page

    def test_change_steps_by_buttons(self):
        learner = LearnerFactory()
        goal = a_goal(learner, n=3)
        client = staff("CIAG")
        address = f"/staff/people/{learner.id}/plan/goals/{goal.id}/steps/"
        one, two, three = steps_of(goal)
        assert client.post(address, {"title": "Step 4", "owner": "STAFF"}).status_code == 302
        assert client.post(address, {"title": ""}).status_code == 422
        client.post(f"/staff/steps/{three.id}/move/", {"up": "1"})
        client.post(f"/staff/steps/{one.id}/take-out/")
        assert [step.title for step in steps_of(goal)] == ["Step 3", "Step 2", "Step 4"]
        assert "Steps that were taken out" in client.get(address).content.decode()
        client.post(f"/staff/steps/{one.id}/put-back/")
        said = {"title": "Step two", "owner": "LEARNER", "lock_version": Step.objects.get(id=two.id).lock_version}
        assert client.post(f"{address}{two.id}/", said).status_code == 302
        assert client.post(f"{address}{two.id}/", said).status_code == 409
        assert [step.title for step in steps_of(goal)] == ["Step 3", "Step two", "Step 4", "Step 1"]

    def test_say_why_a_button_did_nothing(self):
        learner = LearnerFactory()
        step = steps_of(a_goal(learner))[0]
        client = staff("TUTOR")
        client.post(f"/staff/steps/{step.id}/start/")
        page = client.post(f"/staff/steps/{step.id}/start/", follow=True).content.decode()
        assert "This step is started already." in page

    def test_undo_a_step_that_was_confirmed(self):
        learner = LearnerFactory()
        step = steps_of(a_goal(learner))[0]
        client = staff("TUTOR")
        client.post(f"/staff/steps/{step.id}/confirm/")
        page = client.get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert f"/staff/steps/{step.id}/undo/" in page
        client.post(f"/staff/steps/{step.id}/undo/")
        step.refresh_from_db()
        assert step.status == "ACTIVE"

    def test_show_whose_turn_it_is_and_by_when(self):
        learner = LearnerFactory()
        a_goal(learner, steps=[PlannedStep("Ring up", "STAFF", dt.date(2027, 1, 5))])
        assert "Staff, by 5 January 2027" in staff("POM").get(f"/staff/people/{learner.id}/plan/").content.decode()

    def test_say_what_the_next_session_is(self):
        learner = LearnerFactory()
        on_hold(learner)
        page = staff("POM").get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert "Induction:" in page and "Risk to staff" in page

    @pytest.mark.parametrize("verb", ["start", "undo", "confirm", "move", "take-out"])
    def test_change_nothing_by_get(self, verb):
        learner = LearnerFactory()
        step = steps_of(a_goal(learner))[0]
        before = list(Step.objects.filter(goal=step.goal).values())
        assert staff().get(f"/staff/steps/{step.id}/{verb}/").status_code == 302
        assert list(Step.objects.filter(goal=step.goal).values()) == before
