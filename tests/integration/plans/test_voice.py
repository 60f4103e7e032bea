"""What people suggest and ask for at a tablet, what staff answer, and who sees it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.core import clock
from campus.core.errors import NotYours, Refused
from learners.models import Learner, TimelineEvent
from plans import actions, selectors
from plans.actions import voice
from plans.models import Goal, GoalProposal, SessionRequest
from plans.selectors import voice as asking
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.plans_goals import a_goal, a_proposal, a_request, a_worker

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def at_kiosk(learner: Learner):
    as_learner(learner)
    return providers.at_kiosk(learner)


def staff(role: str = "EDU_MGR", place: str = "LEI"):
    return providers.signed_in(posted(role, place).user, "staff")


def kinds(learner: Learner) -> list[str]:
    return list(TimelineEvent.objects.filter(learner=learner).order_by("id").values_list("kind", flat=True))


class TestSuggesting:
    def test_is_the_persons_own(self):
        learner = LearnerFactory()
        found = a_proposal(learner, " Learn to cook ", target_on=dt.date(2027, 1, 1))
        assert (found.title, found.status, found.created_by_id) == ("Learn to cook", "WAITING", learner.user_id)
        assert kinds(learner) == ["GOAL_SUGGESTED"]
        for by in (posted("EDU_MGR"), as_learner(LearnerFactory())):
            with pytest.raises(NotYours):
                voice.suggest(by=by, learner_id=learner.id, title="x", first_step="", target_on=None, at=AT)

    @pytest.mark.parametrize("said", [{"title": " "}, {"target_on": dt.date(2026, 11, 9)}])
    def test_needs_words_and_no_past_date(self, said):
        with pytest.raises(Refused):
            a_proposal(LearnerFactory(), **said)

    def test_stops_at_five_that_wait(self):
        learner = LearnerFactory()
        for _ in range(5):
            a_proposal(learner)
        with pytest.raises(Refused):
            a_proposal(learner)
        page = at_kiosk(learner).get("/learn/plan/goals/suggest/").content.decode()
        assert "Staff have not answered your last goals yet" in page and "<textarea" not in page

    def test_is_taken_back_while_it_waits(self):
        learner = LearnerFactory()
        found = a_proposal(learner)
        for by in (posted("EDU_MGR"), as_learner(LearnerFactory())):
            with pytest.raises(NotYours):
                voice.take_back(by=by, proposal_id=found.id, at=AT)
        assert voice.take_back(by=as_learner(learner), proposal_id=found.id, at=AT).status == "TAKEN_BACK"
        with pytest.raises(Refused):
            voice.take_back(by=as_learner(learner), proposal_id=found.id, at=AT)
        with pytest.raises(Refused, match="taken this back"):
            voice.decline(by=posted("CIAG"), proposal_id=found.id, answer="No", at=AT)


class TestAnswering:
    def test_makes_it_a_goal_that_is_linked(self):
        learner = LearnerFactory()
        found = a_proposal(learner)
        goal = a_goal(learner, "Learn to cook", proposal_id=found.id)
        found.refresh_from_db()
        assert (found.status, found.goal, found.answered_at is not None) == ("ACCEPTED", goal, True)
        with pytest.raises(Refused):
            a_goal(learner, "Again", proposal_id=found.id)
        assert Goal.objects.filter(learner=learner).count() == 1

    def test_takes_no_suggestion_of_somebody_else(self):
        theirs = a_proposal(LearnerFactory())
        with pytest.raises(NotYours):
            a_goal(LearnerFactory(), proposal_id=theirs.id)
        assert not Goal.objects.exists()

    def test_declines_with_words_that_the_person_reads(self):
        learner = LearnerFactory()
        found = a_proposal(learner)
        with pytest.raises(Refused):
            voice.decline(by=posted("CIAG"), proposal_id=found.id, answer=" ", at=AT)
        voice.decline(by=posted("CIAG"), proposal_id=found.id, answer="The kitchen is shut. Ask in May.", at=AT)
        page = at_kiosk(learner).get("/learn/plan/").content.decode()
        assert "The kitchen is shut. Ask in May." in page

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("EDU_MGR", "HLI"), ("NAT_VIEW", None)])
    def test_is_not_for_others(self, role, place):
        learner = LearnerFactory()
        proposal, request = a_proposal(learner), a_request(learner)
        with pytest.raises(NotYours):
            voice.decline(by=posted(role, place), proposal_id=proposal.id, answer="No", at=AT)
        with pytest.raises(NotYours):
            voice.answer_request(by=posted(role, place), request_id=request.id, answer="No", at=AT)

    def test_goes_to_where_the_person_is_now(self):
        learner = LearnerFactory()
        request = a_request(learner)
        providers.moved(learner, to="HLI")
        with pytest.raises(NotYours):
            voice.answer_request(by=posted("EDU_MGR", "LEI"), request_id=request.id, answer="Monday", at=AT)
        voice.answer_request(by=posted("EDU_MGR", "HLI"), request_id=request.id, answer="Monday", at=AT)


class TestSessionRequest:
    def test_waits_alone(self):
        learner = LearnerFactory()
        first = a_request(learner)
        with pytest.raises(Refused):
            a_request(learner)
        voice.stop_asking(by=as_learner(learner), request_id=first.id, at=AT)
        second = a_request(learner)
        voice.answer_request(by=posted("CIAG"), request_id=second.id, answer="I come on Monday", at=AT)
        with pytest.raises(Refused):
            voice.stop_asking(by=as_learner(learner), request_id=second.id, at=AT)
        a_request(learner)
        assert kinds(learner).count("SESSION_ASKED_FOR") == 3

    def test_is_one_in_the_database_too(self):
        request = a_request(LearnerFactory())
        request.pk = LearnerFactory().id
        with pytest.raises(IntegrityError), transaction.atomic():
            request.save(force_insert=True)

    @pytest.mark.parametrize(
        ("model", "broken"),
        [(SessionRequest, {"status": "ANSWERED"}), (GoalProposal, {"status": "DECLINED"}),
         (GoalProposal, {"status": "ACCEPTED"})],
    )  # fmt: skip
    def test_is_not_answered_without_words(self, model, broken):
        learner = LearnerFactory()
        a_request(learner), a_proposal(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**broken)


class TestKioskPages:
    def test_suggest_keeps_what_was_typed_and_says_who_gets_it(self):
        learner = LearnerFactory()
        client = at_kiosk(learner)
        kept = client.post("/learn/plan/goals/suggest/", {"title": "", "first_step": "Ring my brother", "when": "6"})
        assert kept.status_code == 422
        assert "Write your goal first." in kept.content.decode() and "Ring my brother" in kept.content.decode()
        said = {"title": "Drive a van", "first_step": "", "when": "6"}
        page = client.post("/learn/plan/goals/suggest/", said, follow=True).content.decode()
        assert "We sent it to staff." in page and "Drive a van" in page
        a_worker(learner)
        page = client.post("/learn/plan/goals/suggest/", {"title": "Drive", "when": ""}, follow=True).content.decode()
        assert "We sent it to Priya." in page
        assert GoalProposal.objects.get(title="Drive a van").target_on is not None
        assert GoalProposal.objects.get(title="Drive").target_on is None

    def test_take_back_by_a_button(self):
        learner = LearnerFactory()
        proposal, request = a_proposal(learner), a_request(learner)
        client = at_kiosk(learner)
        client.post(f"/learn/plan/goals/suggested/{proposal.id}/take-back/")
        page = client.post(f"/learn/plan/meeting/{request.id}/take-back/", follow=True).content.decode()
        assert "Learn to cook" not in page and "You took this back." in page
        assert client.post(f"/learn/plan/meeting/{request.id}/take-back/").status_code == 422

    def test_ask_once_and_show_the_answer(self):
        learner = LearnerFactory()
        client = at_kiosk(learner)
        assert client.post("/learn/plan/meeting/ask/", {"words": ""}).status_code == 302
        page = client.get("/learn/plan/meeting/ask/").content.decode()
        assert "You have asked already" in page and "<textarea" not in page
        assert client.post("/learn/plan/meeting/ask/", {"words": "Again"}).status_code == 422
        request = SessionRequest.objects.get()
        voice.answer_request(by=posted("CIAG"), request_id=request.id, answer="See you on Monday", at=AT)
        assert "See you on Monday" in client.get("/learn/plan/").content.decode()

    def test_ask_to_finish_the_own_goal_in_words_that_are_there(self):
        learner, other = LearnerFactory(), LearnerFactory()
        own, theirs = a_goal(learner, "Bake bread"), a_goal(other, "Secret wish")
        client = at_kiosk(learner)
        assert (
            "I want to finish my goal: Bake bread"
            in client.get(f"/learn/plan/meeting/ask/?goal={own.id}").content.decode()
        )
        for asked in (theirs.id, "nonsense", ""):
            page = client.get(f"/learn/plan/meeting/ask/?goal={asked}")
            assert page.status_code == 200 and "Secret" not in page.content.decode()


class TestStaffPages:
    def test_accept_with_the_words_filled_in(self):
        learner = LearnerFactory()
        found = a_proposal(learner, target_on=dt.date(2099, 2, 3))
        client, address = staff(), f"/staff/people/{learner.id}/plan/suggested/{found.id}/"
        page = client.get(address).content.decode()
        assert 'value="Learn to cook"' in page and 'value="Ask the kitchen"' in page and 'value="2099"' in page
        said = {"title": "Cook for fifty", "when": "3", "steps": ["Ask"], "note": ""}
        assert client.post(address, said).status_code == 302
        found.refresh_from_db()
        assert found.status == "ACCEPTED" and found.goal.title == "Cook for fifty"
        again = client.post(address, said)
        assert again.status_code == 422 and "answered already" in again.content.decode()

    def test_decline_and_answer_keep_what_was_typed(self):
        learner = LearnerFactory()
        proposal, request = a_proposal(learner), a_request(learner)
        client, base = staff(), f"/staff/people/{learner.id}/plan"
        for address in (f"{base}/suggested/{proposal.id}/no/", f"{base}/asked/{request.id}/"):
            assert client.post(address, {"answer": ""}).status_code == 422
            assert client.post(address, {"answer": "Come on Monday"}).status_code == 302
            page = client.get(address).content.decode()
            assert "This is answered already." in page and "<textarea" not in page

    def test_show_what_waits_on_the_plan_and_on_today(self):
        learner = LearnerFactory()
        a_proposal(learner, "Learn to weld"), a_request(learner, "About my course")
        a_proposal(LearnerFactory(current_establishment_id="HLI"), "Not here")
        for address in (f"/staff/people/{learner.id}/plan/", "/staff/", "/staff/asked/"):
            page = staff().get(address).content.decode()
            assert "Learn to weld" in page and "About my course" in page and "Not here" not in page, address

    def test_show_it_to_readers_without_the_buttons(self):
        learner = LearnerFactory()
        a_proposal(learner, "Learn to weld")
        page = staff("POM").get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert "Learn to weld" in page and "Make it a goal" not in page
        assert "Learn to weld" not in staff("POM").get("/staff/").content.decode()


class TestWorkerName:
    def test_is_the_first_name_of_who_works_with_the_person_now(self):
        learner = LearnerFactory()
        assert asking.worker_name(learner.id) == ""
        worker = a_worker(learner)
        assert asking.worker_name(learner.id) == "Priya"
        worker.ended_at = clock.now()
        worker.save()
        assert asking.worker_name(learner.id) == ""

    def test_stands_in_for_staff_after_a_tick(self):
        learner = LearnerFactory()
        step = a_goal(learner).steps.first()
        a_worker(learner)
        page = at_kiosk(learner).post(f"/learn/plan/steps/{step.id}/done/", follow=True).content.decode()
        assert "Well done. Priya will check it." in page
        assert selectors.plan_of(learner.id).goals[0].ticked
        actions.untick(by=as_learner(learner), step_id=step.id, at=AT)
