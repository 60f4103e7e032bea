"""The pages of rights: what they show, what they keep on an error, and that lists ask the same of one and of thirty."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from campus.core import audiences, clock
from learners.models import ErasureOrder, Learner
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.rights import a_correction, a_hold, a_request, an_order, approved, erased, officer, out_of_prison
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff
from transfers.rights.actions import requests as actions
from transfers.rights.models import IdentityCorrection, RectificationRequest
from transfers.rights.rules.requests import About

pytestmark = pytest.mark.django_db
WRONG = "/learn/record/wrong/"


@pytest.fixture
def learner() -> Learner:
    return providers.a_person()


def address(name: str, **kwargs: object) -> str:
    return reverse(f"rights:{name}", urlconf=audiences.URLCONFS["staff"], kwargs=kwargs)


def client_of(actor) -> Client:
    return providers.signed_in(actor.user, "staff")


def text(response) -> str:
    return response.content.decode()


def chosen(page: str) -> list[str]:
    """The values that are ticked or marked."""
    return [re.search(r'value="([^"]*)"', tag)[1] for tag in re.findall(r"<input[^>]*>", page) if "checked" in tag]


class TestTheTablet:
    @pytest.fixture
    def tablet(self, learner) -> Client:
        return providers.at_kiosk(learner)

    def send(self, tablet: Client, **said: str):
        return tablet.post(WRONG, {"about": "PLAN", "wrong": "It says welding.", "should_be": "Cooking.", **said})

    def test_keeps_what_was_typed_and_says_one_thing_to_do(self, tablet):
        response = self.send(tablet, should_be="")
        assert response.status_code == 422
        assert "Write what it should say." in text(response)
        assert "It says welding." in text(response)
        assert not RectificationRequest.objects.exists()

    def test_sends_it_and_shows_when_it_is_answered(self, tablet, learner):
        page = text(tablet.post(WRONG, {"about": "PLAN", "wrong": "It says <b>welding</b>.", "should_be": "Cooking."},
                                follow=True))  # fmt: skip
        assert "We sent it to staff." in page
        assert "It says &lt;b&gt;welding&lt;/b&gt;." in page
        assert "Answer by" in page

    def test_shows_the_answer_and_the_way_to_complain(self, tablet, learner):
        request = a_request(learner, at=clock.now())
        actions.decide(
            by=posted("EDU_MGR"), request_id=request.id, state="NOT_CHANGED", answer="You said this in May.",
            at=clock.now(),
        )  # fmt: skip
        assert "Staff have answered you." in text(tablet.get("/learn/"))
        page = text(tablet.get(WRONG))
        assert "You said this in May." in page
        assert "You can complain." in page

    def test_takes_back_the_own_and_nobody_elses(self, tablet, learner):
        mine, theirs = a_request(learner), a_request(LearnerFactory())
        page = text(tablet.post(f"{WRONG}{mine.id}/take-back/", follow=True))
        assert "You have taken it back." in page
        assert tablet.post(f"{WRONG}{theirs.id}/take-back/").status_code == 404
        assert tablet.post(f"{WRONG}{mine.id}/take-back/").status_code == 422

    def test_knows_what_it_is_about_from_the_page_before(self, tablet):
        assert chosen(text(tablet.get(f"{WRONG}?about=result"))) == ["RESULT"]
        assert tablet.get(f"{WRONG}?about=nonsense").status_code == 200

    @pytest.mark.parametrize("page", ["/learn/plan/", "/learn/plan/results/", "/learn/plan/receipt/"])
    def test_is_led_to_from_the_own_record(self, tablet, page):
        assert "Something is wrong" in text(tablet.get(page))

    def test_says_to_wait_when_five_wait(self, tablet, learner):
        for _ in range(5):
            a_request(learner)
        page = text(tablet.get(WRONG))
        assert "Wait for them." in page
        assert 'name="wrong"' not in page


class TestTheQueue:
    def test_is_the_same_for_one_and_for_thirty(self):
        clients = {role: staff(role) for role in ("EDU_MGR", "DPO_SAR")}
        same_for_one_and_for_thirty(clients, address("requests"), lambda: a_request(LearnerFactory()))

    def test_is_empty_in_words(self):
        assert "Nobody waits for an answer." in text(staff("EDU_MGR").get(address("requests")))

    def test_marks_what_is_late(self, learner):
        a_request(learner, at=clock.now() - dt.timedelta(days=45))
        page = text(staff("EDU_MGR").get(address("requests")))
        assert "days late" in page
        assert "1 late" in page

    def test_leads_to_the_verbs_of_the_record(self, learner):
        request = a_request(learner, About.RESULT)
        page = text(staff("EDU_MGR").get(address("request", rectification_id=request.id)))
        assert f"/staff/people/{learner.id}/education/" in page

    def test_answers(self, learner):
        request, manager = a_request(learner), staff("EDU_MGR")
        where = address("request", rectification_id=request.id)
        refused = manager.post(where, {"state": "PUT_RIGHT", "answer": ""})
        assert refused.status_code == 422
        assert "Write an answer" in text(refused)
        page = text(manager.post(where, {"state": "PUT_RIGHT", "answer": "Changed on 21 November."}, follow=True))
        assert "Answered." in page
        assert "This is answered already." not in text(manager.get(where))

    def test_gives_two_months_more(self, learner):
        request, manager = a_request(learner, at=clock.now()), staff("EDU_MGR")
        page = manager.post(address("longer", rectification_id=request.id), {"because": "We wait."}, follow=True)
        assert "is told why it takes longer" in text(page)

    def test_of_a_name_leads_to_a_steward(self, learner):
        request = a_request(learner, About.IDENTITY)
        manager, steward = staff("EDU_MGR"), staff("NAT_STEWARD")
        page = text(manager.get(address("request", rectification_id=request.id)))
        asking = f"{address('ask-identity', learner_id=learner.id)}?request={request.id}"
        assert asking in page
        said = {"given_name": "Danny", "family_name": "Osei", "evidence": "Seen", "date_of_birth_day": "",
                "date_of_birth_month": "", "date_of_birth_year": ""}  # fmt: skip
        assert "Asked. A steward decides" in text(manager.post(asking, said, follow=True))
        correction = IdentityCorrection.objects.get()
        deciding = address("identity", correction_id=correction.id)
        assert "Danny" in text(steward.get(deciding))
        assert "Put right." in text(steward.post(deciding, {"agree": "yes", "words": "Seen."}, follow=True))
        learner.refresh_from_db()
        assert learner.given_name == "Danny"

    def test_of_names_is_the_same_for_one_and_for_thirty(self):
        same_for_one_and_for_thirty(
            {"NAT_STEWARD": staff("NAT_STEWARD")}, address("identities"), lambda: a_correction(LearnerFactory())
        )


class TestErasures:
    @pytest.fixture
    def gone(self, learner) -> Learner:
        return out_of_prison(learner)

    def test_are_asked_for_and_decided_by_two(self, gone):
        asker, other = client_of(officer()), client_of(officer())
        asking = address("ask-erasure", learner_id=gone.id)
        said = {"reason": "RIGHT_TO_ERASURE", "extent": "everything", "words": "Letter 7"}
        assert "Another data protection officer decides" in text(asker.post(asking, said, follow=True))
        order = ErasureOrder.objects.get()
        deciding = address("order", order_id=order.id)
        assert "Somebody else must decide" in text(asker.get(deciding))
        assert asker.post(deciding, {"agree": "yes", "words": "Yes"}).status_code == 422
        assert "It is being erased" in text(other.post(deciding, {"agree": "yes", "words": "Yes"}, follow=True))

    def test_keep_what_was_typed(self, gone):
        said = {"reason": "COURT_ORDER", "extent": "part", "kinds": ["goal"], "words": "Order 9"}
        response = staff("DPO_SAR").post(address("ask-erasure", learner_id=gone.id), said)
        assert response.status_code == 422
        assert "For this reason everything goes" in text(response)
        assert "Order 9" in text(response)

    def test_say_what_went(self, gone):
        a_request(gone, at=clock.now())
        order = erased(gone)
        page = text(staff("DPO_SAR").get(address("order", order_id=order.id)))
        assert "What went on" in page
        assert "Things you said are wrong" in page
        assert "Erased" in text(staff("DPO_SAR").get(f"/staff/people/{gone.id}/"))

    def test_that_wait_for_a_hold_say_so(self, gone):
        order = approved(an_order(gone))
        a_hold(gone)
        assert "It is erased when the hold has ended." in text(
            staff("DPO_SAR").get(address("order", order_id=order.id))
        )

    @pytest.mark.parametrize("name", ["orders", "holds"])
    def test_are_listed_with_the_same_for_one_and_for_thirty(self, name):
        def more() -> None:
            somebody = out_of_prison(LearnerFactory())
            an_order(somebody)
            a_hold(somebody)

        same_for_one_and_for_thirty({"DPO_SAR": staff("DPO_SAR")}, address(name), more)

    def test_are_proposed_by_the_table_and_not_made_by_it(self, gone):
        from learners.models import Placement

        long_ago = clock.now() - dt.timedelta(days=4000)
        Placement.objects.filter(learner=gone, ended_at__isnull=False).update(
            started_at=long_ago - dt.timedelta(days=9), ended_at=long_ago
        )
        Placement.objects.filter(learner=gone, ended_at__isnull=True).update(started_at=long_ago)
        client = staff("DPO_SAR")
        assert "1 person" in text(client.get(address("retention")))
        page = text(client.get(address("due", period="RECORD")))
        assert f"{address('ask-erasure', learner_id=gone.id)}?period=RECORD" in page
        asking = text(client.get(f"{address('ask-erasure', learner_id=gone.id)}?period=RECORD"))
        assert chosen(asking) == ["RETENTION_ENDED", "everything"]
        assert client.get(address("due", period="NONSENSE")).status_code == 404


class TestHolds:
    def test_are_begun_and_ended(self, learner):
        client = staff("DPO_SAR")
        today = clock.today()
        starts = {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
        said = {"reason": "Claim 7", **starts, "ends_on_day": "", "ends_on_month": "", "ends_on_year": ""}
        response = client.post(address("begin-hold", learner_id=learner.id), said, follow=True)
        page = text(response)
        assert "On legal hold." in page, re.findall("error-message[^<]*<[^<]*<[^<]*", page)
        assert "Claim 7" in page
        hold = learner.legal_holds.get()
        page = text(client.post(address("end-hold", hold_id=hold.id), {"words": "Over."}, follow=True))
        assert "The hold has ended." in page
        assert "This hold has ended already." in text(client.get(address("end-hold", hold_id=hold.id)))
