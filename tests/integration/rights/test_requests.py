"""What a person says is wrong is kept, follows them, is answered, and nothing is answered twice."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused
from learners import digests
from learners.models import Learner, TimelineEvent
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner, number_of
from tests.factories.rights import AT, a_correction, a_request, officer
from tests.integration.transfers.test_ingest import received
from transfers.actions import inbox
from transfers.rights.actions import identity, requests
from transfers.rights.models import IdentityCorrection, RectificationRequest
from transfers.rights.rules.requests import About
from transfers.rights.selectors import requests as selectors

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def learner() -> Learner:
    return LearnerFactory()


def answer(request: RectificationRequest, by=None, state="PUT_RIGHT", words="We changed your goal.", at=AT):
    return requests.decide(by=by or posted("EDU_MGR"), request_id=request.id, state=state, answer=words, at=at)


class TestSaying:
    def test_keeps_the_words_and_the_day_of_the_answer(self, learner):
        request = a_request(learner)
        assert (request.wrong, request.should_be) == ("My goal is not mine.", "Get a job in a kitchen.")
        assert request.answer_by_on == dt.date(2026, 12, 21)
        assert TimelineEvent.objects.get(learner=learner).kind == "RECTIFICATION_ASKED"
        assert Event.objects.filter(verb="rectification.asked", learner_id=learner.id).exists()

    def test_is_the_persons_alone(self, learner):
        with pytest.raises(NotYours):
            requests.ask(
                by=as_learner(LearnerFactory()), learner_id=learner.id, about=About.PLAN, wrong="x", should_be="y",
                language="en-gb", at=AT,
            )  # fmt: skip

    def test_more_than_five_times_waits_for_an_answer(self, learner):
        for _ in range(5):
            a_request(learner)
        with pytest.raises(Refused):
            a_request(learner)

    def test_can_be_taken_back_by_the_person_until_it_is_answered(self, learner):
        request = a_request(learner)
        with pytest.raises(NotYours):
            requests.take_back(by=as_learner(LearnerFactory()), request_id=request.id, at=AT)
        assert requests.take_back(by=as_learner(learner), request_id=request.id, at=AT).state == "TAKEN_BACK"
        with pytest.raises(Refused):
            answer(request)


class TestAnswering:
    def test_is_told_and_kept(self, learner):
        request = answer(a_request(learner))
        assert request.state == "PUT_RIGHT"
        assert TimelineEvent.objects.filter(learner=learner, kind="RECTIFICATION_ANSWERED").exists()
        assert Event.objects.filter(verb="rectification.decided", learner_id=learner.id).exists()
        assert selectors.fresh_answer(learner.id, AT) == request
        assert selectors.fresh_answer(learner.id, AT + dt.timedelta(days=15)) is None

    def test_happens_once(self, learner):
        request = a_request(learner)
        answer(request)
        with pytest.raises(Refused, match="answered already"):
            answer(request)

    def test_is_for_those_where_the_person_is(self, learner):
        request = a_request(learner)
        for stranger in (posted("EDU_MGR", "HLI"), posted("TUTOR")):
            with pytest.raises(NotYours):
                answer(request, by=stranger)

    def test_follows_the_person_to_the_next_prison(self, learner):
        request = a_request(learner)
        root = digests.take(learner.id).root
        assert inbox.ingest([received(number_of(learner))])["applied"] == 1
        assert digests.take(learner.id).root == root
        learner.refresh_from_db()
        here, there = posted("EDU_MGR", "LEI"), posted("EDU_MGR", learner.current_establishment_id)
        assert selectors.request_for(here, request.id) is None
        assert [line.request for line in selectors.queue(there, TODAY)[0]] == [request]
        with pytest.raises(NotYours):
            answer(request, by=here)
        assert answer(request, by=there).state == "PUT_RIGHT"

    def test_is_open_to_the_national_officer_wherever_the_person_is(self, learner):
        request = a_request(learner)
        assert answer(request, by=officer(), state="NOTE_KEPT").may_complain

    def test_can_be_put_off_once_with_a_reason_that_the_person_reads(self, learner):
        request = a_request(learner)
        manager = posted("EDU_MGR")
        with pytest.raises(Refused, match="Write why"):
            requests.take_longer(by=manager, request_id=request.id, because=" ", at=AT)
        longer = requests.take_longer(by=manager, request_id=request.id, because="We wait for the college.", at=AT)
        assert longer.answer_by_on == dt.date(2027, 2, 21)
        with pytest.raises(Refused, match="already"):
            requests.take_longer(by=manager, request_id=request.id, because="Again.", at=AT)


class TestTheQueue:
    def test_shows_the_day_that_comes_first_on_top_and_what_is_late(self, learner):
        late = a_request(learner, at=AT - dt.timedelta(days=40))
        soon = a_request(learner, at=AT - dt.timedelta(days=28))
        fresh = a_request(learner)
        lines, more = selectors.queue(posted("EDU_MGR"), TODAY)
        assert [line.request for line in lines] == [late, soon, fresh]
        assert [line.kind for line in lines] == ["late", "soon", ""]
        assert more == ""
        assert selectors.late_count(posted("EDU_MGR"), TODAY) == 1

    def test_goes_on_after_a_page(self, learner, monkeypatch):
        monkeypatch.setattr(selectors, "PAGE_SIZE", 2)
        asked = [a_request(learner) for _ in range(3)]
        first, more = selectors.queue(posted("EDU_MGR"), TODAY)
        second, end = selectors.queue(posted("EDU_MGR"), TODAY, after=more)
        assert [line.request for line in first + second] == asked
        assert end == ""


class TestAName:
    def test_is_put_right_by_two_and_the_person_is_answered(self, learner):
        request = a_request(learner, About.IDENTITY)
        correction = a_correction(learner, request=request, family_name="Mensah")
        assert selectors.queue(posted("EDU_MGR"), TODAY)[0][0].words == "With a steward"
        with pytest.raises(Refused, match="steward"):
            answer(request, state="NOT_CHANGED")
        steward = posted("NAT_STEWARD", None)
        identity.decide(by=steward, correction_id=correction.id, agree=True, words="I saw the certificate.", at=AT)
        learner.refresh_from_db()
        request.refresh_from_db()
        assert learner.family_name == "Mensah"
        assert (request.state, request.answer) == ("PUT_RIGHT", "I saw the certificate.")
        assert Event.objects.filter(verb="identity.corrected", learner_id=learner.id).exists()

    def test_is_never_put_right_by_whoever_asked(self, learner):
        steward = posted("NAT_STEWARD", None)
        correction = identity.ask(
            by=steward, learner_id=learner.id, given_name="Dan", family_name="Osei", date_of_birth=None,
            evidence="Seen", request_id=None, at=AT,
        )  # fmt: skip
        with pytest.raises(Refused, match="Somebody else"):
            identity.decide(by=steward, correction_id=correction.id, agree=True, words="Yes", at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            IdentityCorrection.objects.filter(id=correction.id).update(
                state="DONE", decided_by=steward.user, decided_at=AT
            )

    def test_is_decided_by_a_steward_only(self, learner):
        correction = a_correction(learner)
        for by in (posted("EDU_MGR"), officer()):
            with pytest.raises(NotYours):
                identity.decide(by=by, correction_id=correction.id, agree=True, words="Yes", at=AT)

    def test_left_as_it_is_goes_back_to_whoever_answers(self, learner):
        request = a_request(learner, About.IDENTITY)
        correction = a_correction(learner, request=request)
        before = learner.family_name
        identity.decide(by=posted("NAT_STEWARD", None), correction_id=correction.id, agree=False, words="No", at=AT)
        learner.refresh_from_db()
        assert learner.family_name == before
        assert selectors.last_refusal(request) == correction
        assert answer(request, state="NOT_CHANGED", words="A steward looked.").state == "NOT_CHANGED"

    def test_that_has_changed_meanwhile_is_asked_again(self, learner):
        correction = a_correction(learner)
        Learner.objects.filter(id=learner.id).update(family_name="Other")
        with pytest.raises(Refused, match="changed since"):
            identity.decide(by=posted("NAT_STEWARD", None), correction_id=correction.id, agree=True, words="Yes", at=AT)

    def test_of_somebody_else_is_not_because_of_this_request(self, learner):
        with pytest.raises(NotYours):
            a_correction(learner, request=a_request(LearnerFactory(), About.IDENTITY))


class TestTheTable:
    def test_lets_no_request_go(self, learner):
        request = a_request(learner)
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            request.delete()

    def test_holds_no_answer_without_words(self, learner):
        request = a_request(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            RectificationRequest.objects.filter(id=request.id).update(
                state="PUT_RIGHT", answered_at=AT, answered_by=posted("EDU_MGR").user
            )
