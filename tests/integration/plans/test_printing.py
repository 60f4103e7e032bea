"""The plan on paper: asked for, made by a worker once, opened by staff, and part of the record."""

import datetime as dt
import io

import pytest

from campus.audit.models import Event
from campus.core import clock, files, outbox, pdf
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from learners.models import KioskPreference, Learner, TimelineEvent
from plans import actions, paper, record
from plans.actions import printing
from plans.models import InductionSchedule, PlanPrint
from plans.rules.printing import TRIES, Progress
from plans.selectors import printing as prints
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, provenance
from tests.factories.plans_goals import a_goal, with_goals

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made(monkeypatch):
    """Instead of WeasyPrint, what it was asked to make."""
    seen: list[str] = []
    monkeypatch.setattr(pdf, "make", lambda html, identifier: seen.append(html) or pdf.Pdf(b"%PDF-1.7 x", 1))
    return seen


def asked(learner: Learner | None = None, role: str = "CIAG") -> PlanPrint:
    learner = learner or LearnerFactory()
    a_goal(learner)
    return printing.ask(by=posted(role), learner_id=learner.id, at=clock.now())


def work() -> list[OutboxMessage]:
    found = outbox.claim(lanes=frozenset({"pdf"}))
    for message in found:
        outbox.deliver(message)
    return found


class TestAsking:
    def test_owes_a_file_with_ids_only(self):
        found = asked()
        message = OutboxMessage.objects.get(topic="plan.print")
        assert message.body == {"print": str(found.id)}
        assert found.title.startswith(f"{found.learner.name}: plan, ") and found.asked_by_name == "Priya Shah"
        assert prints.progress(found, clock.now()) == Progress.WAITING

    @pytest.mark.parametrize("role", ["EDU_MGR", "CIAG", "PEL", "KEYW"])
    def test_is_for_those_who_print(self, role):
        assert asked(role=role).made_at is None

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("KEYW", "HLI"), ("NAT_VIEW", None)])
    def test_is_not_for_others(self, role, place):
        found = asked()
        with pytest.raises(NotYours):
            printing.ask(by=posted(role, place), learner_id=found.learner_id, at=AT)
        with pytest.raises(NotYours):
            printing.open_print(by=posted(role, place), print_id=found.id)
        with pytest.raises(NotYours):
            printing.try_again(by=posted(role, place), print_id=found.id, at=AT)

    def test_needs_a_goal(self):
        with pytest.raises(Refused):
            printing.ask(by=posted("CIAG"), learner_id=LearnerFactory().id, at=AT)

    def test_takes_long_names(self):
        learner = LearnerFactory(given_name="A" * 60, family_name="B" * 60)
        assert len(asked(learner).title) <= 120


class TestMaking:
    def test_is_done_by_the_worker_of_the_pdf_lane(self, made):
        found = asked()
        assert [message.topic for message in work()] == ["plan.print"]
        found.refresh_from_db()
        assert found.made_at is not None and files.check(found.file_name, found.size, found.sha256) is None
        assert prints.progress(found, clock.now()) == Progress.READY
        assert TimelineEvent.objects.filter(kind="PLAN_PRINTED", learner=found.learner).count() == 1
        assert list(record.FILES[0][1](found.learner_id)) == [(found.id, found.file_name, found.size, found.sha256)]

    def test_twice_makes_one_file(self, made):
        found = asked()
        for _ in range(2):
            printing.make(print_id=found.id, attempt=1, at=AT)
        assert len(made) == 1

    def test_says_that_it_failed_after_its_tries_and_can_be_asked_again(self, monkeypatch, made):
        found = asked()
        monkeypatch.setattr(pdf, "make", lambda html, identifier: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            printing.make(print_id=found.id, attempt=TRIES - 1, at=AT)
        printing.make(print_id=found.id, attempt=TRIES, at=AT)
        found.refresh_from_db()
        assert prints.progress(found, AT) == Progress.FAILED and found.failed_at == AT
        printing.try_again(by=posted("CIAG"), print_id=found.id, at=AT)
        with pytest.raises(Refused):
            printing.try_again(by=posted("CIAG"), print_id=found.id, at=AT)

    def test_says_at_once_what_no_second_try_mends(self, monkeypatch):
        found = asked()

        def missing(html: str, identifier: str) -> pdf.Pdf:
            raise pdf.PdfUnavailable("No pango here.")

        monkeypatch.setattr(pdf, "make", missing)
        printing.make(print_id=found.id, attempt=1, at=AT)
        found.refresh_from_db()
        assert found.failed_at == AT

    def test_goes_on_after_a_move(self, made):
        """It was asked for at Leeds; the paper is the person's, and whoever prints where they are now may open it."""
        learner = LearnerFactory()
        found = asked(learner)
        providers.moved(learner, to="HLI")
        work()
        assert printing.open_print(by=posted("KEYW", "HLI"), print_id=found.id).made_at
        with pytest.raises(NotYours):
            printing.open_print(by=posted("KEYW", "LEI"), print_id=found.id)
        assert Event.objects.filter(verb="plan.print_opened").count() == 1


class TestPaper:
    def html(self, learner: Learner) -> str:
        return paper.html(printing.ask(by=posted("CIAG"), learner_id=learner.id, at=AT))

    def test_says_whose_when_and_where(self):
        learner = LearnerFactory()
        a_goal(learner, "Bake bread", note="Shared words")
        page = self.html(learner)
        for said in (learner.name, "20 November 2026", "Leeds", "Bake bread", "Step 1", "Shared words"):
            assert said in page, said

    def test_holds_nothing_for_staff_only(self):
        learner = LearnerFactory()
        with_goals(learner)
        a_goal(learner, "Bake bread", note="Watch out for him", note_is_staff_only=True)
        InductionSchedule.objects.create(
            learner=learner, status="EXEMPT_SECURITY_ISSUE_RISK_TO_STAFF", due_on=dt.date(2099, 1, 1), contract="PES",
            rule="NEW_PRISON_ADMISSION", admitted_on=AT.date(), exempted_on=AT.date(), hold_words="He hit somebody",
            **provenance(),
        )  # fmt: skip
        page = self.html(learner)
        assert "Read a whole book" in page
        for said in (
            "Watch out",
            "hit somebody",
            "isk",
            "hold",
            "No oven",
            "slip of the pen",
            "Bake bread\n",
            "Buy flour",
        ):
            assert said not in page, said

    def test_is_in_the_language_of_the_tablet(self):
        learner = LearnerFactory()
        a_goal(learner)
        KioskPreference.objects.create(learner=learner, language="cy")
        assert '<html lang="cy">' in self.html(learner)

    def test_is_a_pdf_that_can_be_read(self):
        from pypdfium2 import PdfDocument

        assert pdf.assets(), "set-up builds the fonts"
        learner = LearnerFactory()
        for n in range(8):
            a_goal(learner, f"A long goal {n} " + "with many words " * 20, n=20)
        found = printing.ask(by=posted("CIAG"), learner_id=learner.id, at=AT)
        printing.make(print_id=found.id, attempt=TRIES, at=AT)
        found.refresh_from_db()
        document = PdfDocument(io.BytesIO(files.read(found.file_name)))
        assert len(document) > 3 and learner.name in document[0].get_textpage().get_text_range()


class TestPages:
    def test_ask_wait_and_open(self, made):
        learner = LearnerFactory()
        a_goal(learner)
        client, base = providers.signed_in(posted("KEYW").user, "staff"), f"/staff/people/{learner.id}/plan/"
        assert "Print plan" in client.get(base).content.decode()
        address = client.post(f"{base}print/")["Location"]
        waiting = client.get(address)
        assert waiting["Refresh"].startswith("5; url=") and "See if it is ready" in waiting.content.decode()
        assert "Refresh" not in client.get(f"{address}?looked=12")
        assert client.get(f"{address}pdf/").status_code == 404
        work()
        ready = client.get(address)
        assert "Refresh" not in ready and "Open PDF" in ready.content.decode()
        got = client.get(f"{address}pdf/")
        assert b"".join(got.streaming_content).startswith(b"%PDF") and got["X-Content-Type-Options"] == "nosniff"
        assert "attachment" in got["Content-Disposition"]

    def test_say_that_it_failed_and_try_again(self, monkeypatch):
        found = asked()
        monkeypatch.setattr(pdf, "make", lambda html, identifier: 1 / 0)
        printing.make(print_id=found.id, attempt=TRIES, at=AT)
        client = providers.signed_in(posted("CIAG").user, "staff")
        address = f"/staff/people/{found.learner_id}/plan/prints/{found.id}/"
        assert "We could not make the PDF" in client.get(address).content.decode()
        assert client.post(f"{address}again/").status_code == 302
        assert "See if it is ready" in client.get(address).content.decode()

    def test_have_no_button_without_a_goal_or_the_permission(self):
        learner = LearnerFactory()
        base = f"/staff/people/{learner.id}/plan/"
        assert "Print plan" not in providers.signed_in(posted("CIAG").user, "staff").get(base).content.decode()
        assert providers.signed_in(posted("CIAG").user, "staff").post(f"{base}print/").status_code == 422
        a_goal(learner)
        assert "Print plan" not in providers.signed_in(posted("TUTOR").user, "staff").get(base).content.decode()
        assert actions.agree(by=posted("CIAG"), learner_id=learner.id, at=AT)
