"""What is true of goals and steps, without a database."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from campus.core.months import add_months
from plans import rules

TODAY = dt.date(2026, 11, 20)


class TestTarget:
    def test_may_be_today(self):
        rules.check_target(TODAY, TODAY)

    def test_may_not_be_past(self):
        with pytest.raises(Refused) as refused:
            rules.check_target(TODAY - dt.timedelta(days=1), TODAY)
        assert refused.value.field == "target"

    @pytest.mark.parametrize(
        ("on", "months", "then"),
        [(dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)), (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
         (dt.date(2026, 11, 20), 12, dt.date(2027, 11, 20))],
    )  # fmt: skip
    def test_some_months_on_is_the_same_day_or_the_last(self, on, months, then):
        assert add_months(on, months) == then


class TestGoal:
    @pytest.mark.parametrize(
        ("title", "steps", "field"), [("  ", ["One"], "title"), ("A job", [], "steps"), ("A job", [" "], "steps")]
    )
    def test_needs_words_and_a_step(self, title, steps, field):
        with pytest.raises(Refused) as refused:
            rules.check_goal(title, steps)
        assert refused.value.field == field


class TestAgreeing:
    @pytest.mark.parametrize(
        ("status", "goals", "may"),
        [("DRAFT", 1, True), ("DRAFT", 0, False), ("AGREED", 1, False), ("AGREED", 0, False)],
    )
    def test_takes_a_draft_with_a_goal(self, status, goals, may):
        assert rules.may_agree(status=status, goals=goals) is may


class TestTicking:
    @pytest.mark.parametrize(
        ("goal", "step", "ticked", "may"),
        [("ACTIVE", "NOT_STARTED", False, True), ("ACTIVE", "ACTIVE", True, False),
         ("ACTIVE", "COMPLETE", False, False), ("ARCHIVED", "NOT_STARTED", False, False),
         ("COMPLETED", "NOT_STARTED", False, False)],
    )  # fmt: skip
    def test_takes_an_open_step_once(self, goal, step, ticked, may):
        if may:
            rules.check_may_tick(goal_status=goal, step_status=step, ticked=ticked)
            return
        with pytest.raises(Refused):
            rules.check_may_tick(goal_status=goal, step_status=step, ticked=ticked)

    @pytest.mark.parametrize(
        ("step", "ticked", "may"), [("ACTIVE", True, True), ("COMPLETE", True, False), ("ACTIVE", False, False)]
    )
    def test_is_taken_back_until_staff_have_checked(self, step, ticked, may):
        if may:
            rules.check_may_untick(step_status=step, ticked=ticked)
            return
        with pytest.raises(Refused):
            rules.check_may_untick(step_status=step, ticked=ticked)

    def test_is_confirmed_once(self):
        rules.check_may_confirm(goal_status="ACTIVE", step_status="ACTIVE")
        with pytest.raises(Refused):
            rules.check_may_confirm(goal_status="ACTIVE", step_status="COMPLETE")

    def test_is_not_confirmed_in_a_closed_goal(self):
        with pytest.raises(Refused, match="closed"):
            rules.check_may_confirm(goal_status="ARCHIVED", step_status="ACTIVE")
