"""Sending a record, and the person's own copy."""

import datetime as dt
import json

import pytest

from campus.audit.models import Event
from campus.core import outbox, signing_keys
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from learners import digests
from tests.factories import packages as make
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.whole_record import whole_record, with_plan
from transfers.packages.actions import cases as actions
from transfers.packages.models import PackageCase
from transfers.packages.selectors import cases as selectors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pdf")]
ASKED = {
    "purpose": "OTHER_JURISDICTION", "legal_basis": "PUBLIC_TASK", "recipient": "HMP Barlinnie",
    "recipient_key": "", "reason": "Moves to Scotland",
}  # fmt: skip


@pytest.fixture
def person():
    learner = LearnerFactory()
    with_plan(learner)
    return learner


def asked(learner, by=None, **changed):
    return actions.ask(by=by or posted("EDU_MGR"), learner_id=learner.id, at=make.AT, **(ASKED | changed))


def approved(case):
    return actions.decide(by=posted("NAT_STEWARD", None), case_id=case.id, approved=True, words="", at=make.AT)


def work():
    for message in outbox.claim(lanes=frozenset({"pdf"})):
        assert outbox.deliver(message)


class TestAsk:
    def test_waits_for_somebody_else(self, person):
        case = asked(person)
        assert (case.state, case.decided_by) == ("ASKED", None)
        assert not OutboxMessage.objects.filter(topic="package.make").exists()
        assert Event.objects.get(verb="package.asked_for").learner_id == person.id

    def test_is_not_for_somebody_at_another_prison(self, person):
        with pytest.raises(NotYours):
            asked(person, posted("EDU_MGR", "HLI"))
        with pytest.raises(NotYours):
            asked(person, posted("TUTOR"))

    def test_refuses_a_key_that_is_none(self, person):
        with pytest.raises(Refused) as refused:
            asked(person, recipient_key="hello")
        assert refused.value.field == "recipient_key"


class TestDecide:
    def test_is_for_another_person(self, person):
        steward = posted("NAT_STEWARD", None)
        case = asked(person, steward)
        with pytest.raises(Refused, match="Somebody else"):
            actions.decide(by=steward, case_id=case.id, approved=True, words="", at=make.AT)
        with pytest.raises(NotYours):
            actions.decide(by=posted("EDU_MGR"), case_id=case.id, approved=True, words="", at=make.AT)

    def test_needs_words_for_a_no(self, person):
        case, steward = asked(person), posted("NAT_STEWARD", None)
        with pytest.raises(Refused):
            actions.decide(by=steward, case_id=case.id, approved=False, words=" ", at=make.AT)
        case = actions.decide(by=steward, case_id=case.id, approved=False, words="No basis", at=make.AT)
        assert case.state == "DECLINED"

    def test_has_the_worker_make_it_once(self, person):
        case = approved(asked(person))
        assert selectors.progress(case, make.AT) == "waiting"
        work()
        case.refresh_from_db()
        assert (case.state, case.root) == ("OFFERED", digests.take(person.id).root)
        assert Event.objects.filter(verb="package.offered").count() == 1
        file_name = case.file_name
        actions.keep(case_id=case.id, built=None, at=make.AT)
        case.refresh_from_db()
        assert (case.state, case.file_name) == ("OFFERED", file_name)


class TestHandshake:
    def fetched(self, person):
        case = make.a_case(person)
        return actions.fetch(by=posted("EDU_MGR"), case_id=case.id, at=make.AT)

    def test_goes_from_offered_to_closed(self, person):
        case, by = self.fetched(person), posted("EDU_MGR")
        assert (case.state, case.fetched_at) == ("FETCHED", make.AT)
        case = actions.answer(by=by, case_id=case.id, said="VERIFIED", root="", code="", at=make.AT)
        case = actions.answer(by=by, case_id=case.id, said="INTEGRATED", root=case.root.upper(), code="", at=make.AT)
        assert case.their_root == case.root
        assert actions.close(by=by, case_id=case.id, at=make.AT).state == "CLOSED"
        with pytest.raises(Refused):
            actions.close(by=by, case_id=case.id, at=make.AT)

    def test_takes_no_other_root_for_ours(self, person):
        case = self.fetched(person)
        with pytest.raises(Refused, match="something is missing there"):
            actions.answer(by=posted("EDU_MGR"), case_id=case.id, said="INTEGRATED", root="0" * 64, code="", at=make.AT)

    def test_keeps_the_code_of_a_rejection(self, person):
        case, by = self.fetched(person), posted("EDU_MGR")
        with pytest.raises(Refused):
            actions.answer(by=by, case_id=case.id, said="REJECTED", root="", code="because", at=make.AT)
        case = actions.answer(by=by, case_id=case.id, said="REJECTED", root="", code="wrong_subject", at=make.AT)
        assert (case.state, case.rejected_because) == ("REJECTED", "wrong_subject")

    def test_is_late_after_eight_days(self, person):
        case = make.a_case(person)
        assert not selectors.line_of(case, make.AT + dt.timedelta(days=8)).overdue
        line = selectors.line_of(case, make.AT + dt.timedelta(days=8, seconds=1))
        assert line.overdue and line.kind == "late"

    def test_is_locked_to_who_gave_a_key(self, person):
        key = json.dumps(signing_keys.public(signing_keys.opening_key()))
        case = approved(asked(person, recipient_key=key))
        work()
        case.refresh_from_db()
        from campus.core import files

        assert files.read(case.file_name).startswith(b"eyJ")


class TestOwnCopy:
    def test_holds_nothing_that_is_for_staff_only(self):
        learner = whole_record()
        manifest, entries = make.inside(make.built(learner, purpose="OWN_COPY").content)
        everything = b"".join(held for name, held in entries.items() if not name.startswith("files/"))
        assert not {"concern", "message_decision", "carried_row", "uln_match"} & set(manifest["kinds"])
        assert b"Worried about how this sounds" not in everything
        assert not manifest["complete"] and manifest["expires_at"] is None

    def test_leaves_out_a_note_that_only_staff_may_see(self, person):
        from plans.models import Goal

        Goal.objects.filter(learner=person).update(note="He is moving wing", note_is_staff_only=True)
        _manifest, entries = make.inside(make.built(person, purpose="OWN_COPY").content)
        assert not any(b"moving wing" in held for held in entries.values())
        _manifest, entries = make.inside(make.built(person).content)
        assert any(b"moving wing" in held for held in entries.values())

    def test_names_staff_by_their_first_name(self, person):
        _manifest, entries = make.inside(make.built(person, purpose="OWN_COPY").content)
        assert b"Priya" in entries["summary.html"] and b"Shah" not in entries["summary.html"]

    def test_is_signed_and_not_locked_and_cannot_be_taken_in(self, person):
        from transfers.packages.rules.refusals import PackageRefused

        with pytest.raises(PackageRefused) as refused:
            make.checked(make.built(person, purpose="OWN_COPY").content)
        assert refused.value.code == "policy"

    def test_is_made_once_when_it_is_asked_for_twice(self, person):
        first = actions.ask_for_own_copy(by=as_learner(person), learner_id=person.id, at=make.AT)
        assert actions.ask_for_own_copy(by=as_learner(person), learner_id=person.id, at=make.AT) == first
        assert PackageCase.objects.count() == 1

    def test_is_for_nobody_else(self, person):
        with pytest.raises(NotYours):
            actions.ask_for_own_copy(by=as_learner(LearnerFactory()), learner_id=person.id, at=make.AT)
        copy = make.an_own_copy(person)
        assert selectors.own_copy(as_learner(LearnerFactory()), copy.id) is None
        assert selectors.case_for(posted("EDU_MGR"), copy.id) is None

    def test_is_read_part_by_part_from_the_file_that_was_made(self, person):
        copy = make.an_own_copy(person)
        parts = {part.code: part for part in selectors.parts_of(copy)}
        assert {"goal", "step", "plan", "identity"} <= set(parts)
        said = {line.label: line.value for line in parts["goal"].entries[0].lines}
        assert said["Title"] == "Get a job in a warehouse" and said["To be done by"] == "1 March 2027"

    def test_does_not_change_the_record(self, person):
        before = digests.take(person.id).root
        make.an_own_copy(person)
        assert digests.take(person.id).root == before
