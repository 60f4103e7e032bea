import re

import pytest
from django.urls import reverse

from campus.audit.models import Event
from campus.core import files, outbox, pdf
from jobs.cvs import actions, rules, selectors
from jobs.cvs.models import CvAnswer, CvVersion, PrintRequest
from jobs.cvs.rules import Question
from tests.factories import cvs as make
from tests.questions import questions

pytestmark = pytest.mark.django_db
AT = make.AT


def to(name: str, *args: object) -> str:
    return reverse(f"cvs:{name}", args=args, urlconf="campus.urls.kiosk")


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestWork:
    def test_leads_to_the_cv(self, learner, kiosk):
        response = kiosk(learner).get(to("work"))
        assert response.status_code == 200
        assert to("my-cv") in response.content.decode()
        assert "no-store" in response["Cache-Control"]


class TestMyCv:
    def test_offers_the_start_then_the_rest_then_the_pages(self, learner, kiosk):
        client = kiosk(learner)
        assert "Start my CV" in text(client.get(to("my-cv")))
        make.answer(learner, Question.WANTED, "A job")
        page = client.get(to("my-cv"))
        assert "You have answered 1 question of 8." in text(page)
        assert to("question", "good-at") in page.content.decode()
        make.made(learner, {Question.WHEN: "2021"})
        assert "Look at my CV" in text(client.get(to("my-cv")))


class TestAnswerQuestion:
    def post(self, client, question=Question.DID, **data):
        return client.post(to("question", question), {"button": "save", "lock_version": "0", **data})

    def test_asks_one_thing_with_beginnings_and_a_bar(self, learner, kiosk):
        make.answer(learner, Question.LAST_JOB, "Kitchen <b>worker</b>")
        page = kiosk(learner).get(to("question", "did"))
        assert "My CV: question 5 of 8" in text(page)
        assert "What did you do in this job?" in text(page)
        assert "I was trusted to …" in text(page)
        assert "Kitchen &lt;b&gt;worker" in page.content.decode()

    def test_saves_and_carries_on(self, learner, kiosk):
        response = self.post(kiosk(learner), text="I cooked")
        assert response["Location"] == to("question", "training")
        assert CvAnswer.objects.get().text == "I cooked"

    def test_leads_from_the_last_question_to_the_answers(self, learner, kiosk):
        assert self.post(kiosk(learner), Question.MORE, text="I sing")["Location"] == to("check")

    def test_says_what_to_do_when_nothing_was_written(self, learner, kiosk):
        response = self.post(kiosk(learner), text="  ")
        assert response.status_code == 422
        assert "Write something, or press Skip." in text(response)

    def test_keeps_what_was_typed_when_it_is_too_long(self, learner, kiosk):
        response = self.post(kiosk(learner), text="a" * (rules.TEXT_MOST + 1))
        assert response.status_code == 422
        assert "a" * (rules.TEXT_MOST + 1) in response.content.decode()

    def test_skips_and_keeps_the_words(self, learner, kiosk):
        response = self.post(kiosk(learner), text="half", button="skip")
        assert response["Location"] == to("question", "training")
        assert CvAnswer.objects.get().skipped

    def test_goes_back_and_keeps_the_words(self, learner, kiosk):
        response = self.post(kiosk(learner), text="I cooked", button="back")
        assert response["Location"] == to("question", "when")
        assert CvAnswer.objects.get().text == "I cooked"
        assert self.post(kiosk(learner), Question.WANTED, text="", button="back")["Location"] == to("my-cv")

    def test_asks_about_words_that_tell_of_prison_after_saving_them(self, learner, kiosk):
        client = kiosk(learner)
        response = self.post(client, text="I cooked at HMP Leeds")
        assert response["Location"] == to("look", "did")
        page = client.get(response["Location"])
        assert "This may tell people you were in prison." in text(page)
        assert client.post(response["Location"], {})["Location"] == to("question", "training")
        assert CvAnswer.objects.get().keeps_words
        again = self.post(client, text="I cooked at HMP Leeds", lock_version="2")
        assert again["Location"] == to("question", "training")

    def test_returns_to_the_answers_when_it_came_from_there(self, learner, kiosk):
        client = kiosk(learner)
        response = client.post(to("question", "did") + "?from=check", {"text": "x", "lock_version": "0"})
        assert response["Location"] == to("check")

    def test_makes_one_thing_of_a_double_click(self, learner, kiosk):
        client = kiosk(learner)
        token = {"form_token": "0190a6e2-7b3c-7def-8123-456789abcdef"}
        first, second = (self.post(client, text="I cooked", **token) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert Event.objects.filter(verb="cv_answer.saved").count() == 1

    def test_shows_both_when_another_page_saved_first(self, learner, kiosk):
        make.answer(learner, Question.DID, "one")
        make.answer(learner, Question.DID, "two")
        response = self.post(kiosk(learner), text="three", lock_version="1")
        assert response.status_code == 409
        assert {"two", "three"} <= set(text(response).split())
        assert CvAnswer.objects.get().text == "two"

    def test_does_not_know_a_ninth_question(self, learner, kiosk):
        assert kiosk(learner).get("/learn/work/cv/height/").status_code == 404


class TestCheck:
    def test_shows_each_answer_with_a_way_to_change_it(self, learner, kiosk):
        make.answer(learner, Question.DID, "I cooked at HMP Leeds")
        page = kiosk(learner).get(to("check"))
        assert "I cooked at HMP Leeds" in text(page)
        assert "This may tell people you were in prison." in text(page)
        assert text(page).count("No answer yet.") == 7

    def test_says_why_it_cannot_make_a_cv_of_nothing(self, learner, kiosk):
        page = kiosk(learner).get(to("check"))
        assert "Answer one question first." in text(page)
        assert "Make my CV" not in text(page)
        assert kiosk(learner).post(to("check")).status_code == 422

    def test_asks_for_the_pages(self, learner, kiosk):
        make.answered(learner)
        response = kiosk(learner).post(to("check"))
        assert response["Location"] == to("version", CvVersion.objects.get().id)


class TestVersion:
    def test_says_how_far_it_is_and_looks_again_by_itself(self, learner, kiosk):
        version = make.asked_for(learner)
        client = kiosk(learner)
        page = client.get(to("version", version.id))
        assert "We are making your CV" in text(page)
        assert "We will put them on a page next" in text(page)
        assert page["Refresh"] == f"5; url={to('version', version.id)}?looked=1"
        outbox.claim()
        assert "We are putting them on a page" in text(client.get(to("version", version.id)))

    def test_stops_looking_after_a_dozen_times(self, learner, kiosk):
        version = make.asked_for(learner)
        client, looks, address = kiosk(learner), 0, to("version", version.id)
        while found := re.match(r"5; url=(.+)", client.get(address).get("Refresh", "")):
            address, looks = found[1], looks + 1
        assert looks == 12
        page = client.get(address)
        assert "Check again" in text(page)
        for odd in ("x", "-1", "999999999", "٣"):
            assert not client.get(to("version", version.id), {"looked": odd}).get("Refresh", "").startswith("5;")

    def test_has_no_meta_refresh(self, learner, kiosk):
        page = kiosk(learner).get(to("version", make.asked_for(learner).id))
        assert b"http-equiv" not in page.content

    def test_shows_pictures_and_the_same_words(self, learner, kiosk):
        version = make.made(learner)
        page = kiosk(learner).get(to("version", version.id))
        assert "Your CV is ready" in text(page)
        assert "It is 1 page long." in text(page)
        assert to("picture", version.id, 1) in page.content.decode()
        for answer in make.ANSWERS.values():
            for line in answer.splitlines():
                assert line in text(page)

    def test_never_serves_the_pdf(self, learner, kiosk):
        version = make.made(learner)
        client = kiosk(learner)
        page = client.get(to("version", version.id)).content.decode()
        assert ".pdf" not in page
        for guess in (f"{to('version', version.id)}pdf", f"/media/{version.rendering.file_name}", "/staff/printing/"):
            assert client.get(guess).status_code in (302, 404)

    def test_says_that_it_failed_and_tries_again(self, learner, kiosk, monkeypatch):
        def without_pango(*_, **__):
            raise pdf.PdfUnavailable("pango is missing.")

        with monkeypatch.context() as patched:
            patched.setattr(pdf, "make", without_pango)
            version = make.made(learner)
        client = kiosk(learner)
        page = client.get(to("version", version.id))
        assert "Your answers are safe. We have told staff." in text(page)
        assert "pango" not in text(page)
        assert client.post(to("try-again", version.id))["Location"] == to("version", version.id)
        make.work()
        assert "Your CV is ready" in text(client.get(to("version", version.id)))

    def test_is_404_for_anybody_else(self, learner, kiosk):
        version = make.made(learner)
        other = kiosk(make.a_person(given_name="Rhys"))
        for name, args in [("version", ()), ("page", (1,)), ("picture", (1,)), ("ask-to-print", ()), ("try-again", ())]:
            assert other.get(to(name, version.id, *args)).status_code == 404
            assert other.post(to(name, version.id, *args)).status_code in (404, 405)


class TestPicture:
    def test_is_a_png_that_no_cache_keeps(self, learner, kiosk):
        version = make.made(learner)
        response = kiosk(learner).get(to("picture", version.id, 1))
        assert response["Content-Type"] == "image/png"
        assert "no-store" in response["Cache-Control"]
        assert len(response.content) < 60_000

    def test_is_404_for_a_page_that_is_not_there_or_a_file_that_is_gone(self, learner, kiosk, monkeypatch):
        version = make.made(learner)
        client = kiosk(learner)
        assert client.get(to("picture", version.id, 2)).status_code == 404
        assert client.get(to("page", version.id, 2)).status_code == 404

        def gone(name):
            raise FileNotFoundError(name)

        monkeypatch.setattr(files, "read", gone)
        assert client.get(to("picture", version.id, 1)).status_code == 404


class TestAskToPrint:
    def test_hands_the_pdf_to_staff_and_says_so(self, learner, kiosk):
        version = make.made(learner)
        client = kiosk(learner)
        response = client.post(to("ask-to-print", version.id), follow=True)
        assert "We asked staff to print your CV." in text(response)
        assert "You asked staff to print this on" in text(response)
        assert "Ask staff to print it" not in text(response)
        assert PrintRequest.objects.count() == 1
        refused = client.post(to("ask-to-print", version.id))
        assert refused.status_code == 422
        assert "You have asked staff to print this." in text(refused)


class TestShare:
    def test_names_who_may_look_and_takes_it_back(self, learner, kiosk):
        make.made(learner)
        adviser = make.staff("CIAG")
        client = kiosk(learner)
        assert "Only you can look at your CV now." in text(client.get(to("share")))
        page = client.post(to("share"), {"adviser": str(adviser.user_id)}, follow=True)
        assert "Priya can look at your CV now." in text(page)
        assert "Priya Shah can look at it until" in text(page)
        page = client.post(to("stop-sharing", adviser.user_id), follow=True)
        assert "Only you can look at your CV now." in text(page)

    def test_refuses_a_stranger(self, learner, kiosk):
        make.made(learner)
        make.staff("CIAG")
        stranger = make.staff("CIAG", at="HLI")
        assert kiosk(learner).post(to("share"), {"adviser": str(stranger.user_id)}).status_code == 422


class TestOlder:
    def test_costs_the_same_for_1_and_for_30(self, learner, kiosk):
        make.made(learner, {Question.DID: "Words 0"})
        client = kiosk(learner)
        counts = []
        for total in (1, 30):
            for number in range(selectors.versions(learner.id).count(), total):
                make.answer(learner, Question.DID, f"Words {number}")
                actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)
            assert f"You have {total} CV" in text(client.get(to("older")))
            counts.append(questions(client, to("older")))
        assert counts[0] == counts[1]
