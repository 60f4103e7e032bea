"""A named person takes somebody on: all of it is saved, or nothing."""

import datetime as dt
import re

import pytest

from campus.audit.models import Event
from campus.core import clock
from learners import digests
from learners.models import Learner, TimelineEvent
from plans.courses.models import ClassPlace
from plans.models import CaseWorker, Goal
from plans.rules import ArchiveReason
from tests.factories import courses, handover, whole_record
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_goals import a_goal
from transfers.handover.actions import accepting
from transfers.handover.actions.accepting import GoalChoice, PlaceChoice
from transfers.handover.models import HandOver
from transfers.handover.selectors import since
from transfers.models import Manifest, TransferException

pytestmark = pytest.mark.django_db


def fields(goal=None, place=None, **said):
    named = {}
    if goal:
        named[f"goal_{goal.id.hex}"] = said.pop("decision", "KEEP")
    if place:
        named[f"place_{place.id.hex}"] = said.pop("place_decision", "KEEP")
    return {**named, **said}


def accept(case, by, goals=(), places=(), worker=None):
    return accepting.accept(
        by=by, case_id=case.id, worker_id=worker, goals=goals, places_=places, at=clock.now()
    )  # fmt: skip


class TestAccept:
    def somebody(self, **said):
        learner = LearnerFactory(current_establishment_id="HLI", **said)
        goal = a_goal(learner, "Get a job")
        case = handover.moved(learner, "LEI")
        actor, client = handover.staff(given_name="Sam", family_name="Cole")
        return learner, goal, case, actor, client

    def test_saves_worker_goals_and_state(self):
        learner, goal, case, actor, client = self.somebody()
        page = client.get(f"/staff/transfers/{case.id}/").content.decode()
        assert "Accept Daniel" in page and "Get a job" in page
        response = client.post(f"/staff/transfers/{case.id}/", fields(goal, worker=str(actor.user_id)), follow=True)
        assert "You are now Daniel’s worker." in response.content.decode()
        case.refresh_from_db()
        assert case.state == "ACCEPTED" and case.accepted_at
        assert CaseWorker.objects.get(learner=learner, ended_at=None).user_id == actor.user_id
        assert Goal.objects.get(id=goal.id).status == "ACTIVE"
        row = HandOver.objects.get(case=case)
        assert (row.accepted_by_id, row.worker_id) == (actor.user_id, actor.user_id)
        assert row.decisions[0]["words"] == "Keep"
        assert Event.objects.filter(verb="transfer.accepted", by_id=actor.user_id).exists()
        assert "Accepted on" in client.get(f"/staff/transfers/{case.id}/").content.decode()

    def test_counts_a_third_time(self):
        _, goal, case, actor, _ = self.somebody()
        accept(case, actor, [GoalChoice(goal.id, "KEEP")], worker=actor.user_id)
        counts = {m.phase: m for m in Manifest.objects.filter(case=case)}
        assert set(counts) == {"BEFORE", "AFTER", "ACCEPT"}
        assert counts["ACCEPT"].root == counts["AFTER"].root

    def test_stops_a_goal_with_its_reason(self):
        _, goal, case, actor, client = self.somebody()
        name = f"goal_{goal.id.hex}"
        sent = {name: "STOP", "worker": str(actor.user_id)}
        refused = client.post(f"/staff/transfers/{case.id}/", sent)
        assert refused.status_code == 422 and "Choose why the goal is archived: Get a job" in refused.content.decode()
        assert Goal.objects.get(id=goal.id).status == "ACTIVE"
        client.post(f"/staff/transfers/{case.id}/", {**sent, f"{name}_reason": ArchiveReason.NOT_AVAILABLE_HERE.value})
        goal.refresh_from_db()
        assert (goal.status, goal.archive_reason) == ("ARCHIVED", ArchiveReason.NOT_AVAILABLE_HERE.value)

    def test_saves_nothing_when_anything_is_refused(self):
        learner, goal, case, actor, client = self.somebody()
        other = a_goal(learner, "Bake bread", by=actor, at=clock.now())
        sent = {
            f"goal_{goal.id.hex}": "STOP", f"goal_{goal.id.hex}_reason": ArchiveReason.NOT_AVAILABLE_HERE.value,
            f"goal_{other.id.hex}": "STOP", "worker": str(actor.user_id),
        }  # fmt: skip
        assert client.post(f"/staff/transfers/{case.id}/", sent).status_code == 422
        case.refresh_from_db()
        assert case.state == "VERIFIED"
        assert Goal.objects.get(id=goal.id).status == "ACTIVE"
        assert not CaseWorker.objects.filter(learner=learner, ended_at=None).exists()
        assert not Manifest.objects.filter(case=case, phase="ACCEPT").exists()

    def test_asks_about_a_goal_that_came_while_the_page_stood_open(self):
        learner, goal, case, actor, client = self.somebody()
        sent = fields(goal, worker=str(actor.user_id))
        a_goal(learner, "Learn to weld", by=actor)
        response = client.post(f"/staff/transfers/{case.id}/", sent)
        assert response.status_code == 422 and "Decide what happens to Learn to weld" in response.content.decode()

    def test_asks_for_a_worker(self):
        _, goal, case, _, client = self.somebody()
        response = client.post(f"/staff/transfers/{case.id}/", fields(goal, worker=""))
        assert response.status_code == 422 and "Choose who works with them" in response.content.decode()

    def test_is_done_once(self):
        _, goal, case, actor, client = self.somebody()
        sent = fields(goal, worker=str(actor.user_id))
        client.post(f"/staff/transfers/{case.id}/", sent)
        again = client.post(f"/staff/transfers/{case.id}/", sent)
        assert again.status_code == 422
        assert Manifest.objects.filter(case=case, phase="ACCEPT").count() == 1

    def test_is_not_for_those_who_may_only_look(self):
        _, goal, case, _, _ = self.somebody()
        _, client = handover.staff("TUTOR")
        assert "The learning and skills manager accepts" in client.get(f"/staff/transfers/{case.id}/").content.decode()
        assert client.post(f"/staff/transfers/{case.id}/", fields(goal)).status_code == 404
        case.refresh_from_db()
        assert case.state == "VERIFIED"

    def test_is_not_for_the_prison_that_was_left(self):
        _, _, case, _, _ = self.somebody()
        _, at_hull = handover.staff(at="HLI")
        assert at_hull.get(f"/staff/transfers/{case.id}/").status_code == 404

    def test_passes_a_refusal_on_to_whoever_presses_after_the_next_move(self):
        learner, goal, case, actor, client = self.somebody()
        token = re.search(r'name="opened" value="([^"]+)"', client.get(f"/staff/transfers/{case.id}/").content.decode())
        handover.moved(learner, "WWI")
        sent = fields(goal, worker=str(actor.user_id), opened=token.group(1))
        page = client.post(f"/staff/transfers/{case.id}/", sent, follow=True).content.decode()
        assert "Nothing was saved." in page and "The prison where the person is decides about this." in page

    def test_writes_nothing_of_the_record_but_what_was_decided(self):
        learner = whole_record.whole_record()
        case = handover.moved(learner, "HLI")
        by = posted("EDU_MGR", "HLI")
        goals = [GoalChoice(g.id, "KEEP") for g in Goal.objects.filter(learner=learner).active()]
        places = [PlaceChoice(p.id, "KEEP") for p in ClassPlace.objects.filter(learner=learner, state="SUSPENDED")]
        before = digests.take(learner.id).root
        accept(case, by, goals, places, worker=by.user_id)
        assert digests.take(learner.id).root == before


class TestAClass:
    def somebody_on_a_course(self):
        learner = LearnerFactory(current_establishment_id="HLI")
        course = courses.a_course("HLI")
        group = courses.a_class(course, "HLI")
        courses.enrolled(learner, course, group)
        place = ClassPlace.objects.get(learner=learner)
        return learner, course, group, place

    def test_here_takes_the_place_of_the_one_there(self):
        learner, course, _, place = self.somebody_on_a_course()
        courses.also_at(course, "LEI")
        here = courses.a_class(course, "LEI", name="Leeds mornings")
        case = handover.moved(learner, "LEI")
        actor, client = handover.staff()
        page = client.get(f"/staff/transfers/{case.id}/").content.decode()
        assert "Leeds mornings" in page
        name = f"place_{place.id.hex}"
        sent = {name: "REPLACE", "worker": str(actor.user_id)}
        assert client.post(f"/staff/transfers/{case.id}/", sent).status_code == 422
        client.post(f"/staff/transfers/{case.id}/", {**sent, f"{name}_class": str(here.id)})
        place.refresh_from_db()
        assert place.state == "ENDED"
        assert ClassPlace.objects.get(learner=learner, state="HELD").course_class_id == here.id

    def test_is_let_go_only_when_somebody_says_so(self):
        learner, _, _, place = self.somebody_on_a_course()
        case = handover.moved(learner, "LEI")
        actor, client = handover.staff()
        client.post(f"/staff/transfers/{case.id}/", {f"place_{place.id.hex}": "LET_GO", "worker": str(actor.user_id)})
        place.refresh_from_db()
        assert place.state == "ENDED"

    def test_is_resumed_with_its_progress_by_whoever_comes_back(self):
        learner, _, group, place = self.somebody_on_a_course()
        handover.moved(learner, "LEI")
        case = handover.moved(learner, "HLI")
        actor, client = handover.staff(at="HLI")
        page = client.get(f"/staff/transfers/{case.id}/").content.decode()
        assert "Daniel was here until" in page
        assert re.search(r'value="RESUME"[^>]*checked', page)
        client.post(f"/staff/transfers/{case.id}/", {f"place_{place.id.hex}": "RESUME", "worker": str(actor.user_id)})
        place.refresh_from_db()
        assert (place.state, place.course_class_id) == ("HELD", group.id)

    def test_that_is_full_is_not_offered_again(self):
        learner, course, group, place = self.somebody_on_a_course()
        handover.moved(learner, "LEI")
        group.places = 1
        group.save(update_fields=["places"])
        courses.enrolled(LearnerFactory(current_establishment_id="HLI"), course, group)
        case = handover.moved(learner, "HLI")
        _, client = handover.staff(at="HLI")
        page = client.get(f"/staff/transfers/{case.id}/").content.decode()
        assert 'value="RESUME"' not in page and 'value="KEEP"' in page
        assert ClassPlace.objects.get(id=place.id).state == "SUSPENDED"


class TestTheThirdCount:
    def arrived(self):
        learner = LearnerFactory(current_establishment_id="HLI")
        goal = a_goal(learner, "Get a job")
        return learner, goal, handover.moved(learner, "LEI"), posted("EDU_MGR")

    def test_explains_what_was_written_here_since(self):
        learner, goal, case, by = self.arrived()
        made = a_goal(learner, "Learn to weld", by=by, at=clock.now())
        row = accept(case, by, [GoalChoice(goal.id, "KEEP"), GoalChoice(made.id, "KEEP")], worker=by.user_id)
        assert row.accepted_by_id == by.user_id

    def test_finds_a_row_that_is_not_as_it_was_though_nobody_wrote(self, monkeypatch):
        """With triggers off, as somebody at the database would. A test is one instant, so there is no margin in it."""
        monkeypatch.setattr(since, "MARGIN", dt.timedelta(0))
        from django.db import connection

        _, goal, case, by = self.arrived()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE plans_goal SET title = 'Something else' WHERE id = %s", [goal.id])
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        row = accept(case, by, [GoalChoice(goal.id, "KEEP")], worker=by.user_id)
        case.refresh_from_db()
        assert row.accepted_by_id is None and case.state == "EXCEPTION"
        problems = TransferException.objects.get(case=case).problems
        assert problems == [{"kind": "goal", "row": "", "problem": "changed"}]

    def test_finds_a_row_that_is_gone(self):
        from django.db import connection

        learner, goal, case, by = self.arrived()
        line = TimelineEvent.objects.filter(learner=learner).first()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM learners_timelineevent WHERE id = %s", [line.id])
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        accept(case, by, [GoalChoice(goal.id, "KEEP")], worker=by.user_id)
        assert TransferException.objects.get(case=case).problems == [
            {"kind": "timeline_event", "row": "", "problem": "missing"}
        ]
        assert Learner.objects.get(id=learner.id).current_establishment_id == "LEI"
