import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import ProgrammingError

from campus.audit.models import Event
from campus.core import clock, files, outbox, pdf
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.models import OutboxMessage
from jobs.cvs import actions, selectors
from jobs.cvs.models import Cv, CvAnswer, CvRendering, CvVersion, Document, PrintRequest
from jobs.cvs.rules import Progress, Question
from tests.factories import cvs as make

pytestmark = pytest.mark.django_db
AT = make.AT


def verbs() -> list[str]:
    return list(Event.objects.order_by("at", "id").values_list("verb", flat=True))


def save(learner, text, *, question=Question.DID, lock_version=0, by=None):
    return actions.save_answer(
        by=by or make.themselves(learner), learner_id=learner.id, question=question, text=text,
        lock_version=lock_version, language="en-gb", at=AT,
    )  # fmt: skip


class TestSaveAnswer:
    def test_begins_the_cv_with_the_first_answer(self, learner):
        answer = save(learner, " I cooked \r\n\r\nI cleaned")
        assert answer.text == "I cooked\nI cleaned"
        assert Cv.objects.get().learner_id == learner.id
        assert verbs() == ["cv.started", "cv_answer.saved"]

    def test_begins_a_welsh_cv_for_somebody_who_reads_welsh(self, learner):
        actions.save_answer(
            by=make.themselves(learner), learner_id=learner.id, question=Question.DID, text="Coginio",
            lock_version=0, language="cy", at=AT,
        )  # fmt: skip
        assert Cv.objects.get().language == "cy"

    def test_writes_where_it_was_written(self, learner):
        assert save(learner, "I cooked").created_at_establishment_id == "LEI"

    def test_writes_nothing_for_a_second_press(self, learner):
        first = save(learner, "I cooked")
        assert save(learner, "I cooked").lock_version == first.lock_version
        assert verbs().count("cv_answer.saved") == 1

    def test_refuses_an_empty_answer(self, learner):
        with pytest.raises(Refused):
            save(learner, " \n ")
        assert not CvAnswer.objects.exists()

    def test_refuses_to_overwrite_what_another_page_saved(self, learner):
        save(learner, "one")
        save(learner, "two", lock_version=1)
        with pytest.raises(StaleEdit) as stale:
            save(learner, "three", lock_version=1)
        assert stale.value.theirs == {"text": "two"}
        assert CvAnswer.objects.get().text == "two"

    def test_is_refused_to_anybody_else(self, learner):
        for other in (make.themselves(make.a_person(given_name="Rhys")), make.staff("EDU_MGR"), make.staff("CIAG")):
            with pytest.raises(NotYours):
                save(learner, "x", by=other)

    def test_asks_again_about_words_that_changed(self, learner):
        save(learner, "HMP Leeds kitchen")
        kept = actions.keep_words(by=make.themselves(learner), learner_id=learner.id, question=Question.DID, at=AT)
        assert kept.keeps_words
        assert not save(learner, "HMP Hull kitchen", lock_version=2).keeps_words


class TestSkip:
    def test_keeps_the_words_and_leaves_them_out(self, learner):
        by = make.themselves(learner)
        actions.skip(
            by=by, learner_id=learner.id, question=Question.DID, text="half a", lock_version=0, language="en-gb", at=AT
        )
        answer = CvAnswer.objects.get()
        assert (answer.text, answer.skipped) == ("half a", True)
        assert selectors.words_of(answer.cv_id) == {}


class TestStepBack:
    def test_keeps_words_and_decides_nothing_for_an_empty_box(self, learner):
        by = make.themselves(learner)
        given = {"by": by, "learner_id": learner.id, "lock_version": 0, "language": "en-gb", "at": AT}
        assert actions.step_back(question=Question.WHEN, text="2021", **given).text == "2021"
        assert actions.step_back(question=Question.DID, text="", **given) is None
        assert CvAnswer.objects.count() == 1


class TestAskForPdf:
    def test_freezes_the_answers_and_owes_the_pages(self, learner):
        version = make.asked_for(learner)
        assert version.number == 1
        assert version.content["answers"]["did"].startswith("I cooked lunch")
        assert version.rendering.state == "WAITING"
        assert OutboxMessage.objects.get(topic="cv.render").body == {"rendering": str(version.rendering.id)}
        assert verbs()[-1] == "cv.asked_for"

    def test_holds_no_number_prison_or_birth_date(self, learner):
        held = str(make.asked_for(learner).content)
        for telling in ("LEI", "Leeds", "BC", "1994", learner.cell or "B2-014"):
            assert telling not in held

    def test_makes_one_thing_of_two_presses(self, learner):
        first = make.asked_for(learner)
        again = actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)
        assert again.id == first.id
        assert OutboxMessage.objects.filter(topic="cv.render").count() == 1

    def test_makes_the_next_version_after_a_change(self, learner):
        make.asked_for(learner)
        save(learner, "Other words", lock_version=1)
        assert actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT).number == 2

    def test_refuses_when_nothing_is_answered(self, learner):
        with pytest.raises(Refused, match="Answer one question first"):
            actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)

    def test_is_refused_to_staff(self, learner):
        make.answered(learner)
        with pytest.raises(NotYours):
            actions.ask_for_pdf(by=make.staff("EDU_MGR"), learner_id=learner.id, at=AT)


class TestRender:
    def test_makes_a_pdf_and_its_pictures(self, learner):
        rendering = make.made(learner).rendering
        assert (rendering.state, rendering.pages, len(rendering.pictures), rendering.attempts) == ("READY", 1, 1, 1)
        assert files.check(rendering.file_name, rendering.size, rendering.sha256) is None
        assert files.read(rendering.pictures[0]).startswith(b"\x89PNG")
        assert verbs()[-1] == "cv.pages_made"

    def test_makes_one_pdf_when_it_runs_twice(self, learner, monkeypatch):
        rendering = make.made(learner).rendering
        monkeypatch.setattr(pdf, "make", lambda *_, **__: pytest.fail("made twice"))
        actions.render(rendering_id=rendering.id, attempt=1, at=AT)
        assert verbs().count("cv.pages_made") == 1

    def test_is_done_again_once_when_the_worker_is_killed(self, learner, monkeypatch):
        version = make.asked_for(learner)
        (taken,) = outbox.claim()
        assert selectors.progress(version.rendering, clock.now()) == Progress.MAKING
        assert outbox.claim() == []
        later = taken.locked_until + dt.timedelta(seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert make.work() == 1
        assert make.work() == 0
        version.rendering.refresh_from_db()
        assert version.rendering.is_ready
        assert verbs().count("cv.pages_made") == 1

    def test_leaves_no_trace_of_a_run_that_was_cut_off(self, learner, monkeypatch):
        version = make.asked_for(learner)

        def killed(*_, **__):
            raise KeyboardInterrupt

        with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
            cut.setattr(pdf, "page_images", killed)
            actions.render(rendering_id=version.rendering.id, attempt=1, at=AT)
        version.rendering.refresh_from_db()
        assert version.rendering.state == "WAITING"
        make.work()
        version.rendering.refresh_from_db()
        assert version.rendering.is_ready
        assert version.rendering.file_name.count("_") == 0  # the half-kept file of the first run is the same file

    def test_takes_over_the_files_of_the_same_content(self, learner, monkeypatch):
        first = make.made(learner)
        save(learner, "Other words", lock_version=1)
        actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)
        make.work()
        save(learner, make.ANSWERS[Question.DID], lock_version=2)
        third = actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)
        monkeypatch.setattr(pdf, "make", lambda *_, **__: pytest.fail("made twice"))
        make.work()
        third.rendering.refresh_from_db()
        assert third.number == 3
        assert third.rendering.sha256 == first.rendering.sha256

    def test_says_what_is_missing_and_tries_no_more(self, learner, monkeypatch):
        def without_pango(*_, **__):
            raise pdf.PdfUnavailable("This computer cannot make PDF files yet: pango is missing.")

        monkeypatch.setattr(pdf, "make", without_pango)
        rendering = make.made(learner).rendering
        assert (rendering.state, rendering.failure[:13]) == ("FAILED", "This computer")
        assert make.work() == 0

    def test_tries_again_when_the_store_is_away_and_then_says_so(self, learner, monkeypatch):
        def away(*_, **__):
            raise OSError("the store is away")

        version = make.asked_for(learner)
        monkeypatch.setattr(files, "put", away)
        for attempt, expected in ((1, 0), (2, 0), (3, 1)):
            OutboxMessage.objects.update(available_at=AT)
            assert make.work() == expected, attempt
        version.rendering.refresh_from_db()
        assert version.rendering.has_failed
        assert "went wrong" in version.rendering.failure

    def test_prints_nothing_about_prison(self, learner):
        import io

        import pypdf

        rendering = make.made(learner).rendering
        text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(files.read(rendering.file_name))).pages)
        for telling in ("Leeds", "LEI", "HMP", "1994", "A1"):
            assert telling not in text


class TestTryAgain:
    def failed(self, learner, monkeypatch) -> CvVersion:
        def without_pango(*_, **__):
            raise pdf.PdfUnavailable("pango is missing.")

        with monkeypatch.context() as patched:
            patched.setattr(pdf, "make", without_pango)
            return make.made(learner)

    def test_owes_the_pages_again(self, learner, monkeypatch):
        version = self.failed(learner, monkeypatch)
        actions.try_again(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        make.work()
        version.rendering.refresh_from_db()
        assert version.rendering.is_ready

    def test_happens_by_itself_when_the_cv_is_asked_for_again(self, learner, monkeypatch):
        version = self.failed(learner, monkeypatch)
        actions.ask_for_pdf(by=make.themselves(learner), learner_id=learner.id, at=AT)
        make.work()
        version.rendering.refresh_from_db()
        assert version.rendering.is_ready

    def test_is_open_when_the_outbox_has_given_up(self, learner):
        version = make.asked_for(learner)
        OutboxMessage.objects.update(dead_at=AT)
        assert selectors.progress(version.rendering, AT) == Progress.FAILED
        actions.try_again(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        assert make.work() == 1

    def test_is_refused_while_the_pages_are_made_and_to_others(self, learner):
        version = make.asked_for(learner)
        with pytest.raises(Refused):
            actions.try_again(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        other = make.a_person(given_name="Rhys")
        with pytest.raises(NotYours):
            actions.try_again(by=make.themselves(other), learner_id=other.id, version_id=version.id, at=AT)


class TestAskToPrint:
    def test_makes_the_file_part_of_the_record(self, learner):
        version = make.made(learner)
        request = actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        document = request.document
        assert document.sha256 == version.rendering.sha256
        assert files.check(document.file_name, document.size, document.sha256) is None

    def test_refuses_a_second_request_until_the_first_is_printed(self, learner):
        version = make.made(learner)
        by = make.themselves(learner)
        first = actions.ask_to_print(by=by, learner_id=learner.id, version_id=version.id, at=AT)
        with pytest.raises(Refused, match="You have asked"):
            actions.ask_to_print(by=by, learner_id=learner.id, version_id=version.id, at=AT)
        actions.mark_printed(by=make.staff("KEYW"), request_id=first.id, at=AT)
        second = actions.ask_to_print(by=by, learner_id=learner.id, version_id=version.id, at=AT)
        assert second.document_id == first.document_id
        assert Document.objects.count() == 1

    def test_refuses_pages_that_are_not_ready(self, learner):
        version = make.asked_for(learner)
        with pytest.raises(Refused, match="not ready"):
            actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)

    def test_is_refused_for_the_cv_of_somebody_else(self, learner):
        version = make.made(learner)
        other = make.a_person(given_name="Rhys")
        with pytest.raises(NotYours):
            actions.ask_to_print(by=make.themselves(other), learner_id=other.id, version_id=version.id, at=AT)


class TestOpenToPrint:
    def test_follows_the_person_to_the_next_prison(self, learner):
        version = make.made(learner)
        request = actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        here, there = make.staff("KEYW", at="LEI"), make.staff("KEYW", at="HLI")
        assert actions.open_to_print(by=here, request_id=request.id).id == request.document_id
        type(learner).objects.filter(id=learner.id).update(current_establishment_id="HLI")
        assert actions.open_to_print(by=there, request_id=request.id)
        with pytest.raises(NotYours):
            actions.open_to_print(by=here, request_id=request.id)

    def test_is_written_down_and_refused_without_the_permission(self, learner):
        version = make.made(learner)
        request = actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        actions.open_to_print(by=make.staff("EDU_MGR"), request_id=request.id)
        assert verbs()[-1] == "cv.opened_to_print"
        for role in ("TUTOR", "POM", "WORK_COACH", "MODERATOR", "GOVERNOR"):
            with pytest.raises(NotYours):
                actions.open_to_print(by=make.staff(role), request_id=request.id)
        with pytest.raises(NotYours):
            actions.open_to_print(by=make.staff("EDU_MGR"), request_id=uuid.uuid4())


class TestMarkPrinted:
    def test_says_who_printed_it_and_when_and_only_once(self, learner):
        version = make.made(learner)
        request = actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        by = make.staff("EDU_MGR")
        done = actions.mark_printed(by=by, request_id=request.id, at=AT)
        assert (done.state, done.printed_by_id, done.printed_at) == ("PRINTED", by.user_id, AT)
        with pytest.raises(Refused):
            actions.mark_printed(by=by, request_id=request.id, at=AT)


class TestShare:
    def test_lets_one_adviser_read_until_a_date(self, learner):
        make.made(learner)
        adviser, other, at = make.staff("CIAG"), make.staff("CIAG", given_name="Sam"), clock.now()
        assert selectors.work_of(adviser, learner, at).shown is None
        actions.share(by=make.themselves(learner), learner_id=learner.id, with_user=adviser.user_id, at=at)
        assert selectors.work_of(adviser, learner, at).shown is not None
        assert selectors.work_of(other, learner, at).shown is None
        assert selectors.work_of(adviser, learner, at + dt.timedelta(days=91)).shown is None

    def test_ends_when_the_person_says_so(self, learner):
        make.made(learner)
        adviser, by, at = make.staff("CIAG"), make.themselves(learner), clock.now()
        actions.share(by=by, learner_id=learner.id, with_user=adviser.user_id, at=at)
        actions.stop_sharing(by=by, learner_id=learner.id, with_user=adviser.user_id, at=at)
        assert selectors.work_of(adviser, learner, at).shown is None
        with pytest.raises(NotYours):
            actions.stop_sharing(by=by, learner_id=learner.id, with_user=adviser.user_id, at=at)

    def test_is_refused_with_somebody_who_does_not_work_on_cvs_here(self, learner):
        make.made(learner)
        for stranger in (make.staff("TUTOR"), make.staff("CIAG", at="HLI")):
            with pytest.raises(NotYours):
                actions.share(by=make.themselves(learner), learner_id=learner.id, with_user=stranger.user_id, at=AT)


class TestTheDatabase:
    def refuses(self, write) -> None:
        with pytest.raises((IntegrityError, InternalError, ProgrammingError)), transaction.atomic():
            write()

    def test_keeps_a_version_and_a_document_as_they_were(self, learner):
        version = make.made(learner)
        actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        self.refuses(lambda: CvVersion.objects.update(content={}))
        self.refuses(lambda: CvVersion.objects.update(number=7))
        self.refuses(lambda: Document.objects.update(sha256="0" * 64))
        CvVersion.objects.update(lock_version=2)

    def test_deletes_no_row(self, learner):
        version = make.made(learner)
        actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        for model in (PrintRequest, Document, CvRendering, CvVersion, CvAnswer, Cv):
            self.refuses(lambda model=model: model.objects.all()._raw_delete("default"))

    def test_holds_one_cv_a_person_and_one_answer_a_question(self, learner):
        make.answered(learner)
        who = {"created_at": AT, "updated_at": AT}
        cv = Cv.objects.get()
        self.refuses(lambda: Cv.objects.create(learner=learner, **who))
        self.refuses(lambda: CvAnswer.objects.create(learner=learner, cv=cv, question="did", text="x", **who))
        self.refuses(lambda: CvAnswer.objects.filter(question="did").update(text=""))
        self.refuses(lambda: CvAnswer.objects.filter(question="did").update(question="what"))

    def test_calls_nothing_ready_that_has_no_file(self, learner):
        make.asked_for(learner)
        self.refuses(lambda: CvRendering.objects.update(state="READY"))
        self.refuses(lambda: CvRendering.objects.update(state="FAILED"))
