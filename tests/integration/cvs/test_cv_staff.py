import io
import re

import pypdf
import pytest
from django.urls import reverse

from campus.core import files
from jobs.cvs import actions
from learners.models import Learner
from tests.factories import cvs as make
from tests.questions import questions

pytestmark = pytest.mark.django_db
AT = make.AT


def to(name: str, *args: object) -> str:
    return reverse(f"cvs:{name}", args=args, urlconf="campus.urls.staff")


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def asked(learner):
    version = make.made(learner)
    return actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)


class TestPersonWork:
    def test_says_how_far_the_cv_is_and_not_what_it_says(self, learner, desk):
        client = desk(make.staff("TUTOR"))
        assert "has not started a CV" in text(client.get(to("person-work", learner.id)))
        make.made(learner)
        page = text(client.get(to("person-work", learner.id)))
        assert "Daniel made CV 1" in page
        assert "I cooked lunch" not in page

    def test_shows_the_words_to_an_adviser_with_whom_it_is_shared(self, learner, desk):
        from campus.core import clock

        make.made(learner)
        adviser = make.staff("CIAG")
        actions.share(by=make.themselves(learner), learner_id=learner.id, with_user=adviser.user_id, at=clock.now())
        assert "I cooked lunch" in text(desk(adviser).get(to("person-work", learner.id)))
        assert "I cooked lunch" not in text(desk(make.staff("CIAG")).get(to("person-work", learner.id)))

    def test_shows_the_words_to_who_was_asked_to_print_it(self, learner, desk):
        asked(learner)
        assert "I cooked lunch" in text(desk(make.staff("KEYW")).get(to("person-work", learner.id)))
        assert "I cooked lunch" not in text(desk(make.staff("TUTOR")).get(to("person-work", learner.id)))

    def test_is_404_at_another_prison_and_follows_a_move(self, learner, desk):
        here, there = desk(make.staff("KEYW")), desk(make.staff("KEYW", at="HLI"))
        assert (
            here.get(to("person-work", learner.id)).status_code,
            there.get(to("person-work", learner.id)).status_code,
        ) == (200, 404)
        Learner.objects.filter(id=learner.id).update(current_establishment_id="HLI")
        assert (
            here.get(to("person-work", learner.id)).status_code,
            there.get(to("person-work", learner.id)).status_code,
        ) == (404, 200)


class TestPrinting:
    def test_lists_what_was_asked_for_here_only(self, learner, desk):
        asked(learner)
        asked(make.a_person(at="HLI", given_name="Rhys", family_name="Pugh"))
        page = text(desk(make.staff("KEYW")).get(to("printing")))
        assert "1 paper to print" in page
        assert "Osei, Daniel" in page
        assert "20 Nov 2026" in page
        assert "Pugh" not in page

    def test_says_so_when_nothing_waits(self, learner, desk):
        assert "Nothing is waiting to be printed." in text(desk(make.staff("KEYW")).get(to("printing")))

    def test_tells_staff_what_could_not_be_made(self, learner, desk, monkeypatch):
        from campus.core import pdf

        def without_pango(*_, **__):
            raise pdf.PdfUnavailable("This computer cannot make PDF files yet: pango is missing.")

        monkeypatch.setattr(pdf, "make", without_pango)
        make.made(learner)
        page = text(desk(make.staff("KEYW")).get(to("printing")))
        assert "CVs that could not be made" in page
        assert "pango is missing" in page

    def test_is_404_without_the_permission(self, learner, desk):
        request = asked(learner)
        client = desk(make.staff("TUTOR"))
        assert client.get(to("printing")).status_code == 404
        assert client.get(to("print-pdf", request.id)).status_code == 404
        assert client.post(to("mark-printed", request.id)).status_code == 404

    def test_costs_the_same_for_1_and_for_30(self, learner, desk):
        client, counts = desk(make.staff("KEYW")), []
        first = asked(learner)
        for total in (1, 30):
            for number in range(1, total):
                self.copy(first, number)
            assert f"{total} paper" in text(client.get(to("printing")))
            counts.append(questions(client, to("printing")))
        assert counts[0] == counts[1]

    def copy(self, request, number: int) -> None:
        """The same paper for somebody else at the same prison, without making thirty PDFs."""
        other = make.a_person(given_name=f"Person{number}")
        version = make.asked_for(other)
        rendering = request.version.rendering
        type(rendering).objects.filter(version=version).update(
            state="READY", file_name=rendering.file_name, size=rendering.size, sha256=rendering.sha256, pages=1
        )
        actions.ask_to_print(by=make.themselves(other), learner_id=other.id, version_id=version.id, at=AT)


class TestPrintPdf:
    def test_is_an_attachment_that_is_not_guessed_at(self, learner, desk):
        request = asked(learner)
        response = desk(make.staff("KEYW")).get(to("print-pdf", request.id))
        content = b"".join(response.streaming_content)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="CV 1.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert content == files.read(request.document.file_name)
        assert "Daniel Osei" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()

    def test_is_404_at_another_prison(self, learner, desk):
        request = asked(learner)
        assert desk(make.staff("KEYW", at="HLI")).get(to("print-pdf", request.id)).status_code == 404


class TestMarkPrinted:
    def test_takes_it_off_the_list_once(self, learner, desk):
        request = asked(learner)
        client = desk(make.staff("KEYW"))
        page = client.post(to("mark-printed", request.id), follow=True)
        assert "Printed for Daniel Osei." in text(page)
        assert "Nothing is waiting to be printed." in text(page)
        again = client.post(to("mark-printed", request.id))
        assert again.status_code == 422
        assert "This is printed already." in text(again)
