"""Answering a person who asks what is held about them."""

import io
import json
import zipfile

import pytest

from campus.audit.models import Event
from campus.core import clock, files, outbox
from campus.core.errors import NotYours, Refused
from tests.factories import packages as make
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import whole_record, with_plan
from transfers.packages import answering
from transfers.packages.actions import access as actions
from transfers.packages.models import AccessCase, AccessItem, AccessSection
from transfers.packages.selectors import access as selectors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pdf")]


@pytest.fixture
def officer():
    return posted("DPO_SAR", None)


@pytest.fixture
def person():
    from plans.models import Goal

    learner = LearnerFactory()
    with_plan(learner)
    Goal.objects.filter(learner=learner).update(note="Works with Liam Carter, A9999ZZ, in the kitchen")
    return learner


def started(learner, officer):
    case = actions.start(by=officer, learner_id=learner.id, at=make.AT)
    work("bulk")
    case.refresh_from_db()
    return case


def work(lane):
    while messages := outbox.claim(lanes=frozenset({lane})):
        for message in messages:
            assert outbox.deliver(message), message.last_error


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class TestStart:
    def test_is_for_the_data_protection_officer(self, person):
        for role, place in (("EDU_MGR", "LEI"), ("NAT_STEWARD", None), ("AUDITOR", None)):
            with pytest.raises(NotYours):
                actions.start(by=posted(role, place), learner_id=person.id, at=make.AT)

    def test_finds_the_answer_that_is_open(self, person, officer):
        case = actions.start(by=officer, learner_id=person.id, at=make.AT)
        assert actions.start(by=officer, learner_id=person.id, at=make.AT) == case


class TestCollect:
    def test_reads_every_section_that_holds_something(self, officer):
        learner = whole_record()
        case = started(learner, officer)
        held = set(AccessSection.objects.filter(case=case, rows__gt=0).values_list("code", flat=True))
        assert not AccessSection.objects.filter(case=case, state="WAITING").exists()
        from learners.record_kinds import kinds

        assert {f"record-{kind.name}" for kind in kinds()} <= held
        assert {"audit", "about-placement"} <= held
        assert any(code.startswith("history-") for code in held)

    def test_goes_on_where_it_was_stopped(self, person, officer):
        case = actions.start(by=officer, learner_id=person.id, at=make.AT)
        first = case.sections.order_by("position").first()
        actions.collect(section_id=first.id, at=make.AT)
        later = make.AT.replace(hour=12)
        work("bulk")
        first.refresh_from_db()
        assert first.collected_at == make.AT != later
        assert not case.sections.filter(state="WAITING").exists()

    def test_proposes_what_may_be_about_somebody_else(self, person, officer):
        case = started(person, officer)
        found = set(
            AccessItem.objects.filter(section__case=case, section__code="record-goal").values_list("words", "why")
        )
        assert found == {("Liam Carter", "NAME"), ("A9999ZZ", "NUMBER")}
        assert case.state == "REVIEWING"

    def test_never_proposes_the_person(self, person, officer):
        case = started(person, officer)
        words = set(AccessItem.objects.filter(section__case=case).values_list("words", flat=True))
        assert number_of(person) not in words and person.name not in words

    def test_holds_no_secret(self, officer):
        from learners.models import KioskSecret

        learner = LearnerFactory()
        KioskSecret.objects.create(learner=learner, pin_hash="secret-hash", code_hash="other-hash", **make.who(officer))
        case = started(learner, officer)
        said = json.dumps(list(case.sections.values_list("content", flat=True)))
        assert "secret-hash" not in said and "other-hash" not in said

    def test_proposes_the_whole_of_a_concern(self, officer):
        case = started(whole_record(), officer)
        item = AccessItem.objects.get(section__case=case, section__code="record-concern", why="AUTHOR")
        assert item.words == "Worried about how this sounds."


class TestReview:
    def decided(self, case, officer, verdict="BLACK_OUT"):
        for item in AccessItem.objects.filter(section__case=case, verdict=""):
            actions.decide(by=officer, item_id=item.id, verdict=verdict, reason="Somebody else", at=make.AT)

    def test_needs_a_reason_for_either_answer(self, person, officer):
        item = AccessItem.objects.filter(section__case=started(person, officer)).first()
        for verdict, reason in (("BLACK_OUT", " "), ("KEEP", ""), ("PERHAPS", "x")):
            with pytest.raises(Refused):
                actions.decide(by=officer, item_id=item.id, verdict=verdict, reason=reason, at=make.AT)

    def test_ends_with_the_last_part_and_makes_the_copy_once(self, person, officer):
        case = started(person, officer)
        self.decided(case, officer)
        case.refresh_from_db()
        assert case.state == "READY" and not case.file_name
        work("pdf")
        case.refresh_from_db()
        name = case.file_name
        actions.pack(case_id=case.id, at=clock.now())
        case.refresh_from_db()
        assert case.file_name == name and Event.objects.filter(verb="subject_access.made").count() == 1

    def test_answers_alike_parts_together(self, person, officer):
        case = started(person, officer)
        item = AccessItem.objects.filter(section__case=case, words="Liam Carter").first()
        alike = AccessItem.objects.filter(section__case=case, words="Liam Carter", why="NAME").count()
        done = actions.decide_like_it(by=officer, item_id=item.id, verdict="BLACK_OUT", reason="x", at=make.AT)
        assert done == alike >= 1

    def test_blacks_out_what_was_decided_and_keeps_the_rest(self, person, officer):
        case = started(person, officer)
        for item in AccessItem.objects.filter(section__case=case, verdict=""):
            verdict = "KEEP" if item.why == "NUMBER" else "BLACK_OUT"
            actions.decide(by=officer, item_id=item.id, verdict=verdict, reason="x", at=make.AT)
        work("pdf")
        case.refresh_from_db()
        inside = unzipped(files.read(case.file_name))
        page = inside["sections/record-goal.html"].decode()
        assert "Liam Carter" not in page and "█" in page and "A9999ZZ" in page
        assert not any(b"Liam Carter" in held for held in inside.values())
        assert json.loads(inside["json/record-goal.json"])["rows"]

    def test_is_over_when_the_copy_is_made(self, person, officer):
        case = started(person, officer)
        self.decided(case, officer)
        item = AccessItem.objects.filter(section__case=case).first()
        with pytest.raises(Refused):
            actions.decide(by=officer, item_id=item.id, verdict="KEEP", reason="x", at=make.AT)


class TestCopy:
    def test_before_the_review_is_black_and_says_so(self, person, officer):
        case = started(person, officer)
        inside = unzipped(answering.zipped(case, at=make.AT))
        assert b"It is not to be given to anybody" in inside["index.html"]
        assert not any(b"Liam Carter" in held for held in inside.values())

    def test_begins_with_a_page_and_holds_the_files(self, officer):
        case = started(whole_record(), officer)
        inside = unzipped(answering.zipped(case, at=make.AT))
        assert {"index.html", "everything.pdf", "sections/record-goal.html", "json/record-goal.json"} <= set(inside)
        assert any(name.startswith("files/") and name.endswith(".pdf") for name in inside)
        assert case.template.encode() in inside["index.html"]
        assert b"<script" not in inside["index.html"]

    def test_names_no_surname_of_staff(self, person, officer):
        inside = unzipped(answering.zipped(started(person, officer), at=make.AT))
        assert not any(b"Shah" in held for held in inside.values())

    def test_is_handed_over_once_and_each_opening_is_written_down(self, person, officer):
        item = make.a_read_answer(person)
        for _time in range(2):
            case = actions.give(by=officer, case_id=item.section.case_id, at=make.AT)
        assert case.state == "GIVEN" and Event.objects.filter(verb="subject_access.given").count() == 2
        assert selectors.open_case_of(person.id) is None
        assert AccessCase.objects.count() == 1
