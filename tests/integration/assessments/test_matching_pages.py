"""Finding somebody in the Learning Records Service, page by page, and the list of who is still to be looked for."""

import datetime as dt
import re

import pytest
from django.test import Client

from campus.core import clock, outbox
from campus.doubles.learning_records import KEY, LearningRecordsDouble
from learners.models import Learner, Placement
from plans.assessments import actions
from plans.assessments.models import UlnMatch
from tests.factories.accounts import posted
from tests.factories.assessments import ULN, matched
from tests.factories.learners import LearnerFactory
from tests.integration.assessments.pages import page, post
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings):
    with LearningRecordsDouble() as double:
        settings.CAMPUS_LRS_URL, settings.CAMPUS_LRS_KEY = double.url, KEY
        yield double


def seals(html: str) -> list[str]:
    return re.findall(r'name="seal" value="([^"]+)"', html)


class TestMatching:
    def find(self, client: Client, learner: Learner, family_name: str, **more: str) -> str:
        data = {
            "given_name": "Daniel", "family_name": family_name, "born_day": "2", "born_month": "3", "born_year": "1994",
            "gender": "1", **more,
        }  # fmt: skip
        return post(client, learner, "match/", data, 200)

    def test_goes_from_the_search_over_the_record_to_the_match(self, service):
        learner, client = LearnerFactory(), staff("CIAG")
        html = self.find(client, learner, "Osei")
        assert "Exact match" in html
        record = post(client, learner, "match/record/", {"seal": seals(html)[0]}, 200)
        assert "Is this Daniel" in record and "Confirm match" in record
        post(client, learner, "match/confirm/", {"seal": seals(record)[0]})
        assert UlnMatch.objects.get().status == "MATCHED"
        assert "Being read" in page(client, learner)
        sum(outbox.deliver(m) for m in outbox.claim())
        assert "Last read" in page(client, learner)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Ahmed", "No match"), ("Walsh", "Too many matches"), ("Kowalski", "chose not to share"),
            ("Davies", "could not be verified"), ("Brown", "Possible match"),
        ],
    )  # fmt: skip
    def test_says_the_true_answer_and_keeps_it_when_asked_to(self, service, name, said):
        learner, client = LearnerFactory(), staff("CIAG")
        html = self.find(client, learner, name)
        assert said in html
        post(client, learner, "match/none/", {"seal": seals(html)[-1]})
        assert UlnMatch.objects.get().status == "CANNOT_BE_MATCHED"

    def test_follows_a_number_that_was_replaced(self, service):
        learner, client = LearnerFactory(), staff("CIAG")
        html = self.find(client, learner, "Lloyd", uln=ULN)
        record = post(client, learner, "match/record/", {"seal": seals(html)[0]}, 200)
        assert "It took the place of" in record
        post(client, learner, "match/confirm/", {"seal": seals(record)[0]})
        row = UlnMatch.objects.get()
        assert (row.match_type, row.replaced_uln) == ("LINKED", ULN) and row.uln != ULN

    def test_says_when_the_service_is_away_and_keeps_what_was_typed(self, service):
        service.register.behave(500, 2)
        html = self.find(staff("CIAG"), LearnerFactory(), "Osei", school="Park Lane")
        assert "We cannot reach the Learning Records Service." in html and "Park Lane" in html

    def test_refuses_a_number_that_is_somebody_elses(self, service):
        learner, client = LearnerFactory(), staff("CIAG")
        html = self.find(client, learner, "Told", uln=ULN)
        service.register.tell({"uln": ULN, "answer": "Exact Match"})
        record = post(client, learner, "match/record/", {"seal": seals(html)[0]}, 200)
        matched(LearnerFactory())
        assert "matched to somebody else" in post(client, learner, "match/confirm/", {"seal": seals(record)[0]}, 422)

    @pytest.mark.parametrize("step", ["record", "confirm", "none"])
    def test_takes_no_seal_that_was_changed_or_is_about_somebody_else(self, service, step):
        learner, client = LearnerFactory(), staff("CIAG")
        theirs = seals(self.find(client, LearnerFactory(), "Osei"))[0]
        for seal in (theirs, theirs[:-3] + "abc", "x"):
            assert "Look for the person again" in post(client, learner, f"match/{step}/", {"seal": seal}, 422)
        assert not UlnMatch.objects.exists()

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"uln": "1234567890"}, "10 digits and a check digit"), ({"given_name": "Li"}, "3 to 35 letters"),
            ({"postcode": "nowhere"}, "A postcode looks like"), ({"born_year": ""}, "must include a year"),
        ],
    )  # fmt: skip
    def test_says_what_to_put_right(self, service, more, said):
        data = {
            "given_name": "Daniel",
            "family_name": "Osei",
            "born_day": "2",
            "born_month": "3",
            "born_year": "1994",
            "gender": "1",
        }
        assert said in post(staff("CIAG"), LearnerFactory(), "match/", {**data, **more}, 422)

    def test_is_undone_with_a_reason(self):
        learner, client = LearnerFactory(), staff("CIAG")
        matched(learner)
        assert "Undo the match" in page(client, learner, "match/undo/")
        post(client, learner, "match/undo/", {"why": "Somebody else"})
        assert "The match was undone" in page(client, learner)


class TestUnmatched:
    def test_lists_who_came_last_first_and_nobody_elsewhere(self):
        for name, days in (("Early", 9), ("Late", 1)):
            Placement.objects.filter(learner=LearnerFactory(family_name=name)).update(
                started_at=clock.now() - dt.timedelta(days=days)
            )
        LearnerFactory(family_name="Elsewhere", current_establishment_id="HLI")
        matched(LearnerFactory(family_name="Matched"))
        html = staff("CIAG").get("/staff/people/unmatched/").content.decode()
        assert html.index("Late,") < html.index("Early,")
        assert "Elsewhere" not in html and "Matched," not in html

    def test_keeps_those_who_could_not_be_matched_apart(self):
        learner = LearnerFactory(family_name="Nobodyfound")
        actions.cannot_be_matched(by=posted("CIAG"), learner_id=learner.id, outcome="NO_MATCH", count=0, at=clock.now())
        client = staff("CIAG")
        assert "Nobodyfound" not in client.get("/staff/people/unmatched/").content.decode()
        assert "Nobodyfound" in client.get("/staff/people/unmatched/?show=cannot").content.decode()

    def test_pages_by_where_the_last_one_stood(self):
        made = [LearnerFactory(family_name=f"Person{n:03d}") for n in range(53)]
        client = staff("CIAG")
        first = client.get("/staff/people/unmatched/").content.decode()
        following = re.search(r"\?show=to-do&amp;after=[0-9a-f-]{36}", first)
        second = client.get(f"/staff/people/unmatched/{following[0].replace('&amp;', '&')}").content.decode()
        shown = [set(re.findall(r"Person\d{3},", html)) for html in (first, second)]
        assert len(shown[0]) == 50 and not shown[0] & shown[1] and len(shown[0] | shown[1]) == len(made)

    @pytest.mark.parametrize("after", ["x", "01900000-0000-7000-8000-00000000dead"])
    def test_begins_anew_from_nowhere(self, after):
        LearnerFactory(family_name="Here")
        assert "Here," in staff("CIAG").get(f"/staff/people/unmatched/?after={after}").content.decode()

    def test_asks_the_same_for_one_and_for_thirty(self):
        same_for_one_and_for_thirty({"CIAG": staff("CIAG")}, "/staff/people/unmatched/", LearnerFactory)
