"""What the page classes promise: a permission, one press one thing, and nothing that was typed is lost."""

import threading
import uuid

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from campus.core import once
from campus.core.access import PUBLIC, SIGNED_IN
from campus.core.errors import NotYours, Refused
from campus.core.forms import CampusForm
from campus.core.models import SubmittedForm
from campus.core.views import FormPage, Page
from plans.models import Goal
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.whole_record import with_plan

pytestmark = pytest.mark.django_db


def goal_form(**changed: object) -> dict[str, object]:
    return {"title": "Get a job", "when": "3", "steps": ["Write my CV"], "form_token": str(uuid.uuid4()), **changed}


class TestPage:
    def test_cannot_be_defined_without_saying_who_may_open_it(self):
        with pytest.raises(TypeError, match="permission"):
            type("Forgotten", (Page,), {})

    def test_may_be_a_base_class_without(self):
        class Base(Page, abstract=True):
            pass

        with pytest.raises(TypeError, match="permission"):
            type("Concrete", (Base,), {})

    def asked(self, permission: object, actor: object = None) -> Page:
        page = type("Asked", (Page,), {"permission": permission})()
        request = RequestFactory().get("/")
        if actor is not None:
            request.actor = actor
        page.setup(request)
        return page

    def test_is_open_to_everybody_only_when_it_says_so(self):
        assert self.asked(PUBLIC).allowed(self.asked(PUBLIC).request)
        page = self.asked(SIGNED_IN)
        assert not page.allowed(page.request)

    def test_asks_for_the_permission_that_it_names(self):
        for permission, role, may in (("plan.edit", "EDU_MGR", True), ("plan.edit", "TUTOR", False)):
            page = self.asked(permission, posted(role))
            assert page.allowed(page.request) is may

    def test_answers_404_for_what_is_not_yours(self):
        class Theirs(Page):
            permission = PUBLIC

            def prepare(self) -> None:
                raise NotYours("theirs")

        with pytest.raises(Http404):
            Theirs.as_view()(RequestFactory().get("/"))


class Shape(CampusForm):
    from django import forms

    words = forms.CharField(required=True)


class Saying(FormPage):
    permission = PUBLIC
    form_class = Shape
    error: Exception = Refused("Not today.", field="words")

    def perform(self, form: CampusForm) -> str:
        raise self.error

    def show(self, *, status: int = 200, **extra: object) -> HttpResponse:
        form = extra["form"]
        return HttpResponse(f"{form.errors.as_text()}|{form['words'].value()}", status=status)  # type: ignore[attr-defined]


urlpatterns = [path("learn/saying/", Saying.as_view(), name="saying")]


class TestRefusal:
    def say(self, error: Exception) -> HttpResponse:
        return Saying.as_view(error=error)(self.request())

    def request(self):
        request = RequestFactory().post("/", {"words": "what I typed", "form_token": str(uuid.uuid4())})
        request.user = posted("TUTOR").user
        return request

    def test_stands_beside_its_field_with_what_was_typed(self):
        response = self.say(Refused("Not today.", field="words"))
        assert response.status_code == 422
        assert response.content.decode() == "* words\n  * Not today.|what I typed"

    def test_about_no_field_of_the_form_stands_over_it(self):
        assert "* __all__\n  * Not today." in self.say(Refused("Not today.", field="nowhere")).content.decode()

    def test_leaves_the_form_to_be_sent_again(self):
        request = self.request()
        token = request.POST["form_token"]
        Saying.as_view(error=Refused("Not today."))(request)
        assert not SubmittedForm.objects.filter(token=token).exists()

    def test_keeps_every_word_of_a_real_page(self):
        learner = LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, "staff")
        page = client.post(f"/staff/people/{learner.id}/plan/goals/add/", goal_form(
            title="Get a job in a warehouse", note="He likes early starts", steps=["Ring the depot", ""], when="date",
            target_day="1", target_month="1", target_year="2001",
        ))  # fmt: skip
        assert page.status_code == 422
        text = page.content.decode()
        for typed in ("Get a job in a warehouse", "He likes early starts", "Ring the depot"):
            assert typed in text
        assert "<title>Error: " in text
        assert not Goal.objects.exists(), "nothing half-saved"


class TestDoublePress:
    def test_shows_the_first_ones_result(self):
        learner = LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, "staff")
        form = goal_form()
        answers = [client.post(f"/staff/people/{learner.id}/plan/goals/add/", form) for _ in range(2)]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert Goal.objects.count() == 1

    def test_of_another_persons_token_tells_nothing(self):
        learner, token = LearnerFactory(), str(uuid.uuid4())
        first = providers.signed_in(posted("EDU_MGR").user, "staff")
        first.post(f"/staff/people/{learner.id}/plan/goals/add/", goal_form(form_token=token))
        second = providers.signed_in(posted("EDU_MGR").user, "staff")
        answer = second.post(f"/staff/people/{learner.id}/plan/agree/", {"form_token": token})
        assert answer["Location"] == f"/staff/people/{learner.id}/plan/agree/"

    def test_with_a_broken_token_is_a_press_of_its_own(self):
        learner = LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, "staff")
        for token in ("", "nonsense"):
            client.post(f"/staff/people/{learner.id}/plan/goals/add/", goal_form(form_token=token))
        assert Goal.objects.count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_by_two_threads_at_once_makes_one_thing(self):
        learner, user = LearnerFactory(), posted("EDU_MGR").user
        form, answers, start = goal_form(), [], threading.Barrier(2)

        def press(client: Client) -> None:
            try:
                start.wait()
                answers.append(client.post(f"/staff/people/{learner.id}/plan/goals/add/", form)["Location"])
            finally:
                connection.close()

        presses = [threading.Thread(target=press, args=(providers.signed_in(user, "staff"),)) for _ in range(2)]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join(timeout=30)
        assert Goal.objects.filter(learner=learner).count() == 1
        assert answers == [f"/staff/people/{learner.id}/plan/"] * 2

    def test_is_claimed_in_the_transaction_of_the_act(self):
        token, user = uuid.uuid4(), posted("TUTOR").user
        once.finish(once.claim(token, user.id), "/there/")
        with pytest.raises(once.AlreadySubmitted) as first:
            once.claim(token, user.id)
        assert first.value.result_url == "/there/"


class TestStaleEdit:
    """A second tab's edit is refused with both versions shown, never a silent overwrite."""

    def test_shows_both_versions_and_saves_neither_over_the_other(self):
        learner = LearnerFactory()
        with_plan(learner)
        goal = Goal.objects.get(learner=learner)
        address = f"/staff/people/{learner.id}/plan/goals/{goal.id}/"
        ours, theirs = (providers.signed_in(posted("EDU_MGR").user, "staff") for _ in range(2))
        form = {"target_day": "1", "target_month": "3", "target_year": "2027", "lock_version": str(goal.lock_version)}
        theirs.post(address, {**form, "title": "Drive a lorry", "note": "", "form_token": str(uuid.uuid4())})
        page = ours.post(address, {**form, "title": "Bake bread", "note": "Mine", "form_token": str(uuid.uuid4())})
        text = page.content.decode()
        assert page.status_code == 409
        assert "Drive a lorry" in text and "Bake bread" in text and "Mine" in text
        goal.refresh_from_db()
        assert goal.title == "Drive a lorry"
        mine = ours.post(address, {
            **form, "title": "Bake bread", "note": "Mine", "form_token": str(uuid.uuid4()),
            "lock_version": str(goal.lock_version),
        })  # fmt: skip
        assert mine.status_code == 302
        goal.refresh_from_db()
        assert goal.title == "Bake bread"
        assert {"Drive a lorry", "Bake bread"} <= set(goal.history.values_list("title", flat=True)), "both are kept"

    @pytest.mark.parametrize("version", ["", "0", "-1", "nonsense", "999"])
    def test_is_not_got_round_by_another_number(self, version):
        learner = LearnerFactory()
        with_plan(learner)
        goal = Goal.objects.get(learner=learner)
        client = providers.signed_in(posted("EDU_MGR").user, "staff")
        answer = client.post(f"/staff/people/{learner.id}/plan/goals/{goal.id}/", {
            "title": "Overwritten", "target_day": "1", "target_month": "3", "target_year": "2027", "note": "",
            "lock_version": version, "form_token": str(uuid.uuid4()),
        })  # fmt: skip
        assert answer.status_code in (409, 422)
        goal.refresh_from_db()
        assert goal.title != "Overwritten"


class TestFrontDoors:
    def test_show_which_door_is_yours(self):
        page = Client().get("/").content.decode()
        assert all(f'href="{home}"' in page for home in ("/staff/", "/learn/", "/provider/"))

    def test_of_a_kiosk_process_are_one(self):
        with override_settings(CAMPUS_AUDIENCE="kiosk"):
            assert Client().get("/")["Location"] == "/learn/"

    def test_say_whether_they_live_and_are_ready(self):
        assert Client().get("/healthz").content == b"alive"
        assert Client().get("/readyz").json()["database"] is True
