"""What is written while somebody moves away lands in the row or in the receiver's queue, and nowhere else."""

import re

import pytest

from campus.audit.models import Event
from learners.models import TimelineEvent
from plans.models import Goal
from tests.factories import handover
from tests.factories.accounts import add_posting, posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_goals import a_goal
from transfers.handover.models import LateContribution

pytestmark = pytest.mark.django_db
GOAL = {
    "title": "Learn to weld", "when": "6",
    "steps": "Ask the workshop", "note": "Keen on this", "course": "", "qualification": "", "work_type": "",
}  # fmt: skip


def opened(page: str) -> str:
    return re.search(r'name="opened" value="([^"]+)"', page).group(1)


def goal_address(learner):
    return f"/staff/people/{learner.id}/plan/goals/add/"


def written_while_moving(learner, client, to="HLI", **changed):
    """Open the form, let the person move, send the form."""
    token = opened(client.get(goal_address(learner)).content.decode())
    handover.moved(learner, to)
    return client.post(goal_address(learner), {**GOAL, "opened": token, **changed}, follow=True)


class TestStaffWhoWrite:
    def test_are_told_that_it_was_passed_on_and_write_nothing(self):
        learner = LearnerFactory()
        actor, client = handover.staff()
        page = written_while_moving(learner, client).content.decode()
        assert re.search(rf"Saved. Daniel {learner.family_name} moved to Hull at .*; your entry was passed on.", page)
        assert not Goal.objects.filter(learner=learner).exists()
        late = LateContribution.objects.get(learner=learner)
        assert (late.created_by_id, late.author_establishment_id, late.page) == (
            actor.user_id, "LEI", "plans:add-goal",
        )  # fmt: skip
        assert late.typed["title"] == ["Learn to weld"]
        assert ["Steps", "Ask the workshop"] in late.said
        assert Event.objects.filter(verb="late_contribution.kept", learner_id=learner.id, by_id=actor.user_id).exists()

    def test_are_asked_again_beside_the_field_when_something_is_wrong(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        response = written_while_moving(learner, client, title="")
        assert response.status_code == 422
        page = response.content.decode()
        assert "Ask the workshop" in page and "passed on to those who work with Daniel now" in page
        assert not LateContribution.objects.exists()
        again = client.post(goal_address(learner), {**GOAL, "opened": opened(page)}, follow=True)
        assert "passed on" in again.content.decode()
        assert LateContribution.objects.count() == 1

    def test_pass_it_on_once_however_often_they_press(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        page = client.get(goal_address(learner)).content.decode()
        form_token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
        handover.moved(learner)
        for _ in range(2):
            sent = {**GOAL, "opened": opened(page), "form_token": form_token}
            assert client.post(goal_address(learner), sent).status_code == 302
        assert LateContribution.objects.count() == 1

    def test_find_nothing_without_the_note_of_the_page(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        handover.moved(learner)
        assert client.post(goal_address(learner), GOAL).status_code == 404
        assert client.post(goal_address(learner), {**GOAL, "opened": "made-up"}).status_code == 404
        assert not LateContribution.objects.exists()

    def test_cannot_use_the_note_of_a_colleague_or_of_another_person(self):
        learner, other = LearnerFactory(), LearnerFactory()
        _, client = handover.staff()
        _, colleague = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.moved(learner)
        handover.moved(other)
        assert colleague.post(goal_address(learner), {**GOAL, "opened": token}).status_code == 404
        assert client.post(goal_address(other), {**GOAL, "opened": token}).status_code == 404
        assert not LateContribution.objects.exists()

    def test_who_left_the_prison_themselves_pass_nothing_on(self):
        learner = LearnerFactory()
        actor, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        actor.user.postings.update(ends_on="2026-01-01")
        add_posting(actor.user, "EDU_MGR", "WWI")
        handover.moved(learner)
        assert client.post(goal_address(learner), {**GOAL, "opened": token}).status_code == 404

    def test_just_save_after_the_person_came_back_from_court(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.told(learner, "released", "SENT_TO_COURT", "OUT")
        handover.told(learner, "received", "RETURN_FROM_COURT", "LEI")
        client.post(goal_address(learner), {**GOAL, "opened": token})
        assert Goal.objects.filter(learner=learner, title="Learn to weld").exists()
        assert not LateContribution.objects.exists()

    def test_just_save_after_the_person_moved_away_and_came_back(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.moved(learner, "HLI")
        handover.moved(learner, "LEI")
        client.post(goal_address(learner), {**GOAL, "opened": token})
        assert Goal.objects.filter(learner=learner, title="Learn to weld").exists()

    def test_pass_it_on_while_the_person_is_on_the_way(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.departed(learner)
        page = client.post(goal_address(learner), {**GOAL, "opened": token}, follow=True).content.decode()
        assert "left for another prison" in page and "passed on" in page
        assert not Goal.objects.filter(learner=learner).exists()

    def test_lose_nothing_when_the_person_is_released(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.told(learner, "released", "RELEASED", "OUT")
        assert (
            "left prison" in client.post(goal_address(learner), {**GOAL, "opened": token}, follow=True).content.decode()
        )
        assert LateContribution.objects.filter(learner=learner, state="WAITING").exists()

    def test_see_nothing_else_of_the_person_on_the_way(self):
        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        handover.moved(learner)
        a_goal(learner, "A goal made at Hull", by=posted("EDU_MGR", "HLI"))
        response = client.post(goal_address(learner), {**GOAL, "opened": token, "title": ""}, follow=True)
        assert "A goal made at Hull" not in response.content.decode()


class TestTheRace:
    def test_inside_the_action_takes_the_same_way(self, monkeypatch):
        """The page found the person, and then the move took the lock first."""
        from plans.views.staff.goals import AddGoal

        learner = LearnerFactory()
        _, client = handover.staff()
        token = opened(client.get(goal_address(learner)).content.decode())
        once = AddGoal._perform_once

        def moved_meanwhile(page, form):
            handover.moved(learner)
            return once(page, form)

        monkeypatch.setattr(AddGoal, "_perform_once", moved_meanwhile)
        page = client.post(goal_address(learner), {**GOAL, "opened": token}, follow=True).content.decode()
        assert "your entry was passed on" in page
        assert not Goal.objects.filter(learner=learner).exists()
        assert LateContribution.objects.count() == 1


class TestReceivers:
    def came_late(self, **changed):
        learner = LearnerFactory()
        author, client = handover.staff(given_name="Rachel", family_name="Marsh")
        written_while_moving(learner, client, **changed)
        receiver, at_hull = handover.staff(at="HLI", given_name="Sam", family_name="Cole")
        return learner, author, client, receiver, at_hull, LateContribution.objects.get(learner=learner)

    def test_see_it_in_words_and_nobody_else_does(self):
        learner, _, client, _, at_hull, late = self.came_late()
        assert "Learn to weld" in at_hull.get(f"/staff/transfers/late-notes/{late.id}/").content.decode()
        assert learner.list_name in at_hull.get("/staff/transfers/late-notes/").content.decode()
        assert client.get(f"/staff/transfers/late-notes/{late.id}/").status_code == 404
        assert learner.list_name not in client.get("/staff/transfers/late-notes/").content.decode()

    def test_accept_it_and_both_names_stay(self):
        learner, author, _, receiver, at_hull, late = self.came_late()
        page = at_hull.post(f"/staff/transfers/late-notes/{late.id}/", follow=True).content.decode()
        assert "Rachel Marsh wrote it, you saved it." in page
        goal = Goal.objects.get(learner=learner, title="Learn to weld")
        assert (goal.created_by_id, goal.created_at_establishment_id) == (receiver.user_id, "HLI")
        line = TimelineEvent.objects.get(learner=learner, kind="GOAL_CREATED")
        assert line.facts["written_by"] == "Rachel Marsh"
        made = Event.objects.filter(subject_id=str(goal.id)).earliest("at")
        assert made.by_id == receiver.user_id and made.details["written_by"] == str(author.user_id)
        late.refresh_from_db()
        assert (late.state, late.decided_by_id, late.changed) == ("ACCEPTED", receiver.user_id, False)
        history = at_hull.get(f"/staff/people/{learner.id}/history/").content.decode()
        assert "Rachel Marsh, accepted by Sam Cole" in history

    def test_accept_it_once(self):
        learner, _, _, _, at_hull, late = self.came_late()
        for _ in range(2):
            at_hull.post(f"/staff/transfers/late-notes/{late.id}/")
        assert Goal.objects.filter(learner=learner).count() == 1

    def test_accept_it_with_changes_in_the_filled_form(self):
        learner, _, _, receiver, at_hull, late = self.came_late()
        address = f"/staff/transfers/late-notes/{late.id}/change/"
        page = at_hull.get(address).content.decode()
        assert "Learn to weld" in page and "Ask the workshop" in page
        at_hull.post(address, {**GOAL, "title": "Learn to weld at Hull"})
        goal = Goal.objects.get(learner=learner)
        assert (goal.title, goal.created_by_id) == ("Learn to weld at Hull", receiver.user_id)
        late.refresh_from_db()
        assert (late.state, late.changed) == ("ACCEPTED", True)

    def test_are_asked_beside_the_field_when_their_change_is_wrong(self):
        learner, _, _, _, at_hull, late = self.came_late()
        response = at_hull.post(f"/staff/transfers/late-notes/{late.id}/change/", {**GOAL, "title": ""})
        assert response.status_code == 422
        assert not Goal.objects.filter(learner=learner).exists()
        late.refresh_from_db()
        assert late.state == "WAITING"

    def test_send_it_back_with_a_reason_that_the_author_reads(self):
        learner, _, client, _, at_hull, late = self.came_late()
        address = f"/staff/transfers/late-notes/{late.id}/return/"
        assert at_hull.post(address, {"reason": ""}).status_code == 422
        at_hull.post(address, {"reason": "Daniel has such a goal already"})
        late.refresh_from_db()
        assert late.state == "RETURNED"
        assert "1 answer about what you passed on" in client.get("/staff/").content.decode()
        mine = client.get("/staff/transfers/late-notes/mine/").content.decode()
        assert "Daniel has such a goal already" in mine and "Sent back" in mine
        assert "about what you passed on" not in client.get("/staff/").content.decode()
        assert not Goal.objects.filter(learner=learner).exists()

    def test_do_not_see_what_only_others_may_read(self):
        """A condition that was written down is for the neurodiversity support manager."""
        learner = LearnerFactory()
        _, client = handover.staff("NSM")
        address = f"/staff/people/{learner.id}/support/conditions/add/"
        token = opened(client.get(address).content.decode())
        handover.moved(learner)
        sent = {
            "code": "ADHD",
            "name": "",
            "source": "CONFIRMED_DIAGNOSIS",
            "details": "Seen by Dr Gray",
            "opened": token,
        }
        client.post(address, sent)
        late = LateContribution.objects.get(learner=learner)
        manager, nsm = handover.staff("EDU_MGR", "HLI")[1], handover.staff("NSM", "HLI")[1]
        assert manager.get(f"/staff/transfers/late-notes/{late.id}/").status_code == 404
        assert "Dr Gray" in nsm.get(f"/staff/transfers/late-notes/{late.id}/").content.decode()

    def test_see_both_when_the_row_was_changed_since(self):
        learner = LearnerFactory()
        goal = a_goal(learner, "Get a job")
        _, client = handover.staff()
        address = f"/staff/people/{learner.id}/plan/goals/{goal.id}/"
        page = client.get(address).content.decode()
        version = re.search(r'name="lock_version" value="(\d+)"', page).group(1)
        sent = {
            "title": "Get a job in Leeds", "target_day": "1", "target_month": "3", "target_year": "2099", "note": "",
            "lock_version": version, "opened": opened(page), "course": "", "qualification": "", "work_type": "",
        }  # fmt: skip
        handover.moved(learner)
        _, at_hull = handover.staff(at="HLI")
        Goal.objects.filter(id=goal.id).update(title="Get a job in Hull", lock_version=int(version) + 1)
        client.post(address, sent)
        late = LateContribution.objects.get(learner=learner)
        refused = at_hull.post(f"/staff/transfers/late-notes/{late.id}/")
        assert refused.status_code == 422 and "Somebody changed this" in refused.content.decode()
        both = at_hull.get(f"/staff/transfers/late-notes/{late.id}/change/").content.decode()
        assert "Get a job in Leeds" in both and "Get a job in Hull" in both
