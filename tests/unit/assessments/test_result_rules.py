"""What a result may be, type by type (learners-plans-assessments.md 4.1)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from campus.core.errors import Refused
from plans.assessments.rules import SPECS, AssessmentType, check_result
from plans.assessments.rules.lines import COLUMNS, read_line
from plans.assessments.rules.results import (
    banding_of,
    check_consent,
    check_may_correct,
    check_may_void,
    check_reason,
)
from plans.assessments.rules.types import REFERRALS, subject_of, types_of
from tests.factories.assessments import TODAY, taken

SKILLS = {"PRE_ENTRY", "ENTRY_1", "ENTRY_2", "ENTRY_3", "LEVEL_1", "LEVEL_2", "LEVEL_3"}
READERS = {"NON_READER", "NEW_READER", "EMERGING_READER", "CONSOLIDATING_READER", "ESTABLISHED_READER"}


class TestTypes:
    @pytest.mark.parametrize(
        ("kind", "outcomes", "next_steps"),
        [
            ("ENGLISH", SKILLS, 3), ("MATHS", SKILLS, 3), ("DIGITAL", {"PRE_ENTRY", "ENTRY", "LEVEL_1"}, 0),
            ("READING", READERS, 2),
            ("ESOL", {"ESOL_PATHWAY", "FUNCTIONAL_SKILLS_PATHWAY"}, 3), ("ALN", {"YES", "NO"}, 0),
        ],
    )  # fmt: skip
    def test_have_the_values_of_the_contract(self, kind, outcomes, next_steps):
        spec = SPECS[AssessmentType(kind)]
        assert set(spec.outcomes) == outcomes and len(spec.next_steps) == next_steps

    def test_refer_to_the_seven_of_the_list(self):
        assert len(REFERRALS) == 7

    def test_of_the_old_service_stand_for_the_same_subject(self):
        assert subject_of("LEGACY_ENGLISH") == AssessmentType.ENGLISH
        assert types_of(AssessmentType.MATHS) == [AssessmentType.MATHS, AssessmentType.LEGACY_MATHS]
        assert subject_of("LEGACY_LDD") == AssessmentType.LEGACY_LDD


class TestCheckResult:
    @pytest.mark.parametrize("kind", [t for t in AssessmentType if t != "LEGACY_LDD"])
    def test_takes_a_true_one(self, kind):
        check_result(taken(kind), today=TODAY)

    @pytest.mark.parametrize(
        ("kind", "changed", "field"),
        [
            ("MATHS", {"outcome": "YES"}, "outcome"), ("MATHS", {"outcome": ""}, "outcome"),
            ("DIGITAL", {"outcome": "LEVEL_2"}, "outcome"), ("READING", {"outcome": "LEVEL_1"}, "outcome"),
            ("MATHS", {"banding": Decimal("4.0")}, "banding"), ("MATHS", {"banding": Decimal("-0.1")}, "banding"),
            ("MATHS", {"banding": Decimal("1.45")}, "banding"), ("DIGITAL", {"banding": Decimal("2.0")}, "banding"),
            ("ALN", {"banding": Decimal("1.0")}, "banding"), ("ALN", {"next_step": "PROGRESS_AT_LEVEL"}, "next_step"),
            ("DIGITAL", {"consent": True}, "consent"), ("DIGITAL", {"referrals": ("NSM",)}, "consent"),
            ("ALN", {"referrals": ("DENTIST",)}, "referrals"), ("MATHS", {"mode": "BY_POST"}, "mode"),
            ("MATHS", {"accommodations": ("A_DOG",)}, "accommodations"), ("MATHS", {"minutes": 0}, "minutes"),
            ("MATHS", {"tool": "x" * 101}, "tool"), ("MATHS", {"on": TODAY + dt.timedelta(days=1)}, "taken_on"),
            ("MATHS", {"on": dt.date(1066, 1, 1)}, "taken_on"), ("MATHS", {"reason": "WHIM"}, "reason"),
        ],
    )  # fmt: skip
    def test_refuses_what_is_not_of_its_type(self, kind, changed, field):
        with pytest.raises(Refused) as refused:
            check_result(taken(kind, **changed), today=TODAY)
        assert refused.value.field == field

    @pytest.mark.parametrize(("kind", "low", "high"), [("ENGLISH", "0.0", "3.9"), ("DIGITAL", "0.0", "1.9")])
    def test_takes_a_banding_at_both_ends(self, kind, low, high):
        for banding in (low, high):
            check_result(taken(kind, banding=Decimal(banding)), today=TODAY)

    def test_takes_an_old_record_in_words_but_not_an_empty_one(self):
        old = taken("LEGACY_LDD", outcome="", legacy_text="Dyslexia; visual impairment")
        check_result(old, today=TODAY)
        with pytest.raises(Refused):
            check_result(replace(old, legacy_text=""), today=TODAY)

    def test_asks_for_consent_where_the_type_does(self):
        check_consent(taken("DIGITAL"))
        with pytest.raises(Refused):
            check_consent(taken("MATHS", consent=None))


class TestBanding:
    @pytest.mark.parametrize(("typed", "found"), [("", None), (" 2.4 ", Decimal("2.4")), ("2", Decimal(2))])
    def test_is_read_as_a_number(self, typed, found):
        assert banding_of(typed) == found

    @pytest.mark.parametrize("typed", ["two", "NaN", "Infinity", "2,4"])
    def test_is_refused_as_anything_else(self, typed):
        with pytest.raises(Refused):
            banding_of(typed)


class TestStates:
    @pytest.mark.parametrize(("state", "may"), [("CURRENT", True), ("CORRECTED", False), ("VOID", False)])
    def test_are_left_once(self, state, may):
        for check in (lambda: check_may_correct(state=state, is_legacy=False), lambda: check_may_void(state=state)):
            if may:
                check()
            else:
                with pytest.raises(Refused):
                    check()

    def test_of_the_old_service_are_never_corrected(self):
        with pytest.raises(Refused):
            check_may_correct(state="CURRENT", is_legacy=True)

    @pytest.mark.parametrize("words", ["", "  ", "x" * 201])
    def test_are_left_with_a_reason(self, words):
        with pytest.raises(Refused):
            check_reason(words)


def line(**changed: str) -> dict[str, str]:
    values = {
        "prison_number": "a1234bc", "type": "Maths", "taken_on": "14/08/2026", "level_or_outcome": "Entry Level 3",
        "banding": "3.4", "prison": "LEI", "assessor": "Jo Nash", "tool": "BKSB", "mode": "on a screen",
        "consent": "Yes",
    }  # fmt: skip
    return {**values, **changed}


class TestReadLine:
    def test_reads_what_people_write(self):
        read = read_line(line(), today=TODAY)
        assert read.faults == () and read.taken is not None
        assert (read.prison_number, read.prison) == ("A1234BC", "LEI")
        assert (read.taken.type, read.taken.outcome, read.taken.banding) == ("MATHS", "ENTRY_3", Decimal("3.4"))
        assert (read.taken.taken_on, read.taken.mode, read.taken.consent) == (dt.date(2026, 8, 14), "ON_SCREEN", True)

    @pytest.mark.parametrize(
        ("changed", "outcome"),
        [
            ({"level_or_outcome": "L1"}, "LEVEL_1"), ({"level_or_outcome": "level 2"}, "LEVEL_2"),
            ({"level_or_outcome": "E1"}, "ENTRY_1"), ({"level_or_outcome": "pre-entry"}, "PRE_ENTRY"),
            ({"type": "reading", "level_or_outcome": "Emerging reader", "banding": ""}, "EMERGING_READER"),
            ({"type": "ALN", "level_or_outcome": "yes", "banding": ""}, "YES"),
            ({"type": "numeracy", "taken_on": "2026-08-14"}, "ENTRY_3"),
            ({"type": "LEGACY_ENGLISH", "level_or_outcome": "About level 1", "banding": ""}, ""),
        ],
    )  # fmt: skip
    def test_knows_other_spellings(self, changed, outcome):
        read = read_line(line(**changed), today=TODAY)
        assert read.faults == () and read.taken is not None and read.taken.outcome == outcome

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"type": "Latin"}, "Latin"), ({"level_or_outcome": "Level 9"}, "Level 9"),
            ({"taken_on": "31/02/2026"}, "date"), ({"taken_on": "14/08/2027"}, "today or earlier"),
            ({"banding": "9.9"}, "Banding"), ({"consent": "maybe"}, "maybe"), ({"mode": "by pigeon"}, "pigeon"),
            ({"prison_number": ""}, "prison_number is empty"),
            ({"tool": "x" * 101}, "100 letters"),
        ],
    )  # fmt: skip
    def test_says_what_is_wrong(self, changed, said):
        read = read_line(line(**changed), today=TODAY)
        assert read.taken is None and any(said in fault for fault in read.faults)

    def test_says_each_thing_that_is_wrong(self):
        assert len(read_line(line(type="Latin", taken_on="soon", consent="maybe"), today=TODAY).faults) == 3

    def test_leaves_consent_open_where_the_file_does_not_say(self):
        read = read_line(line(consent=""), today=TODAY)
        assert read.taken is not None and read.taken.consent is None

    def test_survives_a_row_with_no_columns_or_strange_ones(self):
        assert len(read_line({}, today=TODAY).faults) == 4
        assert read_line(dict.fromkeys(COLUMNS, "\x00"), today=TODAY).taken is None
