"""Tell us about you: the same questions at the tablet, in plain words, each to be skipped."""

import re

import pytest

from campus.core import clock
from learners.models import TimelineEvent
from plans.actions import induction as actions
from plans.models import InductionAnswers
from plans.rules.induction import Source
from plans.selectors import induction as selectors
from tests.factories import plans_induction as factory
from tests.factories import providers
from tests.integration.plans.test_induction_staff_pages import SENT
from tests.integration.plans.test_plan_pages import questions, same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
START = "/learn/plan/about-you/"


@pytest.fixture
def learner():
    return providers.a_person()


@pytest.fixture
def client(learner):
    return providers.at_kiosk(learner)


def shown(client, address=START) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def first_link(page: str) -> str:
    return re.search(r'class="k-btn" href="([^"]+)"', page)[1]


class TestJourney:
    def test_leads_through_every_question_to_thank_you(self, client, learner):
        address = first_link(shown(client))
        for _ in range(30):
            if address.endswith("/check/"):
                break
            slug = address.rstrip("/").rsplit("/", 1)[1]
            response = client.post(address, SENT[slug])
            assert response.status_code == 302, slug
            address = response["Location"]
        assert not {"session", "note"} & {row.section.lower() for row in InductionAnswers.objects.all()}
        page = shown(client, address)
        assert "Something else: Beekeeping" in page and "Farm hand" in page
        page = client.post(address, {}, follow=True).content.decode()
        assert "Thank you. Staff will go through it with you." in page
        assert TimelineEvent.objects.filter(learner=learner, kind="INDUCTION_TOLD").count() == 1
        assert set(InductionAnswers.objects.values_list("source", flat=True)) == {Source.LEARNER}
        assert selectors.told(learner.id).said_answers["ratings"] == {"TEAMWORK": 3}

    def test_can_be_skipped_all_the_way(self, client):
        address = first_link(shown(client))
        for _ in range(30):
            if address.endswith("/check/"):
                break
            skip = re.search(r'class="k-btn k-btn--two" href="([^"]+)"', shown(client, address))
            address = skip[1]
        page = shown(client, address)
        assert "Answer one question first." in page and "I am done" not in page
        assert not InductionAnswers.objects.exists()
        assert client.post(address, {}).status_code == 422

    def test_goes_on_where_the_person_stopped(self, client, learner):
        client.post(f"{START}hoping-to-work/", {"hoping": "NOT_SURE"})
        page = shown(providers.at_kiosk(learner))
        assert "You have answered 1 question." in page and f"{START}what-may-limit-work/" in first_link(page)

    def test_leads_back_to_the_check_after_a_change(self, client, learner):
        factory.said(learner)
        response = client.post(f"{START}worked-before/?from=check", {"worked": "YES"})
        assert response["Location"] == f"{START}work-done/?from=check"
        response = client.post(f"{START}training/?from=check", {"training": ["NONE"]})
        assert response["Location"] == f"{START}check/"


class TestQuestions:
    @pytest.mark.parametrize(
        ("slug", "sent", "sentence"),
        [
            ("hoping-to-work", {}, "Choose one answer"),
            ("interests", {"interests": ["NONE", "MUSICAL"]}, "not both"),
            ("interests", {"interests": ["OTHER"]}, "Write what it is"),
            ("worked-before", {"worked": "NOT_RELEVANT"}, "Write why"),
        ],
    )  # fmt: skip
    def test_ask_for_one_thing_at_a_time(self, client, slug, sent, sentence):
        response = client.post(f"{START}{slug}/", sent)
        page = response.content.decode()
        assert response.status_code == 422 and sentence in page and page.count("govuk-error-message") == 1
        assert not InductionAnswers.objects.exists()

    @pytest.mark.parametrize("slug", ["session", "note", "qualifications", "kinds-of-work", "nothing"])
    def test_that_are_not_for_the_person_are_not_found(self, client, slug):
        assert client.get(f"{START}{slug}/").status_code == 404

    def test_use_plain_words_and_no_staff_words(self, client):
        page = shown(client, f"{START}what-may-limit-work/")
        assert "I look after somebody" in page and "Caring responsibilities" not in page

    def test_speak_welsh_when_the_person_does(self, client):
        client.post("/learn/language/", {"language": "cy", "back": START})
        assert 'lang="cy"' in shown(client, f"{START}hoping-to-work/")

    def test_ask_as_often_for_one_answer_as_for_many(self, client, learner):
        client.post(f"{START}hoping-to-work/", {"hoping": "YES"})
        for page in ("", "hoping-to-work/", "check/"):
            before = questions(client, START + page)
            factory.said(learner, hoping={"hoping": "YES"})
            assert questions(client, START + page) == before


class TestCertificates:
    ADDRESS = f"{START}certificates/"

    def test_are_added_and_taken_off_one_at_a_time(self, client, learner):
        for subject in ("Maths", "English"):
            assert client.post(self.ADDRESS, {"subject": subject, "level": "", "grade": "B"}).status_code == 302
        page = shown(client, self.ADDRESS)
        assert "You told us of 2 certificates." in page and "Maths" in page
        client.post(self.ADDRESS, {"remove": "1"})
        assert [row["subject"] for row in selectors.told(learner.id).said_qualifications] == ["English"]
        assert "English" in shown(staff("CIAG"), f"/staff/people/{learner.id}/qualifications/?in=induction")

    @pytest.mark.parametrize("sent", [{}, {"subject": "x" * 101}, {"subject": " ", "grade": "B"}])
    def test_need_a_subject(self, client, sent):
        assert client.post(self.ADDRESS, sent).status_code == 422
        assert not InductionAnswers.objects.exists()

    @pytest.mark.parametrize("place", ["9", "0", "-1", "999999999", "x"])
    def test_take_nothing_off_that_is_not_there(self, client, learner, place):
        client.post(self.ADDRESS, {"subject": "Maths"})
        client.post(self.ADDRESS, {"remove": place})
        assert len(selectors.told(learner.id).said_qualifications) == 1

    def test_ask_as_often_for_one_as_for_many(self, client):
        same = []
        for _ in range(2):
            client.post(self.ADDRESS, {"subject": "Maths"})
            same.append(questions(client, self.ADDRESS))
        assert same[0] == same[1]


class TestAfterwards:
    def test_shows_what_was_said_and_takes_no_more(self, client, learner):
        factory.held(learner)
        page = shown(client)
        assert "What you told us" in page and "Something else: Beekeeping" in page
        assert "Wants to work outdoors." in page
        for slug in ("hoping-to-work/", "check/", "certificates/"):
            assert "Staff have your answers now." in shown(client, START + slug)
        assert client.post(f"{START}hoping-to-work/", {"hoping": "YES"}).status_code == 422

    def test_shows_no_note_that_is_for_staff_and_no_name_of_staff(self, client, learner):
        factory.held(learner, note={"note": "Watch out for him.", "note_is_staff_only": True},
                     session={"held_by": "OTHER", "held_by_name": "Zebedee Quill", "held_by_role": "Tutor",
                              "held_on": factory.AT.date()})  # fmt: skip
        page = shown(client)
        assert "Watch out" not in page and "Zebedee" not in page

    def test_asks_as_often_for_one_qualification_as_for_thirty(self, client, learner):
        factory.held(learner)
        same_for_one_and_for_thirty({"learner": client}, START, lambda: factory.a_qualification(learner))


class TestHome:
    def test_asks_first_of_all_when_nothing_is_said(self, client, learner):
        assert "Tell us about you" in shown(client, "/learn/")
        client.post(f"{START}hoping-to-work/", {"hoping": "NO"})
        assert "Tell us about you" not in shown(client, "/learn/")

    def test_asks_nobody_whose_induction_was_held(self, client, learner):
        factory.held(learner)
        assert "Tell us about you" not in shown(client, "/learn/")

    def test_asks_nobody_with_whom_staff_have_begun(self, client, learner):
        actions.answer(
            by=factory.staff_of(learner), learner_id=learner.id, step=factory.Step(factory.T.HOPING),
            given={"hoping": "NO"}, mark=None, at=clock.now(),
        )  # fmt: skip
        assert "Tell us about you" not in shown(client, "/learn/")
