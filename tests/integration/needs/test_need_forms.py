"""The forms about needs: what they keep, what they refuse, and where they lead."""

import datetime as dt
import re

import pytest

from campus.core import clock
from plans.needs.models import Challenge, Condition, Screener, SupportPlan, SupportPlanReview, SupportStrategy
from tests.factories import needs
from tests.factories.learners import LearnerFactory
from tests.factories.needs import page, staff, tab

pytestmark = pytest.mark.django_db


class TestAdding:
    @pytest.mark.parametrize(
        ("tail", "typed", "said", "model"),
        [
            ("conditions/add/", {"code": "ADHD", "name": "", "details": ""}, "Condition recorded.", Condition),
            (
                "challenges/add/", {"code": "MEMORY", "symptoms": "Forgets", "how": ["OTHER"], "how_other": "A letter"},
                "Challenge recorded.", Challenge,
            ),
            ("strategies/add/", {"category": "MEMORY", "detail": "Write it down"}, "Saved.", SupportStrategy),
            (
                "screeners/add/",
                {"on_day": "1", "on_month": "3", "on_year": "2026", "challenges": ["READING"], "strengths": ["CALM"]},
                "Screener saved.", Screener,
            ),
        ],
        ids=lambda value: value if isinstance(value, str) and value.endswith("/") else None,
    )  # fmt: skip
    def test_leads_back_to_the_tab(self, tail, typed, said, model):
        learner = LearnerFactory()
        response = staff("TUTOR").post(tab(learner, tail), typed, follow=True)
        assert response.redirect_chain == [(tab(learner), 302)]
        assert said in response.content.decode() and model.objects.filter(learner=learner).count() >= 1

    def test_of_a_condition_by_a_tutor_is_what_the_person_told_and_is_not_shown_to_them(self):
        learner, tutor = LearnerFactory(), staff("TUTOR")
        form = page(tutor, tab(learner, "conditions/add/"))
        assert "qualified person" not in form and "Only the neurodiversity" in form
        typed = {"code": "ADHD", "name": "", "details": "", "source": "CONFIRMED_DIAGNOSIS"}
        shown = tutor.post(tab(learner, "conditions/add/"), typed, follow=True).content.decode()
        assert Condition.objects.get().source == "SELF_DECLARED" and "ADHD" not in shown

    @pytest.mark.parametrize(
        ("tail", "typed", "sentence"),
        [
            ("conditions/add/", {"code": "OTHER", "details": "Kept words"}, "Write what the condition is called"),
            ("challenges/add/", {"code": "MEMORY", "symptoms": "Kept words"}, "Choose how you know"),
            ("strengths/add/", {"symptoms": "Kept words", "how": ["OTHER"]}, "Choose what it is about"),
            ("strategies/add/", {"detail": "Kept words"}, "Choose what it helps with"),
        ],
    )
    def test_keeps_what_was_typed_when_something_is_missing(self, tail, typed, sentence):
        response = staff("TUTOR").post(tab(LearnerFactory(), tail), typed)
        shown = response.content.decode()
        assert response.status_code == 422 and sentence in shown and "Kept words" in shown

    def test_of_a_screener_keeps_the_ticks(self):
        response = staff("TUTOR").post(tab(LearnerFactory(), "screeners/add/"), {"challenges": ["READING"]})
        shown = response.content.decode()
        assert response.status_code == 422 and "Enter the date of the screener" in shown
        assert re.search(r'value="READING" id="hard-READING" checked', shown)


class TestChanging:
    @pytest.mark.parametrize("add", [needs.a_condition, needs.a_challenge, needs.a_strength, needs.a_strategy])
    def test_shows_the_form_and_saves(self, add):
        learner, client = LearnerFactory(), staff()
        item = add(learner)
        kind = {"Condition": "conditions", "Challenge": "challenges", "Strength": "strengths"}
        address = tab(learner, f"{kind.get(type(item).__name__, 'strategies')}/{item.id}/")
        page(client, address)
        typed = {
            "details": "New", "name": "", "symptoms": "New", "detail": "New", "category": "MEMORY", "lock_version": "1",
            "how": ["WIDER_PRISON"], "how_other": "",
        }  # fmt: skip
        assert client.post(address, typed).status_code == 302
        assert client.post(address, typed).status_code == 409

    def test_of_what_a_screener_found_says_why_not(self):
        learner = LearnerFactory()
        needs.a_screener(learner)
        item = Challenge.objects.get()
        response = staff().post(
            tab(learner, f"challenges/{item.id}/"), {"symptoms": "", "how": ["WIDER_PRISON"], "lock_version": "1"}
        )
        assert response.status_code == 422 and "came from a screener" in response.content.decode()


class TestRemoving:
    def test_to_history_and_back(self):
        learner, client = LearnerFactory(), staff()
        item = needs.a_challenge(learner)
        address = tab(learner, f"challenges/{item.id}/")
        assert client.post(f"{address}archive/", {"reason": ""}).status_code == 422
        shown = client.post(f"{address}archive/", {"reason": "Got glasses"}, follow=True).content.decode()
        assert "Moved to history" in shown and "Got glasses" in shown and "Bring back" in shown
        assert "Brought back" in client.post(f"{address}restore/", {}, follow=True).content.decode()
        assert client.get(f"{address}restore/").status_code == 302
        assert client.post(f"{address}restore/", {}).status_code == 302

    def test_for_good_takes_a_reason_then_a_second_look(self):
        learner, client = LearnerFactory(), staff()
        item = needs.a_condition(learner)
        address = tab(learner, f"conditions/{item.id}/delete/")
        assert client.post(address, {}).status_code == 422
        on = client.post(address, {"reason": "ENTERED_IN_ERROR"})
        assert on["Location"] == f"{address}confirm/?reason=ENTERED_IN_ERROR"
        item.refresh_from_db()
        assert item.deleted_at is None
        second = page(client, on["Location"])
        assert "Dyslexia" in second and "entered in error" in second
        done = client.post(f"{address}confirm/", {"reason": "ENTERED_IN_ERROR"}, follow=True)
        assert "Condition deleted." in done.content.decode()
        assert client.get(address).status_code == 404

    def test_confirms_nothing_without_a_reason(self):
        learner = LearnerFactory()
        address = tab(learner, f"challenges/{needs.a_challenge(learner).id}/delete/")
        response = staff().get(f"{address}confirm/?reason=BORED")
        assert (response.status_code, response["Location"]) == (302, address)

    def test_of_a_screener_says_what_goes_with_it(self):
        learner = LearnerFactory()
        screener = needs.a_screener(learner)
        shown = page(staff(), tab(learner, f"screeners/{screener.id}/delete/confirm/?reason=ENTERED_IN_ERROR"))
        assert "Hard: Reading" in shown and "Good at: Empathy" in shown

    def test_of_one_finding_says_why_not(self):
        learner = LearnerFactory()
        needs.a_screener(learner)
        address = tab(learner, f"challenges/{Challenge.objects.get().id}/delete/")
        assert "Delete the whole screener" in page(staff(), address)

    @pytest.mark.parametrize("kind", ["nonsense", "strengths"])
    def test_finds_nothing_under_another_kind(self, kind):
        learner = LearnerFactory()
        item = needs.a_challenge(learner)
        assert staff().get(tab(learner, f"{kind}/{item.id}/delete/")).status_code == 404


class TestSupportPlan:
    def typed(self, **changed: object) -> dict[str, object]:
        on = clock.today() + dt.timedelta(days=30)
        return {
            "person_says": "More time", "adjustments": "Extra time", "consulted": ["Joanne Nash, key worker", ""],
            "has_ehcp": "no", "review_on_day": on.day, "review_on_month": on.month, "review_on_year": on.year,
            **changed,
        }  # fmt: skip

    def test_is_looked_at_once_more_before_it_is_saved(self):
        learner, client = LearnerFactory(), staff()
        needs.a_challenge(learner, at=clock.now())
        address = tab(learner, "plan/write/")
        page(client, address)
        check = client.post(address, {**self.typed(), "step": "check"})
        assert check.status_code == 200 and "Check the answers" in check.content.decode()
        assert not SupportPlan.objects.exists()
        again = client.post(address, {**self.typed(), "step": "change"}).content.decode()
        assert "More time" in again and "Write a support plan" in again
        done = client.post(address, {**self.typed(), "step": "save"}, follow=True).content.decode()
        assert "Support plan saved." in done and "Joanne Nash, key worker" in done

    def test_carries_every_answer_through_the_second_look(self):
        learner, client = LearnerFactory(), staff()
        needs.a_challenge(learner, at=clock.now())
        shown = client.post(tab(learner, "plan/write/"), {**self.typed(), "step": "check"}).content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown))
        assert (hidden["person_says"], hidden["has_ehcp"]) == ("More time", "no")

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"person_says": ""}, "Write what the person feels they need"),
            ({"lnsp_support": "Sits with me"}, "Enter the hours of support"),
            ({"lnsp_hours": "many"}, "Enter hours like 2 or 2.5"),
            ({"review_on_year": "2099"}, "within 3 months"),
        ],
    )
    def test_says_what_is_missing_before_the_second_look(self, changed, sentence):
        learner = LearnerFactory()
        needs.a_challenge(learner, at=clock.now())
        response = staff().post(tab(learner, "plan/write/"), {**self.typed(**changed), "step": "check"})
        assert response.status_code == 422 and sentence in response.content.decode()

    def test_adds_a_box_for_another_person(self):
        learner = LearnerFactory()
        needs.a_challenge(learner)
        response = staff().post(tab(learner, "plan/write/"), {**self.typed(), "add": "consulted"})
        assert response.status_code == 200 and "Person 3" in response.content.decode()

    def test_answers_a_need_and_is_written_once(self):
        learner, client = LearnerFactory(), staff()
        assert "answers a need" in page(client, tab(learner, "plan/write/"))
        needs.a_plan(learner)
        assert "There is a support plan already" in page(client, tab(learner, "plan/write/"))

    def test_is_reviewed_and_keeps_how_it_was(self):
        learner, client, today = LearnerFactory(), staff(), clock.today()
        needs.a_plan(learner, at=clock.now(), review_on=today + dt.timedelta(days=9))
        address = tab(learner, "plan/review/")
        assert "Extra time" in page(client, address)
        typed = self.typed(
            adjustments="A quiet room", persons_view="It helps", reviewers_view="Good", lock_version="1",
            on_day=today.day, on_month=today.month, on_year=today.year,
        )  # fmt: skip
        assert client.post(address, {**typed, "step": "check"}).status_code == 200
        shown = client.post(address, {**typed, "step": "save"}, follow=True).content.decode()
        assert "It helps" in shown and "A quiet room" in shown and "Version 1" in shown and "Short tasks" in shown
        assert SupportPlanReview.objects.count() == 1
        assert client.post(address, {**typed, "step": "save", "form_token": ""}).status_code == 409

    def test_is_changed_between_reviews(self):
        learner, client = LearnerFactory(), staff()
        needs.a_plan(learner)
        typed = self.typed(adjustments="A quiet room", lock_version="1", step="save")
        assert client.post(tab(learner, "plan/change/"), typed).status_code == 302
        assert "A quiet room" in page(client, tab(learner, "plan/"))

    def test_is_read_by_those_who_answer_for_it(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        for role, status in (("NSM", 200), ("EDU_MGR", 200), ("DPO_SAR", 200), ("TUTOR", 404), ("NAT_VIEW", 404)):
            assert staff(role).get(tab(learner, "plan/")).status_code == status, role

    def test_that_is_turned_down_can_be_asked_for_again(self):
        learner, client = LearnerFactory(), staff()
        address = tab(learner, "plan/decline/")
        assert client.post(address, {"reason": "EXEMPT_NOT_REQUIRED"}).status_code == 422
        client.post(address, {"reason": "EXEMPT_NOT_REQUIRED", "detail": "Said no"})
        assert "Said no" in page(client, tab(learner, "plan/")) and "turned down" in page(client, tab(learner))
        assert "turned down already" in page(client, address)
        shown = client.post(tab(learner, "plan/ask-again/"), {}, follow=True).content.decode()
        assert "taken off" in shown
        assert client.post(tab(learner, "plan/ask-again/"), {}).status_code == 302
        assert client.get(tab(learner, "plan/ask-again/")).status_code == 302

    def test_has_an_answer_about_the_ehcp(self):
        learner, client = LearnerFactory(), staff()
        page(client, tab(learner, "ehcp/"))
        client.post(tab(learner, "ehcp/"), {"has_ehcp": "yes"})
        assert "EHCP: yes" in page(client, tab(learner))
