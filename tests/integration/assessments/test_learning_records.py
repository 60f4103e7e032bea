"""The port to the Learning Records Service, asked of its double, and what a match does."""

import json
import threading
import time
import urllib.request

import pytest
from django.db import connections

from campus.core import outbox
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from campus.doubles.learning_answers import SHARES, answer_for, number_of
from campus.doubles.learning_records import KEY, LearningRecordsDouble
from learners.models import Identifier
from learners.rules import check_uln
from plans.assessments import actions, learning_records, selectors
from plans.assessments.learning_records import Asked, LearningRecords, Unreachable
from plans.assessments.models import LearningEvent, LearningReading, UlnMatch
from plans.assessments.rules import AssessmentType, Outcome
from tests.factories.accounts import posted
from tests.factories.assessments import AT, TODAY, ULN, an_event, matched, next_uln, was_read
from tests.factories.learners import LearnerFactory

pytestmark = pytest.mark.django_db
OUTCOMES = {
    "Exact Match": Outcome.EXACT, "Possible Match": Outcome.POSSIBLE, "Linked Learner Match": Outcome.LINKED,
    "No Match": Outcome.NO_MATCH, "Too Many Matches": Outcome.TOO_MANY,
    "Learner opted to not share data": Outcome.NOT_SHARED, "Learner could not be verified": Outcome.NOT_VERIFIED,
}  # fmt: skip


@pytest.fixture
def service(settings):
    with LearningRecordsDouble() as double:
        settings.CAMPUS_LRS_URL, settings.CAMPUS_LRS_KEY = double.url, KEY
        yield double


def port(double: LearningRecordsDouble, seconds: float = 5) -> LearningRecords:
    return LearningRecords(double.url, KEY, seconds)


def someone(family_name: str = "Told") -> Asked:
    return Asked("Ann", family_name, born=TODAY.replace(year=1990), postcode="LS1 4DY")


def work() -> int:
    return sum(outbox.deliver(message) for message in outbox.claim())


class TestPort:
    @pytest.mark.parametrize(("answer", "outcome"), OUTCOMES.items())
    def test_keeps_each_answer_apart(self, service, answer, outcome):
        service.register.tell({"givenName": "Ann", "familyName": "Told", "uln": ULN, "answer": answer})
        found = port(service).find(someone())
        assert found.outcome == outcome
        assert bool(found.people) is (outcome in (Outcome.EXACT, Outcome.POSSIBLE, Outcome.LINKED))

    def test_reads_events_with_all_their_fields(self, service):
        read = port(service).read(ULN, "Ann", "Reader")
        assert read.outcome in (Outcome.EXACT, Outcome.LINKED) and read.events
        assert set(read.events[0]) == set(an_event())

    def test_says_which_number_took_its_place(self, service):
        newer = next_uln()
        service.register.tell({"uln": ULN, "answer": "Linked Learner Match", "foundUln": newer})
        assert port(service).read(ULN, "Ann", "Told").uln == newer

    @pytest.mark.parametrize("answer", ["Learner opted to not share data", "Learner could not be verified"])
    def test_reads_nothing_of_what_may_not_be_shown(self, service, answer):
        service.register.tell({"uln": ULN, "answer": answer})
        read = port(service).read(ULN, "Ann", "Told")
        assert read.outcome == OUTCOMES[answer] and read.events == ()

    @pytest.mark.parametrize("fault", [500, 503, "drop"])
    def test_tries_again_once_after_a_quick_failure(self, service, fault):
        service.register.behave(fault, 1)
        assert port(service).find(someone()).outcome
        assert service.register.asked() == {"/learners": 2}

    @pytest.mark.parametrize("fault", [500, "malformed", "drop", 401, 404])
    def test_gives_up_in_words(self, service, fault):
        service.register.behave(fault, 2)
        with pytest.raises(Unreachable):
            port(service).find(someone())

    def test_waits_no_longer_than_it_was_told(self, service):
        service.register.behave("timeout", 2)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            port(service, seconds=0.6).find(someone())
        assert time.monotonic() - began < 3
        assert service.register.asked() == {"/learners": 1}

    def test_is_unreachable_where_none_is_set(self, settings):
        settings.CAMPUS_LRS_URL = ""
        with pytest.raises(Unreachable):
            learning_records.configured()

    @pytest.mark.parametrize(
        "answer",
        [None, [], {}, {"responseType": "Exact Match"}, {"responseType": "Exact Match", "matchedLearners": [{}]}],
    )
    def test_takes_no_answer_that_it_cannot_read(self, answer):
        with pytest.raises(Unreachable):
            LearningRecords._understood(learning_records._found, answer)

    def test_cuts_what_is_too_long_and_takes_out_what_nobody_sees(self):
        one = {"id": 7, "source": "AO", "subject": "M\x00aths" + "x" * 500, "credits": "99999"}
        read = learning_records._event(one)
        assert read["subject"].startswith("Mathsx") and len(read["subject"]) == 200
        assert (read["event_id"], read["credits"], read["awarded_on"]) == ("7", None, None)


class TestDouble:
    def test_gives_everybody_the_same_answer_each_time(self):
        asked = {"givenName": "Ann", "familyName": "Someone"}
        assert answer_for(asked) == answer_for(dict(asked)) and sum(share for _, share in SHARES) == 100

    def test_makes_numbers_that_are_true(self):
        for n in range(200):
            check_uln(number_of("somebody", str(n)))

    def test_can_be_told_over_http(self, service):
        for method, path, body in (
            ("POST", "/_double/behave", {"status": 500, "times": 2}), ("DELETE", "/_double", None),
        ):  # fmt: skip
            data = json.dumps(body).encode() if body else None
            request = urllib.request.Request(service.url + path, data=data, method=method)
            assert urllib.request.urlopen(request, timeout=5).status == 200
        assert port(service).find(someone())


class TestMatch:
    def test_makes_the_number_theirs_and_has_the_record_read(self, service):
        learner = LearnerFactory(family_name="Matcher")
        row = matched(learner)
        assert selectors.uln_in_use(learner.id) == row.uln == ULN
        assert selectors.learning_of(learner.id).is_being_read
        assert work() == 1
        learning = selectors.learning_of(learner.id)
        assert learning.is_matched and learning.last_read and not learning.is_owed
        assert LearningEvent.objects.filter(learner=learner).count() == learning.reading.events > 0

    def test_decides_anew_which_tests_are_needed(self):
        learner = LearnerFactory()
        assert selectors.verdict_on(learner.id, AssessmentType.MATHS, TODAY).needed
        was_read(learner, an_event(), uln=matched(learner).uln)
        assert not selectors.verdict_on(learner.id, AssessmentType.MATHS, TODAY).needed

    def test_is_refused_for_a_number_that_is_somebody_elses(self):
        matched(LearnerFactory())
        with pytest.raises(Refused, match="somebody else"):
            matched(LearnerFactory())
        assert UlnMatch.objects.count() == 1

    def test_keeps_the_number_they_had_before(self):
        learner = LearnerFactory()
        matched(learner)
        actions.unmatch(by=posted("CIAG"), learner_id=learner.id, why="Look again", at=AT)
        newer = matched(learner, next_uln()).uln
        held = dict(Identifier.objects.filter(learner=learner, type="ULN").values_list("value", "status"))
        assert held == {ULN: "UNMATCHED", newer: "ACTIVE"}

    def test_frees_the_number_when_it_is_undone(self):
        first, second = LearnerFactory(), LearnerFactory()
        was_read(first, an_event(), uln=matched(first).uln)
        actions.unmatch(by=posted("CIAG"), learner_id=first.id, why="Somebody else", at=AT)
        assert selectors.verdict_on(first.id, AssessmentType.MATHS, TODAY).needed
        assert selectors.qualifications_of(first.id).count == 0
        assert matched(second).uln == ULN
        assert [m.status for m in UlnMatch.objects.filter(learner=first).order_by("id")] == ["MATCHED", "UNMATCHED"]

    def test_happens_once_until_it_is_undone(self):
        learner = LearnerFactory()
        matched(learner)
        with pytest.raises(Refused, match="matched already"):
            matched(learner, next_uln())

    @pytest.mark.parametrize("role", ["TUTOR", "NSM", "PEL", "KEYW"])
    def test_is_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            matched(LearnerFactory(), by=posted(role))

    def test_keeps_the_true_reason_where_there_is_none(self):
        learner = LearnerFactory()
        by = posted("CIAG")
        actions.cannot_be_matched(by=by, learner_id=learner.id, outcome="NOT_SHARED", count=0, at=AT)
        learning = selectors.learning_of(learner.id)
        assert (learning.cannot, learning.outcome) == (True, "NOT_SHARED")
        assert matched(learner)


class TestReading:
    def test_keeps_each_event_once_and_withdraws_what_is_gone(self):
        learner = LearnerFactory()
        uln = matched(learner).uln
        was_read(learner, an_event("1"), an_event("2", subject="English Language"), uln=uln)
        was_read(learner, an_event("1", grade="6"), uln=uln)
        rows = {row.event_id: row for row in LearningEvent.objects.filter(learner=learner)}
        assert rows["1"].grade == "6" and rows["1"].withdrawn_at is None and rows["2"].withdrawn_at == AT
        assert LearningReading.objects.filter(learner=learner).count() == 2

    def test_is_dropped_when_the_match_was_undone_meanwhile(self):
        learner = LearnerFactory()
        matched(learner)
        actions.unmatch(by=posted("CIAG"), learner_id=learner.id, why="Somebody else", at=AT)
        assert was_read(learner, an_event()) is None and not LearningEvent.objects.exists()

    def test_says_when_the_service_is_away_and_goes_on_trying(self, service):
        learner = LearnerFactory()
        matched(learner)
        service.register.behave(500, 2)
        work()
        learning = selectors.learning_of(learner.id)
        assert learning.is_owed and learning.has_failed and not learning.is_being_read
        actions.ask_to_read(by=posted("CIAG"), learner_id=learner.id, at=AT)
        assert OutboxMessage.objects.filter(topic="learning.read").count() == 1
        assert work() == 1 and not selectors.learning_of(learner.id).has_failed

    def test_asks_again_on_demand(self, service):
        learner = LearnerFactory()
        matched(learner)
        work()
        actions.ask_to_read(by=posted("CIAG"), learner_id=learner.id, at=AT)
        assert work() == 1 and LearningReading.objects.count() == 2

    def test_is_only_of_somebody_matched(self):
        with pytest.raises(Refused):
            actions.ask_to_read(by=posted("CIAG"), learner_id=LearnerFactory().id, at=AT)


class TestOutsideATransaction:
    @pytest.mark.django_db(transaction=True)
    def test_the_worker_asks_before_its_own_begins(self, service, monkeypatch):
        learner = LearnerFactory()
        matched(learner)
        seen = []
        real = LearningRecords.read

        def read(self, *asked):
            seen.append(connections["default"].in_atomic_block)
            return real(self, *asked)

        monkeypatch.setattr(LearningRecords, "read", read)
        assert work() == 1 and seen == [False]

    @pytest.mark.django_db(transaction=True)
    def test_two_who_match_one_number_at_once_leave_it_to_one(self):
        people = [LearnerFactory(), LearnerFactory()]
        by, said = posted("CIAG"), []

        def go(learner):
            try:
                matched(learner, by=by)
                said.append("matched")
            except Refused:
                said.append("refused")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=go, args=(learner,)) for learner in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) == ["matched", "refused"]
