"""Looking somebody up, and what a qualification proves (learners-plans-assessments.md 4.3)."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from plans.assessments.rules.matching import (
    OUTCOMES,
    PLACEHOLDER_POSTCODE,
    Outcome,
    check_born,
    check_free,
    check_may_give_up,
    check_may_match,
    check_may_unmatch,
    check_name,
    check_postcode,
)
from plans.assessments.rules.qualifications import (
    Qualification,
    is_passed,
    is_verified,
    level_of,
    proves,
    subject_of_qualification,
)
from plans.assessments.rules.types import AssessmentType, Level


class TestOutcomes:
    def test_are_seven_and_each_has_its_own_words(self):
        assert len(set(OUTCOMES.values())) == len(Outcome) == 7


class TestDetails:
    @pytest.mark.parametrize(("typed", "sent"), [
        ("", PLACEHOLDER_POSTCODE), ("ls122tj", "LS12 2TJ"), ("EC1A 1BB", "EC1A 1BB"), (" m1  1ae ", "M1 1AE"),
    ])  # fmt: skip
    def test_have_a_postcode_or_the_services_own_placeholder(self, typed, sent):
        assert check_postcode(typed) == sent

    @pytest.mark.parametrize("typed", ["12345", "LS12", "LS12 2TJJ", "ŁS12 2TJ"])
    def test_refuse_what_is_no_postcode(self, typed):
        with pytest.raises(Refused):
            check_postcode(typed)

    @pytest.mark.parametrize(("name", "ok"), [("Li", False), ("Lee", True), ("x" * 35, True), ("x" * 36, False)])
    def test_have_names_of_3_to_35_letters(self, name, ok):
        if ok:
            check_name(name, what="First name", field="given_name")
        else:
            with pytest.raises(Refused):
                check_name(name, what="First name", field="given_name")

    def test_have_a_birth_date_in_the_past(self):
        with pytest.raises(Refused):
            check_born(dt.date(2026, 11, 20), today=dt.date(2026, 11, 20))


class TestMoves:
    @pytest.mark.parametrize("status", [None, "UNMATCHED", "CANNOT_BE_MATCHED"])
    def test_match_unless_matched(self, status):
        check_may_match(status=status)
        with pytest.raises(Refused):
            check_may_unmatch(status=status)

    def test_undo_only_a_match(self):
        check_may_unmatch(status="MATCHED")
        with pytest.raises(Refused):
            check_may_match(status="MATCHED")

    @pytest.mark.parametrize("outcome", [o for o in Outcome if o not in ("EXACT", "LINKED")])
    def test_give_up_with_a_true_answer(self, outcome):
        check_may_give_up(status=None, outcome=outcome)

    @pytest.mark.parametrize("outcome", ["EXACT", "LINKED", "", "BORED"])
    def test_do_not_give_up_on_somebody_found(self, outcome):
        with pytest.raises(Refused):
            check_may_give_up(status=None, outcome=outcome)

    def test_never_say_whose_a_taken_number_is(self):
        with pytest.raises(Refused, match="somebody else"):
            check_free(taken=True)
        check_free(taken=False)


def held(**changed: str) -> Qualification:
    values = {
        "type": "Functional Skills", "subject": "Functional Skills Mathematics", "level": "Level 2", "grade": "Pass",
        "source": "AO",
    }  # fmt: skip
    return Qualification(**{**values, **changed})  # type: ignore[arg-type]


class TestQualification:
    @pytest.mark.parametrize(("subject", "kind"), [
        ("Mathematics", "MATHS"), ("Functional Skills Maths", "MATHS"), ("English Language", "ENGLISH"),
        ("English Literature", "ENGLISH"), ("English for Speakers of Other Languages", None), ("ESOL English", None),
        ("Aftermath studies", None), ("Cooking", None), ("", None),
    ])  # fmt: skip
    def test_is_in_its_subject(self, subject, kind):
        assert subject_of_qualification(subject) == kind

    @pytest.mark.parametrize(("changed", "level"), [
        ({}, "LEVEL_2"), ({"level": "Level 1"}, "LEVEL_1"), ({"level": "Entry Level 3"}, "ENTRY_3"),
        ({"level": "Entry"}, "ENTRY"), ({"level": "L2"}, "LEVEL_2"), ({"level": "Level 7"}, "LEVEL_3"),
        ({"level": "", "type": "Level 1 Certificate"}, "LEVEL_1"), ({"level": ""}, None), ({"grade": "Fail"}, None),
        ({"type": "GCSE", "grade": "4"}, "LEVEL_2"), ({"type": "GCSE", "grade": "g"}, "LEVEL_1"),
        ({"type": "GCSE", "grade": "U"}, None), ({"type": "GCSE", "grade": ""}, None),
    ])  # fmt: skip
    def test_has_the_level_that_was_reached(self, changed, level):
        assert level_of(held(**changed)) == level

    def test_proves_a_level_at_or_below_its_own(self):
        maths = AssessmentType.MATHS
        assert [proves(held(), maths, Level(at)) for at in ("LEVEL_1", "LEVEL_2", "LEVEL_3")] == [True, True, False]

    def test_is_verified_by_an_awarding_organisation_alone(self):
        assert [is_verified(held(source=s)) for s in ("AO", "ILR", "NPD")] == [True, False, False]

    def test_is_passed_or_not(self):
        grades = [("GCSE", "F", True), ("GCSE", "U", False), ("NVQ", "F", False), ("NVQ", "Merit", True)]
        assert [is_passed(held(type=t, grade=g)) for t, g, _ in grades] == [passed for *_, passed in grades]
