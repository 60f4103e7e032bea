"""Whether a test is needed, at each edge (learners-plans-assessments.md 4.2 and section 9, invariant 11)."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from plans.assessments import rules
from plans.assessments.rules.guard import (
    Fact,
    FactKind,
    Override,
    Policy,
    Why,
    add_months,
    basic_skills_required,
    check_may_start,
    check_override,
    is_valid_on,
    look,
)
from plans.assessments.rules.qualifications import Qualification
from plans.assessments.rules.types import AssessmentType

D = dt.date
MATHS, ENGLISH, READING = AssessmentType.MATHS, AssessmentType.ENGLISH, AssessmentType.READING
TODAY = D(2026, 11, 20)
LEVEL_2 = Policy(exempting_level="LEVEL_2")


def result(on: dt.date, kind: AssessmentType = MATHS, **changed: object) -> Fact:
    values = {"outcome": "ENTRY_3", "where": "Hull", "who": "Jo Nash", **changed}
    return Fact(FactKind.RESULT, on, kind, **values)  # type: ignore[arg-type]


def gcse(grade: str = "4", subject: str = "Mathematics", source: str = "AO", **changed: object) -> Fact:
    held = Qualification("GCSE", subject, "Level 2", grade, source, awarded_by="AQA", **changed)  # type: ignore[arg-type]
    return Fact(FactKind.QUALIFICATION, D(2012, 8, 20), qualification=held)


class TestIsValidOn:
    @pytest.mark.parametrize(
        ("taken", "on", "valid"),
        [
            (D(2025, 11, 20), D(2025, 11, 20), True),
            (D(2025, 11, 20), D(2026, 11, 19), True),
            (D(2025, 11, 20), D(2026, 11, 20), False),
            (D(2025, 11, 20), D(2026, 11, 21), False),
            (D(2025, 11, 21), D(2025, 11, 20), False),
            (D(2024, 2, 29), D(2025, 2, 27), True),
            (D(2024, 2, 29), D(2025, 2, 28), False),
            (D(2023, 2, 28), D(2024, 2, 28), False),
            (D(2023, 2, 28), D(2024, 2, 27), True),
            (D(2024, 12, 31), D(2025, 12, 30), True),
            (D(2024, 12, 31), D(2025, 12, 31), False),
        ],
    )
    def test_ends_with_the_same_day_a_year_on(self, taken, on, valid):
        assert is_valid_on(taken, 12, on) is valid

    @pytest.mark.parametrize(
        ("taken", "months", "first_day_without"),
        [
            (D(2025, 8, 31), 6, D(2026, 2, 28)),
            (D(2025, 1, 31), 1, D(2025, 2, 28)),
            (D(2023, 8, 31), 6, D(2024, 2, 29)),
            (D(2024, 2, 29), 48, D(2028, 2, 29)),
            (D(2025, 12, 15), 1, D(2026, 1, 15)),
            (D(2025, 6, 30), 0, D(2025, 6, 30)),
        ],
    )
    def test_is_counted_in_calendar_months(self, taken, months, first_day_without):
        assert add_months(taken, months) == first_day_without
        assert not is_valid_on(taken, months, first_day_without)
        assert is_valid_on(taken, months, first_day_without - dt.timedelta(days=1)) is (months > 0)


class TestLook:
    def test_needs_a_test_where_nothing_is_known(self):
        verdict = look(MATHS, [], Policy(), TODAY)
        assert (verdict.needed, verdict.why, verdict.fact) == (True, Why.NO_RESULT, None)

    def test_finds_a_result_that_still_counts(self):
        verdict = look(MATHS, [result(D(2026, 8, 14))], Policy(), TODAY)
        assert (verdict.needed, verdict.why, verdict.until) == (False, Why.VALID_RESULT, D(2027, 8, 14))
        assert verdict.for_staff("Daniel") == (
            "Daniel was assessed at Entry level 3 maths at Hull on 14 August 2026. "
            "A new test is not needed until 14 August 2027."
        )

    def test_needs_one_when_the_latest_is_too_old(self):
        verdict = look(MATHS, [result(D(2025, 11, 20))], Policy(), TODAY)
        assert (verdict.needed, verdict.why) == (True, Why.TOO_OLD)
        assert "counted until 20 November 2026" in verdict.for_staff("Daniel")

    @pytest.mark.parametrize(
        "other",
        [
            {"state": rules.ResultState.VOID}, {"state": rules.ResultState.CORRECTED}, {"kind": ENGLISH},
            {"kind": AssessmentType.LEGACY_LDD}, {"on": TODAY + dt.timedelta(days=1)},
        ],
    )  # fmt: skip
    def test_does_not_count_what_is_out_of_use_or_of_another_subject(self, other):
        on = other.pop("on", D(2026, 8, 14))
        assert look(MATHS, [result(on, **other)], Policy(), TODAY).needed

    def test_counts_a_result_of_the_old_service_in_the_same_subject(self):
        old = result(D(2026, 8, 14), AssessmentType.LEGACY_MATHS, outcome="", words="Level 1, good")
        verdict = look(MATHS, [old], Policy(), TODAY)
        assert not verdict.needed and "Level 1, good" in verdict.for_staff("Daniel")

    def test_names_the_latest_of_several_and_keeps_all_that_count(self):
        facts = [result(D(2024, 1, 1)), result(D(2026, 2, 1)), result(D(2026, 8, 14))]
        verdict = look(MATHS, facts, Policy(), TODAY)
        assert [fact.on for fact in verdict.evidence] == [D(2026, 8, 14), D(2026, 2, 1)]

    def test_keeps_two_tests_apart_where_results_do_not_last(self):
        policy = Policy(valid_months=0, min_interval_days=28)
        assert look(MATHS, [result(TODAY - dt.timedelta(days=27))], policy, TODAY).why == Why.TESTED_LATELY
        assert look(MATHS, [result(TODAY - dt.timedelta(days=28))], policy, TODAY).needed

    @pytest.mark.parametrize(
        ("held", "needed"),
        [
            (gcse("4"), False), (gcse("9"), False), (gcse("C"), False), (gcse("A*"), False), (gcse("3"), True),
            (gcse("D"), True), (gcse("U"), True), (gcse("4", source="ILR"), True), (gcse("4", source="NPD"), True),
            (gcse("4", under_challenge=True), True), (gcse("4", subject="English Language"), True),
            (gcse("3/4"), False), (gcse("4-3"), True),
        ],
    )  # fmt: skip
    def test_is_exempted_by_a_verified_gcse_at_level_2(self, held, needed):
        assert look(MATHS, [held], LEVEL_2, TODAY).needed is needed

    def test_is_not_exempted_where_the_policy_names_no_level(self):
        assert look(MATHS, [gcse("9")], Policy(), TODAY).needed

    def test_says_who_awarded_the_qualification(self):
        verdict = look(MATHS, [gcse("5"), result(D(2026, 8, 14))], LEVEL_2, TODAY)
        assert verdict.why == Why.QUALIFIED and verdict.until is None and len(verdict.evidence) == 2
        expected = "Daniel has GCSE Mathematics, grade 5 (AQA), 20 August 2012. No maths test is needed."
        assert verdict.for_staff("Daniel") == expected

    def test_says_reading_outcomes_after_the_date(self):
        verdict = look(READING, [result(D(2026, 8, 14), READING, outcome="NEW_READER", where="")], Policy(), TODAY)
        assert "assessed in reading on 14 August 2026: New reader." in verdict.for_staff("Daniel")


class TestOverride:
    def test_takes_each_reason_of_the_list(self):
        for reason in Override:
            check_override(reason, "Words")

    @pytest.mark.parametrize(
        ("reason", "words", "field"),
        [("", "", "reason"), ("BORED", "", "reason"), ("OTHER", "  ", "words"), ("OTHER", "x" * 201, "words")],
    )
    def test_refuses_others(self, reason, words, field):
        with pytest.raises(Refused) as refused:
            check_override(reason, words)
        assert refused.value.field == field

    def test_lets_a_needless_test_begin_only_with_leave(self):
        verdict = look(MATHS, [result(D(2026, 8, 14))], Policy(), TODAY)
        with pytest.raises(Refused, match="not needed until 14 August 2027"):
            check_may_start(verdict, called="Daniel", overridden=False)
        check_may_start(verdict, called="Daniel", overridden=True)
        check_may_start(look(MATHS, [], Policy(), TODAY), called="Daniel", overridden=False)


class TestBasicSkills:
    @pytest.mark.parametrize(
        ("sentenced", "received", "required"),
        [
            (D(2025, 10, 1), None, True), (D(2025, 9, 30), D(2025, 10, 2), False), (None, D(2025, 10, 1), True),
            (None, D(2025, 9, 30), False), (D(2025, 10, 1), D(2020, 1, 1), True),
        ],
    )  # fmt: skip
    def test_go_by_the_sentence_and_else_by_the_reception(self, sentenced, received, required):
        assert basic_skills_required(sentenced_on=sentenced, received_on=received) is required

    def test_refuse_where_neither_is_known(self):
        with pytest.raises(Refused):
            basic_skills_required(sentenced_on=None, received_on=None)
