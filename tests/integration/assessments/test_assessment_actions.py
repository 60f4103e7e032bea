"""The verbs of assessments: the guard in their way, what they leave behind, and who may."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from learners.models import Identifier, Learner
from plans.assessments import actions, selectors
from plans.assessments.models import AssessmentPolicy, AssessmentResult, RetestOverride, ScreeningComplete
from plans.assessments.rules.guard import Why
from plans.assessments.rules.types import AssessmentType
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.assessments import AT, TODAY, a_result, an_event, imported, matched, taken, was_read
from tests.factories.learners import LearnerFactory, as_learner, provenance
from tests.traces import lines, verbs

pytestmark = pytest.mark.django_db
MATHS = AssessmentType.MATHS
LONG_AGO = dt.date(2024, 1, 10)
LATELY = dt.date(2026, 8, 14)


def override(learner: Learner, reason: str = "LEARNER_ASKED", words: str = "", at: dt.datetime = AT) -> RetestOverride:
    by = posted("TUTOR", learner.current_establishment_id)
    return actions.override(by=by, learner_id=learner.id, kind=MATHS, reason=reason, words=words, at=at)


class TestRecordResult:
    def test_keeps_everything_that_was_said_and_where(self):
        learner = LearnerFactory()
        row = a_result(learner, mode="ON_SCREEN", minutes=45, accommodations=("EXTRA_TIME",), referrals=("NSM",))
        row.refresh_from_db()
        assert (row.outcome, row.banding, row.assessor, row.minutes) == ("ENTRY_3", Decimal("1.4"), "Jo Nash", 45)
        assert (row.place_code, row.place, row.source) == ("LEI", "Leeds", "CAMPUS")
        assert (row.accommodations, row.referrals) == (["EXTRA_TIME"], ["NSM"])
        assert verbs(learner) == ["assessment.recorded"] and lines(learner) == ["ASSESSMENT_RECORDED"]

    def test_is_refused_where_a_result_still_counts(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        with pytest.raises(Refused, match="not needed until 14 August 2027"):
            a_result(learner)
        assert AssessmentResult.objects.count() == 1

    def test_finds_the_result_that_another_prison_recorded(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        moved = providers.moved(learner, to="HLI")
        with pytest.raises(Refused, match="at Leeds on 14 August 2026"):
            a_result(moved, by=posted("TUTOR", "HLI"))

    def test_goes_ahead_once_with_leave_and_says_so(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        leave = override(learner)
        assert a_result(learner).override == leave
        with pytest.raises(Refused):
            a_result(learner)

    def test_does_not_ask_for_leave_where_the_test_is_needed(self):
        learner = LearnerFactory()
        a_result(learner, on=LONG_AGO)
        with pytest.raises(Refused, match="needed"):
            override(learner)
        assert a_result(learner).override is None

    def test_lets_leave_lapse(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        override(learner)
        with pytest.raises(Refused):
            a_result(learner, at=AT + dt.timedelta(days=28), on=TODAY)

    @pytest.mark.parametrize("role", ["CIAG", "PEL", "KEYW", "POM", "WORK_COACH", "SEC", "GOVERNOR"])
    def test_is_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            a_result(LearnerFactory(), by=posted(role))

    def test_is_not_for_staff_elsewhere_nor_the_person(self):
        learner = LearnerFactory()
        for by in (posted("TUTOR", "HLI"), posted("NAT_VIEW", None), as_learner(learner)):
            with pytest.raises(NotYours):
                a_result(learner, by=by)

    def test_takes_no_result_of_the_old_service(self):
        with pytest.raises(Refused):
            a_result(LearnerFactory(), "LEGACY_MATHS")


class TestOverride:
    def test_names_what_there_was_and_is_counted_once(self):
        learner = LearnerFactory()
        earlier = a_result(learner, on=LATELY)
        row = override(learner, "OTHER", "The roof fell in")
        assert (row.why, row.earlier, row.words) == (Why.VALID_RESULT, earlier, "The roof fell in")
        assert override(learner) == row
        assert selectors.overrides_at("LEI", AT - dt.timedelta(days=1)) == 1
        assert selectors.education_of(learner.id, TODAY).overrides == 1

    def test_cannot_be_changed_or_deleted(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        row = override(learner)
        for change in (lambda: RetestOverride.objects.update(reason="OTHER"), lambda: row.delete()):
            with pytest.raises(Exception, match="Cannot"), transaction.atomic():
                change()

    def test_of_a_qualification_names_it(self):
        learner = LearnerFactory()
        was_read(learner, an_event(), uln=matched(learner).uln)
        assert override(learner).qualification.event_id == "1"


class TestUseResult:
    def test_writes_that_no_test_was_taken(self):
        learner = LearnerFactory()
        a_result(learner, on=LATELY)
        verdict = actions.use_result(by=posted("TUTOR"), learner_id=learner.id, kind=MATHS, at=AT)
        assert verdict.why == Why.VALID_RESULT and lines(learner)[-1] == "EARLIER_RESULT_USED"

    def test_is_refused_where_there_is_none(self):
        with pytest.raises(Refused):
            actions.use_result(by=posted("TUTOR"), learner_id=LearnerFactory().id, kind=MATHS, at=AT)


class TestCorrect:
    def correct(self, row: AssessmentResult, why: str = "Wrong level", **changed: object) -> AssessmentResult:
        by = posted("TUTOR")
        return actions.correct(by=by, result_id=row.id, taken=taken(on=LATELY, **changed), why=why, at=AT)

    def test_keeps_the_original_as_it_was_written(self):
        row = a_result(LearnerFactory(), on=LATELY)
        newer = self.correct(row, outcome="LEVEL_1")
        row.refresh_from_db()
        assert (row.state, row.outcome, newer.outcome, newer.replaces) == ("CORRECTED", "ENTRY_3", "LEVEL_1", row)
        line = next(x for x in selectors.education_of(row.learner_id, TODAY).lines if x.type == MATHS)
        assert line.latest == newer and len(line.results) == 2

    def test_happens_once_to_a_row(self):
        row = a_result(LearnerFactory(), on=LATELY)
        newer = self.correct(row)
        with pytest.raises(Refused, match="corrected already"):
            self.correct(row)
        self.correct(newer)

    def test_takes_a_reason_and_stays_in_its_subject(self):
        row = a_result(LearnerFactory(), on=LATELY)
        with pytest.raises(Refused):
            self.correct(row, why=" ")
        with pytest.raises(Refused, match="same subject"):
            actions.correct(by=posted("TUTOR"), result_id=row.id, taken=taken("ENGLISH"), why="x", at=AT)

    def test_is_not_for_strangers(self):
        row = a_result(LearnerFactory(), on=LATELY)
        with pytest.raises(NotYours):
            actions.correct(by=posted("TUTOR", "HLI"), result_id=row.id, taken=taken(), why="x", at=AT)
        with pytest.raises(NotYours):
            actions.void(by=posted("TUTOR"), result_id=row.learner_id, why="x", at=AT)


class TestVoid:
    def test_counts_for_nothing_and_stays(self):
        learner = LearnerFactory()
        row = actions.void(by=posted("TUTOR"), result_id=a_result(learner, on=LATELY).id, why="Wrong person", at=AT)
        assert (row.state, row.why) == ("VOID", "Wrong person") and row.voided_by is not None
        assert selectors.verdict_on(learner.id, MATHS, TODAY).needed
        assert a_result(learner)
        with pytest.raises(Refused):
            actions.void(by=posted("TUTOR"), result_id=row.id, why="Again", at=AT)


class TestImportResult:
    def test_writes_the_same_line_once(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        said = taken(on=LATELY, place_name="Garth (HMP)", consent=None)
        first, was_new = actions.import_result(by=by, learner_id=learner.id, taken=said, at=AT)
        again, is_new = actions.import_result(by=by, learner_id=learner.id, taken=said, at=AT)
        assert (first, was_new, is_new) == (again, True, False)
        assert (first.source, first.place) == ("IMPORT", "Garth")
        assert not selectors.verdict_on(learner.id, MATHS, TODAY).needed

    def test_leaves_what_was_taken_out_of_use_here_out_of_use(self):
        learner = LearnerFactory()
        row = imported(learner, on=LATELY)
        actions.void(by=posted("TUTOR"), result_id=row.id, why="Somebody else", at=AT)
        assert imported(learner, on=LATELY).state == "VOID"

    def test_keeps_old_records_apart(self):
        row = imported(LearnerFactory(), "LEGACY_LDD", on=LONG_AGO, outcome="", legacy_text="Dyslexia", consent=None)
        assert (row.source, row.outcome_name) == ("LEGACY", "Dyslexia")

    @pytest.mark.parametrize("role", ["TUTOR", "CIAG", "NSM"])
    def test_is_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            actions.import_result(by=posted(role), learner_id=LearnerFactory().id, taken=taken(), at=AT)


class TestAln:
    def test_latest_is_what_counts(self):
        learner = LearnerFactory()
        assert selectors.latest_aln(learner.id) is None
        a_result(learner, "ALN", on=LONG_AGO, outcome="YES")
        assert selectors.latest_aln(learner.id) is True
        newer = a_result(learner, "ALN", outcome="NO")
        assert selectors.latest_aln(learner.id) is False
        actions.void(by=posted("NSM"), result_id=newer.id, why="Wrong person", at=AT)
        assert selectors.latest_aln(learner.id) is True
        topics = OutboxMessage.objects.filter(topic="assessments.aln_changed")
        assert topics.count() == 3 and topics[0].body == {"learner": str(learner.id)}


class TestScreening:
    def test_is_complete_when_each_first_assessment_is_done_or_not_needed(self):
        learner = LearnerFactory()
        was_read(learner, an_event(subject="English Language"), uln=matched(learner).uln)
        a_result(learner, "MATHS")
        assert not ScreeningComplete.objects.exists()
        a_result(learner, "ALN")
        row = ScreeningComplete.objects.get(learner=learner)
        assert (row.stay_began_on, row.completed_on) == (dt.date(2026, 11, 1), TODAY)
        message = OutboxMessage.objects.get(topic=actions.COMPLETE_TOPIC)
        assert message.body == {"learner": str(learner.id), "on": "2026-11-20"}
        assert lines(learner)[-1] == "EDUCATION_ASSESSMENT_EVENT_CREATED"

    def test_is_told_once_a_stay(self):
        learner = LearnerFactory()
        for kind in ("ENGLISH", "MATHS", "ALN", "READING", "DIGITAL"):
            a_result(learner, kind)
        assert OutboxMessage.objects.filter(topic=actions.COMPLETE_TOPIC).count() == 1

    def test_needs_no_english_of_somebody_on_the_esol_pathway(self):
        learner = LearnerFactory()
        for kind in ("ESOL", "MATHS", "ALN"):
            a_result(learner, kind)
        assert ScreeningComplete.objects.filter(learner=learner).count() == 1

    def test_is_not_of_somebody_outside(self):
        learner = LearnerFactory(placed=False)
        assert selectors.stay_began_on(learner.id) is None


class TestPolicy:
    def test_is_the_latest_row_that_has_begun(self):
        learner = LearnerFactory()
        a_result(learner, on=dt.date(2026, 5, 1))
        row = {"type": "MATHS", "min_interval_days": 28, **provenance()}
        AssessmentPolicy.objects.create(starts_on=TODAY, valid_months=6, **row)
        AssessmentPolicy.objects.create(starts_on=TODAY + dt.timedelta(days=1), valid_months=60, **row)
        assert selectors.verdict_on(learner.id, MATHS, dt.date(2026, 11, 1)).needed is False
        assert selectors.verdict_on(learner.id, MATHS, dt.date(2026, 11, 19)).until == dt.date(2027, 5, 1)
        assert selectors.verdict_on(learner.id, MATHS, TODAY).needed
        assert not selectors.verdict_on(learner.id, MATHS, TODAY + dt.timedelta(days=1)).needed

    def test_begins_with_the_defaults_for_each_type(self):
        assert {p.valid_months for p in selectors.policies_on(TODAY).values()} == {12}
        assert len(selectors.policies_on(TODAY)) == 6


class TestDatabase:
    @pytest.mark.parametrize(
        "changed",
        [
            {"outcome": "YES"}, {"banding": Decimal("4.0")}, {"type": "DIGITAL", "banding": Decimal("2.0")},
            {"type": "LEGACY_LDD", "outcome": ""}, {"state": "VOID"}, {"type": "READING", "outcome": "LEVEL_1"},
        ],
    )  # fmt: skip
    def test_refuses_a_result_that_is_not_true_of_its_type(self, changed):
        values = {"type": "MATHS", "outcome": "LEVEL_1", "taken_on": TODAY, **changed}
        with pytest.raises(IntegrityError), transaction.atomic():
            AssessmentResult.objects.create(learner=LearnerFactory(), **values, **provenance())

    def test_keeps_results_for_good(self):
        row = a_result(LearnerFactory())
        with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
            row.delete()
        assert row.history.count() == 1

    def test_has_one_active_uln_a_person_and_one_person_a_uln(self):
        first, second = LearnerFactory(), LearnerFactory()
        Identifier.objects.create(learner=first, type="ULN", value="9276308686", **provenance())
        with pytest.raises(IntegrityError), transaction.atomic():
            Identifier.objects.create(learner=second, type="ULN", value="9276308686", **provenance())
        Identifier.objects.update(status="UNMATCHED")
        Identifier.objects.create(learner=second, type="ULN", value="9276308686", **provenance())
