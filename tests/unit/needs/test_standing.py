"""Working days, who has a need, and when a support plan is due."""

import datetime as dt

import pytest

from plans.needs.rules import standing as rules
from plans.needs.rules.standing import Footing, NoDeadline, ScheduleTask, SupportPlanStatus, SupportScheduleStatus

D = dt.date
S = SupportScheduleStatus
ASSESSED = D(2026, 1, 1)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("on", "days", "due"),
        [
            (D(2026, 11, 20), 0, D(2026, 11, 20)),
            (D(2026, 11, 20), 5, D(2026, 11, 27)),  # a Friday
            (D(2026, 11, 21), 5, D(2026, 11, 27)),  # a Saturday
            (D(2026, 11, 22), 5, D(2026, 11, 27)),  # a Sunday
            (D(2026, 11, 23), 5, D(2026, 11, 30)),
            (D(2026, 4, 1), 5, D(2026, 4, 10)),  # Good Friday and Easter Monday
            (D(2026, 12, 18), 5, D(2026, 12, 29)),  # Christmas on a Friday, Boxing Day moved to Monday 28
            (D(2026, 12, 24), 5, D(2027, 1, 5)),  # over the end of a year, and New Year's Day
            (D(2027, 12, 24), 5, D(2028, 1, 5)),  # Christmas and Boxing Day at a weekend, New Year's Day too
            (D(2021, 12, 31), 1, D(2022, 1, 4)),  # Monday 3 January in place of Saturday 1
            (D(2026, 8, 28), 1, D(2026, 9, 1)),  # the late summer bank holiday
            (D(2026, 5, 22), 1, D(2026, 5, 26)),  # the spring bank holiday
        ],
    )
    def test_leave_out_weekends_and_bank_holidays(self, on, days, due):
        assert rules.working_days_after(on, days) == due

    def test_are_those_of_england_and_wales(self):
        """St Andrew's Day and 2 January are kept in Scotland, St Patrick's Day and 12 July in Northern Ireland."""
        for on in (D(2026, 11, 30), D(2026, 1, 2), D(2026, 3, 17), D(2026, 7, 13)):
            assert rules.is_working_day(on)

    def test_leave_out_a_holiday_that_came_once(self):
        assert not rules.is_working_day(D(2022, 9, 19))  # the funeral of Queen Elizabeth II

    def test_ask_nobody(self, socket_disabled):
        rules.bank_holidays.cache_clear()
        assert D(2031, 12, 25) in rules.bank_holidays(2031)


class TestNeedSources:
    @pytest.mark.parametrize(
        ("facts", "sources"),
        [
            ({}, ()),
            ({"aln": False}, ()),
            ({"aln": True}, ("ALN_SCREENER",)),
            ({"ldd": True}, ("LDD_SCREENER",)),
            ({"challenges_by_hand": True}, ("CHALLENGE_NOT_ALN_SCREENER",)),
            ({"conditions": ["SELF_DECLARED"]}, ("CONDITION_SELF_DECLARED",)),
            (
                {"conditions": ["CONFIRMED_DIAGNOSIS"] * 2, "aln": True},
                ("ALN_SCREENER", "CONDITION_CONFIRMED_DIAGNOSIS"),
            ),
        ],
    )
    def test_are_each_told_apart(self, facts, sources):
        found = rules.need_sources(**{"conditions": [], "challenges_by_hand": False, "aln": None, **facts})
        assert found == sources


class TestPlanDeadline:
    def due(self, started_on, *, pes=True, aln=ASSESSED):
        return rules.plan_deadline(started_on=started_on, pes_funded=pes, aln_yes_on=aln)

    def test_is_five_working_days_after_the_course_starts(self):
        assert self.due(D(2026, 11, 20)).on == D(2026, 11, 27)

    def test_is_not_before_five_working_days_of_the_contract(self):
        assert self.due(D(2025, 9, 1), aln=D(2025, 1, 1)).on == D(2025, 10, 8)
        assert self.due(D(2025, 10, 2), aln=D(2025, 1, 1)).on == D(2025, 10, 9)

    def test_counts_an_assessment_of_the_same_day(self):
        assert self.due(D(2026, 11, 20), aln=D(2026, 11, 20)).on == D(2026, 11, 27)

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"pes": False}, NoDeadline.NOT_PES), ({"aln": None}, NoDeadline.NEED_NOT_ASSESSED),
            ({"aln": D(2026, 11, 21)}, NoDeadline.ASSESSED_LATER),
        ],
    )  # fmt: skip
    def test_says_why_there_is_none(self, changed, why):
        found = self.due(D(2026, 11, 20), **changed)
        assert (found.on, found.no_deadline) == (None, why)


class TestReviewDeadline:
    @pytest.mark.parametrize(
        ("existing", "running", "pes", "due"),
        [
            (D(2027, 1, 20), True, True, D(2026, 11, 27)),
            (D(2026, 11, 25), True, True, D(2026, 11, 25)),
            (D(2026, 11, 1), True, True, D(2026, 11, 1)),  # late stays late
            (D(2026, 11, 1), False, True, D(2026, 11, 27)),  # it passed while on hold
            (D(2026, 11, 1), False, False, D(2026, 11, 27)),
            (D(2027, 1, 20), False, True, D(2026, 11, 27)),
            (D(2027, 1, 20), False, False, D(2027, 1, 20)),
            (D(2027, 1, 20), True, False, D(2027, 1, 20)),
            (None, False, False, D(2026, 11, 27)),
        ],
    )
    def test_is_the_earlier_of_its_date_and_the_new_course(self, existing, running, pes, due):
        found = rules.review_deadline(existing=existing, running=running, started_on=D(2026, 11, 20), pes_funded=pes)
        assert found == due


class TestScheduleStatus:
    @pytest.mark.parametrize(
        ("task", "footing", "has_need", "declined", "status"),
        [
            ("PLAN", "STUDYING", True, False, S.SCHEDULED),
            ("PLAN", "STUDYING", False, False, S.NO_NEED),
            ("PLAN", "STUDYING", True, True, S.DECLINED),
            ("PLAN", "NEVER", True, False, S.NOT_IN_EDUCATION),
            ("PLAN", "ENDED", True, False, S.NOT_IN_EDUCATION),
            ("PLAN", "TRANSFERRED", True, False, S.TRANSFERRED),
            ("PLAN", "TRANSFERRED", True, True, S.DECLINED),
            ("PLAN", "RELEASED", False, False, S.RELEASED),
            ("PLAN", "DIED", True, True, S.DIED),
            ("REVIEW", "NEVER", True, False, S.SCHEDULED),
            ("REVIEW", "STUDYING", True, True, S.SCHEDULED),
            ("REVIEW", "STUDYING", False, False, S.NO_NEED),
            ("REVIEW", "ENDED", True, False, S.NOT_IN_EDUCATION),
            ("REVIEW", "TRANSFERRED", True, False, S.TRANSFERRED),
            ("REVIEW", "DIED", False, False, S.DIED),
        ],
    )
    def test_follows_from_the_facts(self, task, footing, has_need, declined, status):
        found = rules.schedule_status(task=task, footing=footing, has_need=has_need, declined=declined)
        assert found == status

    def test_is_one_for_each_combination(self):
        for task in ScheduleTask:
            for footing in Footing:
                for has_need in (False, True):
                    for declined in (False, True):
                        assert rules.schedule_status(
                            task=task, footing=footing, has_need=has_need, declined=declined
                        ) in set(S)

    def test_has_words_for_each(self):
        assert set(rules.SCHEDULE_WORDS) == set(S)
        assert set(rules.STATUS_WORDS) == set(SupportPlanStatus)
        assert set(rules.CHANGE_WORDS) == set(rules.ScheduleChange)
        assert set(rules.NO_DEADLINE_WORDS) == set(NoDeadline)


class TestPlanStatus:
    TODAY = D(2026, 11, 20)

    @pytest.mark.parametrize(
        ("task", "status", "deadline", "shown"),
        [
            (None, None, None, "NO_PLAN"),
            ("PLAN", "SCHEDULED", D(2026, 11, 19), "PLAN_OVERDUE"),
            ("PLAN", "SCHEDULED", D(2026, 11, 20), "PLAN_DUE"),
            ("PLAN", "SCHEDULED", D(2026, 11, 27), "PLAN_DUE"),
            ("PLAN", "SCHEDULED", D(2026, 11, 28), "NEEDS_PLAN"),
            ("PLAN", "SCHEDULED", None, "NEEDS_PLAN"),
            ("PLAN", "EXEMPT_PRISONER_NOT_COMPLY", D(2026, 11, 1), "PLAN_DECLINED"),
            ("PLAN", "EXEMPT_NOT_IN_EDUCATION", D(2026, 11, 1), "NO_PLAN"),
            ("PLAN", "EXEMPT_NO_NEED", None, "NO_PLAN"),
            ("REVIEW", "SCHEDULED", D(2026, 11, 19), "REVIEW_OVERDUE"),
            ("REVIEW", "SCHEDULED", D(2026, 11, 27), "REVIEW_DUE"),
            ("REVIEW", "SCHEDULED", D(2026, 11, 30), "ACTIVE_PLAN"),
            ("REVIEW", "EXEMPT_NO_NEED", D(2026, 11, 1), "INACTIVE_PLAN"),
            ("REVIEW", "EXEMPT_PRISONER_TRANSFER", D(2026, 11, 1), "INACTIVE_PLAN"),
        ],
    )
    def test_is_by_date_first_and_by_reason_then(self, task, status, deadline, shown):
        found = rules.plan_status(task=task, status=status, deadline_on=deadline, today=self.TODAY)
        assert found == shown
