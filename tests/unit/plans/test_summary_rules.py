"""What a session counts as, and how a plan stands (learners-plans-assessments.md 2.8 and section 10)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.core.months import add_months
from plans.rules.schedules import AUTOMATIC, EXEMPT, HOLD_BY_STATUS, USER_SET, ScheduleStatus
from plans.rules.sessions import PersonPlan, SessionState, last_due_on, leaves_without_review, plan_status
from plans.selectors.status_words import tag_of, words_of

TODAY = dt.date(2026, 11, 23)
S = ScheduleStatus


class TestLastDueOn:
    @pytest.mark.parametrize(
        ("today", "last"),
        [
            (dt.date(2026, 11, 23), dt.date(2027, 1, 23)),
            # Two months before 28 February is 28 December; 1 March is not due until 1 January.
            (dt.date(2026, 12, 31), dt.date(2027, 2, 28)),
            (dt.date(2026, 12, 28), dt.date(2027, 2, 28)),
            # 29 and 30 April, counted back, all fall on 28 February.
            (dt.date(2027, 2, 28), dt.date(2027, 4, 30)),
            (dt.date(2027, 2, 27), dt.date(2027, 4, 27)),
        ],
    )
    def test_is_two_months_ahead_counted_back_from_the_deadline(self, today, last):
        assert last_due_on(today) == last

    @given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(-5, 100))
    def test_says_the_same_as_counting_back_each_deadline(self, today, days):
        deadline = today + dt.timedelta(days=days)
        assert (deadline <= last_due_on(today)) == (add_months(deadline, -2) <= today)


class TestPlanStatus:
    """Exempt, then pending, then active, then needed."""

    @pytest.mark.parametrize("induction", [S.OTHER_HEALTH, S.RELEASED])
    def test_is_exempt_first_by_the_induction(self, induction):
        assert plan_status(induction=induction, latest_review=None, has_plan=True) == PersonPlan.EXEMPT

    def test_is_exempt_first_by_the_latest_review(self):
        found = plan_status(induction=S.PENDING, latest_review=S.TRANSFERRED, has_plan=True)
        assert found == PersonPlan.EXEMPT

    def test_is_pending_before_active(self):
        assert plan_status(induction=S.PENDING, latest_review=None, has_plan=True) == PersonPlan.PENDING

    def test_is_active_with_an_induction_and_a_goal(self):
        assert plan_status(induction=S.COMPLETED, latest_review=S.SCHEDULED, has_plan=True) == PersonPlan.ACTIVE

    def test_is_needed_otherwise(self):
        assert plan_status(induction=None, latest_review=None, has_plan=False) == PersonPlan.NEEDED
        assert plan_status(induction=S.SCHEDULED, latest_review=None, has_plan=False) == PersonPlan.NEEDED

    @given(st.sampled_from([None, *S]), st.sampled_from([None, *S]), st.booleans())
    def test_of_everybody_exempt_is_exempt(self, induction, review, has_plan):
        found = plan_status(induction=induction, latest_review=review, has_plan=has_plan)
        assert (found == PersonPlan.EXEMPT) == (induction in EXEMPT or review in EXEMPT)


class TestLeavesWithoutReview:
    def test_is_told_up_to_three_months_before(self):
        asked = {"today": TODAY, "session_to_come": False, "had_last": False}
        assert leaves_without_review(release_on=TODAY, **asked)
        assert leaves_without_review(release_on=dt.date(2027, 2, 23), **asked)
        assert not leaves_without_review(release_on=dt.date(2027, 2, 24), **asked)
        assert not leaves_without_review(release_on=TODAY - dt.timedelta(days=1), **asked)
        assert not leaves_without_review(release_on=None, **asked)

    @pytest.mark.parametrize(("to_come", "had_last"), [(True, False), (False, True)])
    def test_is_not_told_of_somebody_who_is_seen_or_was(self, to_come, had_last):
        release = TODAY + dt.timedelta(days=30)
        assert not leaves_without_review(
            release_on=release, today=TODAY, session_to_come=to_come, had_last=had_last
        )  # fmt: skip


class TestTag:
    @pytest.mark.parametrize(
        ("state", "days", "words", "kind"),
        [
            (SessionState.OVERDUE, -10, "10 days late", "late"),
            (SessionState.OVERDUE, -1, "1 day late", "late"),
            (SessionState.DUE, 0, "Due today", "soon"),
            (SessionState.DUE, 1, "Due tomorrow", "soon"),
            (SessionState.DUE, 5, "Due in 5 days", "soon"),
            (SessionState.DUE, 6, "Due in 6 days", "todo"),
        ],
    )
    def test_says_how_far_the_date_is(self, state, days, words, kind):
        assert tag_of(state, TODAY + dt.timedelta(days=days), None, TODAY) == (words, kind)

    @pytest.mark.parametrize("status", sorted(USER_SET))
    def test_says_why_a_session_is_on_hold(self, status):
        words, kind = tag_of(SessionState.ON_HOLD, None, HOLD_BY_STATUS[status], TODAY)
        assert words.startswith("On hold: ") and kind == "hold"

    def test_is_left_out_for_what_is_not_due_yet(self):
        assert tag_of(SessionState.LATER, TODAY + dt.timedelta(days=200), None, TODAY) is None

    def test_of_no_automatic_pause_names_a_hold(self):
        assert not AUTOMATIC & set(HOLD_BY_STATUS)


class TestWords:
    def test_of_a_review_to_come_say_when_its_window_opens(self):
        found = words_of("later", "Review", dt.date(2027, 4, 9), dt.date(2027, 2, 9), None, TODAY)
        assert found == ("Review from 9 Feb 2027", None)

    def test_of_an_induction_to_come_say_its_deadline(self):
        assert words_of("later", "Induction", dt.date(2027, 4, 9), None, None, TODAY) == (
            "Induction due 9 Apr 2027", None
        )  # fmt: skip

    def test_of_nothing_say_so(self):
        assert words_of("", "", None, None, None, TODAY) == ("None planned", None)
