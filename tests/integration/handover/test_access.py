"""Who may look and who may write, at each moment of a move; the windows, and the emergencies."""

import datetime as dt

import pytest
from django.test import override_settings

from campus.accounts import actors
from campus.audit.models import Event, Viewing
from campus.core import clock, outbox
from campus.core.errors import NotYours, Refused
from learners import access, windows
from learners.models import AccessWindow, Learner
from plans import actions as plans
from plans.actions import voice
from plans.models import Goal
from tests.factories import handover
from tests.factories.accounts import TODAY, posted
from tests.factories.learners import LearnerFactory, as_learner, number_of
from tests.factories.plans_goals import a_goal, a_worker
from transfers.handover.actions import emergencies
from transfers.handover.views import cases

pytestmark = pytest.mark.django_db


def again(actor):
    """The same user at their next request."""
    return actors.for_user(actor.user, TODAY)


def sees(actor, learner, permission="learner.view"):
    found = Learner.objects.visible_to(again(actor), permission).filter(id=learner.id).exists()
    learner.refresh_from_db()
    assert access.reaches(again(actor), learner, permission) == found
    return found


class TestAMove:
    def test_takes_reading_and_writing_from_all_and_gives_both_there(self):
        learner, here, there = LearnerFactory(), posted("EDU_MGR"), posted("EDU_MGR", "HLI")
        handover.moved(learner)
        for permission in ("learner.view", "plan.view", "plan.edit"):
            assert (sees(here, learner, permission), sees(there, learner, permission)) == (False, True)

    def test_leaves_reading_and_no_writing_while_on_the_way(self):
        learner, here, there = LearnerFactory(), posted("EDU_MGR"), posted("EDU_MGR", "HLI")
        handover.departed(learner)
        assert sees(here, learner) and sees(here, learner, "plan.view") and sees(here, learner, "handover.edit")
        assert not sees(here, learner, "plan.edit") and not sees(there, learner)
        with pytest.raises(NotYours):
            a_goal(learner, by=here)

    def test_to_court_changes_nothing(self):
        learner, here = LearnerFactory(), posted("EDU_MGR")
        handover.told(learner, "released", "SENT_TO_COURT", "OUT")
        assert sees(here, learner) and sees(here, learner, "plan.edit")

    def test_to_hospital_leaves_the_offender_manager_only(self):
        learner = LearnerFactory()
        handover.told(learner, "released", "RELEASED_TO_HOSPITAL", "OUT")
        assert sees(posted("POM"), learner) and not sees(posted("EDU_MGR"), learner)
        assert not sees(posted("POM", "HLI"), learner)
        assert sees(posted("RELEASED_VIEW", None), learner) and sees(posted("NAT_VIEW", None), learner)

    def test_out_of_custody_leaves_the_add_on_role_and_national_ones(self):
        learner = LearnerFactory()
        assert not sees(posted("RELEASED_VIEW", None), learner)
        handover.told(learner, "released", "RELEASED", "OUT")
        for role in ("RELEASED_VIEW", "NAT_VIEW", "DPO_SAR"):
            assert sees(posted(role, None), learner), role
        assert not sees(posted("EDU_MGR"), learner) and not sees(posted("POM"), learner)

    def test_never_touches_what_the_person_writes(self):
        """A tablet's session is bound to the place; the person's own work is not."""
        learner = LearnerFactory()
        goal = a_goal(learner, n=2)
        step = goal.steps.order_by("position").first()
        for move in (handover.departed, handover.moved):
            move(learner)
            me = as_learner(Learner.objects.get(id=learner.id))
            voice.suggest(
                by=me, learner_id=learner.id, title=f"After {move.__name__}", first_step="", target_on=None,
                at=clock.now(),
            )  # fmt: skip
        plans.tick(by=me, step_id=step.id, at=clock.now())
        assert learner.goalproposal_rows.count() == 2


class TestAuthors:
    def moved(self):
        learner = LearnerFactory()
        author, other = posted("EDU_MGR"), posted("EDU_MGR")
        a_goal(learner, "Get a job", by=author)
        worker = a_worker(learner).user
        handover.moved(learner)
        return learner, author, other, actors.for_user(worker, TODAY)

    def test_see_nothing_after_a_move_as_long_as_the_setting_is_off(self):
        learner, author, _, worker = self.moved()
        assert not AccessWindow.objects.exists()
        assert not sees(author, learner) and not sees(worker, learner)

    @override_settings(CAMPUS_AUTHOR_WINDOW_DAYS=28)
    def test_may_look_and_not_write_for_28_days(self):
        learner, author, other, worker = self.moved()
        assert sees(author, learner, "plan.view") and sees(worker, learner) and not sees(other, learner)
        assert not sees(author, learner, "plan.edit")
        with pytest.raises(NotYours):
            a_goal(learner, by=again(author))
        AccessWindow.objects.update(
            starts_at=clock.now() - dt.timedelta(days=29), ends_at=clock.now() - dt.timedelta(days=1)
        )
        assert not sees(author, learner)

    @override_settings(CAMPUS_AUTHOR_WINDOW_DAYS=28)
    def test_are_told_so_on_each_page_and_each_look_is_logged(self):
        learner, author, *_ = self.moved()
        from tests.factories import providers

        client = providers.signed_in(author.user, "staff")
        page = client.get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert "You cannot change it" in page and "Add a goal" not in page
        assert Viewing.objects.get(learner_id=learner.id, by=author.user).page.endswith("(after a move)")
        assert client.get(f"/staff/people/{learner.id}/plan/goals/add/").status_code == 404
        sent = {"title": "Weld", "when": "6", "steps": "Ask", "note": ""}
        assert client.post(f"/staff/people/{learner.id}/plan/goals/add/", sent).status_code == 404
        assert Goal.objects.filter(learner=learner).count() == 1

    @override_settings(CAMPUS_AUTHOR_WINDOW_DAYS=28)
    def test_still_pass_on_what_they_wrote_while_the_person_moved(self):
        from learners import openings
        from tests.factories import providers
        from transfers.handover.models import LateContribution

        learner, author = LearnerFactory(), posted("EDU_MGR")
        a_goal(learner, "Get a job", by=author)
        opened = openings.seal(author, learner)
        handover.moved(learner)
        sent = {"title": "Weld", "when": "6", "steps": "Ask", "note": "", "opened": opened}
        client = providers.signed_in(author.user, "staff")
        assert client.post(f"/staff/people/{learner.id}/plan/goals/add/", sent).status_code == 302
        assert LateContribution.objects.get().typed["title"] == ["Weld"]

    @override_settings(CAMPUS_AUTHOR_WINDOW_DAYS=28)
    def test_do_not_fill_the_lists_of_their_prison(self):
        learner, author, *_ = self.moved()
        from tests.factories import providers

        page = providers.signed_in(author.user, "staff").get("/staff/people/?who=all").content.decode()
        assert learner.list_name not in page


class TestEmergencies:
    SENT = {"reason": "SAFETY", "words": "A letter says that Daniel is in danger"}

    def elsewhere(self):
        learner = LearnerFactory(current_establishment_id="HLI")
        actor, client = handover.staff("CIAG")
        return learner, actor, client

    def test_open_one_record_for_an_hour_to_look_at(self):
        learner, actor, client = self.elsewhere()
        assert client.get(f"/staff/people/{learner.id}/").status_code == 404
        sent = {**self.SENT, "number": number_of(learner).lower()}
        page = client.post("/staff/emergencies/", sent, follow=True).content.decode()
        assert "Opened in an emergency" in page and learner.name in page
        assert sees(actor, learner) and not sees(actor, learner, "plan.edit")
        assert not sees(actor, LearnerFactory(current_establishment_id="HLI"))
        window = AccessWindow.objects.get()
        assert window.ends_at - window.starts_at == dt.timedelta(minutes=60)
        assert Event.objects.filter(verb="emergency.opened", learner_id=learner.id, by_id=actor.user_id).exists()
        assert Viewing.objects.filter(learner_id=learner.id, by=actor.user, page__endswith="(emergency)").exists()

    def test_end_by_themselves_and_when_closed(self):
        learner, actor, client = self.elsewhere()
        window = emergencies.open_record(
            by=actor, prison_number=number_of(learner), reason="SAFETY", words="x", at=clock.now()
        )
        client.post(f"/staff/emergencies/{window.id}/close/")
        assert not sees(actor, learner)
        past = clock.now() - dt.timedelta(minutes=61)
        emergencies.open_record(by=actor, prison_number=number_of(learner), reason="SAFETY", words="x", at=past)
        assert not sees(actor, learner)

    def test_are_told_to_security_at_once(self):
        learner, actor, _ = self.elsewhere()
        posted("SEC", email="sec@example.org")
        posted("SEC", "HLI", email="other@example.org")
        emergencies.open_record(by=actor, prison_number=number_of(learner), reason="SAFETY", words="x", at=clock.now())
        handover.settle()
        notices = outbox.owed().filter(topic="handover.notice")
        assert [n.body["what"] for n in notices] == ["EMERGENCY"]
        assert set(notices[0].body) == {"user", "what", "count"}

    @pytest.mark.parametrize(("said", "field"), [
        ({"words": ""}, "Write why you need it"), ({"reason": ""}, "Choose why you need it"),
        ({"number": "A0000ZZ"}, "Nobody is known by this number"),
    ])  # fmt: skip
    def test_take_a_reason_and_a_number(self, said, field):
        learner, _, client = self.elsewhere()
        response = client.post("/staff/emergencies/", {**self.SENT, "number": number_of(learner), **said})
        assert response.status_code == 422 and field in response.content.decode()
        assert not AccessWindow.objects.exists()

    def test_are_not_for_people_who_are_within_reach(self):
        actor = posted("CIAG")
        with pytest.raises(Refused, match="already"):
            emergencies.open_record(
                by=actor, prison_number=number_of(LearnerFactory()), reason="SAFETY", words="x", at=clock.now()
            )

    def test_are_each_reviewed_by_security_there(self):
        learner, actor, client = self.elsewhere()
        window = emergencies.open_record(
            by=actor, prison_number=number_of(learner), reason="SAFETY", words="A letter", at=clock.now()
        )
        client.get(f"/staff/people/{learner.id}/")
        _, security = handover.staff("SEC")
        assert "1 use waits" in security.get("/staff/emergencies/review/").content.decode()
        page = security.get(f"/staff/emergencies/review/{window.id}/").content.decode()
        assert "A letter" in page and "overview (emergency)" in page
        _, elsewhere = handover.staff("SEC", "HLI")
        assert elsewhere.get(f"/staff/emergencies/review/{window.id}/").status_code == 404
        refused = security.post(f"/staff/emergencies/review/{window.id}/", {"outcome": "RIGHT", "words": ""})
        assert refused.status_code == 422
        security.post(f"/staff/emergencies/review/{window.id}/", {"outcome": "RIGHT", "words": "Spoke to them"})
        window.refresh_from_db()
        assert window.review == "Spoke to them" and window.reviewed_by.postings.get().role == "SEC"
        assert "Every use has been reviewed" in security.get("/staff/emergencies/review/").content.decode()

    def test_open_nothing_to_those_without_the_right(self):
        with pytest.raises(NotYours):
            windows.break_glass(
                by=posted("TUTOR"), learner_id=LearnerFactory(current_establishment_id="HLI").id, reason_code="SAFETY",
                reason="x", until=clock.now() + dt.timedelta(hours=1), at=clock.now(),
            )  # fmt: skip


class TestTheExpected:
    def test_show_a_card_of_what_helps_and_no_more(self):
        case = handover.expected_at("LEI")
        _, client = handover.staff("KEYW")
        page = client.get(f"/staff/transfers/expected/{case.id}/").content.decode()
        assert case.learner.name in page and "What helps" in page
        assert client.get(f"/staff/people/{case.learner_id}/").status_code == 404
        assert Viewing.objects.filter(learner_id=case.learner_id, page="expected").exists()

    def test_are_not_shown_more_than_a_week_before(self):
        case = handover.expected_at("LEI")
        type(case).objects.filter(id=case.id).update(expected_on=clock.today() + dt.timedelta(days=8))
        _, client = handover.staff("KEYW")
        assert client.get(f"/staff/transfers/expected/{case.id}/").status_code == 404
        assert "Nobody is expected" in client.get("/staff/transfers/expected/").content.decode()

    @override_settings(CAMPUS_EXPECTED_SUMMARY=False)
    def test_are_nowhere_while_the_setting_is_off(self):
        case = handover.expected_at("LEI")
        _, client = handover.staff()
        assert client.get("/staff/transfers/expected/").status_code == 404
        assert client.get(f"/staff/transfers/expected/{case.id}/").status_code == 404
        assert "Expected" not in client.get("/staff/transfers/").content.decode()
        assert cases.ExpectedCard.permission == "handover.view"

    def test_are_noted_by_staff_of_the_sender(self):
        learner = LearnerFactory()
        _, client = handover.staff("TUTOR")
        soon = clock.today() + dt.timedelta(days=3)
        sent = {
            "establishment": "HLI", "expected_on_day": soon.day, "expected_on_month": soon.month,
            "expected_on_year": soon.year,
        }  # fmt: skip
        response = client.post(f"/staff/people/{learner.id}/expect/", sent, follow=True)
        assert "The hand-over note is made when the person leaves" in response.content.decode()
        assert learner.transfer_cases.get().expected_on == soon
