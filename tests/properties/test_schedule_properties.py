"""What holds of every date, whatever the dates (learners-plans-assessments.md section 9)."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from learners.rules import LegalStatus, MovementKind
from plans.rules.movements import Standing, decide, heal
from plans.rules.schedules import (
    ACTIVE_REVIEW,
    EXEMPT,
    INDUCTION_STATUSES,
    REVIEW_STATUSES,
    USER_SET,
    Contract,
    ScheduleStatus,
    date_after_clearing,
    induction_due,
    may_hold,
    may_restart,
)
from plans.rules.windows import Event, review_window, window_again

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2045, 12, 31))
RELEASES = st.none() | DAYS
LEGAL = st.sampled_from(sorted(set(LegalStatus) - {LegalStatus.DEAD}))
EVENTS = st.sampled_from(list(Event))


def standings(today: dt.date) -> st.SearchStrategy[Standing]:
    return st.builds(
        Standing, today=st.just(today), has_plan=st.booleans(), release_on=RELEASES, legal_status=LEGAL,
        induction=st.none() | st.sampled_from(INDUCTION_STATUSES),
        review=st.none() | st.sampled_from(sorted(ACTIVE_REVIEW)),
        closed_review=st.none() | st.sampled_from(sorted(set(REVIEW_STATUSES) - ACTIVE_REVIEW)),
        after_final=st.booleans(),
    )  # fmt: skip


class TestWindow:
    @given(on=DAYS, release=RELEASES, legal=LEGAL, event=EVENTS)
    def test_opens_before_it_closes_and_never_in_the_past(self, on, release, legal, event):
        found = review_window(on=on, release_on=release, legal_status=legal, event=event)
        if found.is_due:
            assert on <= found.earliest_on <= found.latest_on

    @given(on=DAYS, release=DAYS, legal=LEGAL)
    def test_leaves_the_last_week_clear(self, on, release, legal):
        found = review_window(on=on, release_on=release, legal_status=legal)
        if found.is_due and release >= on:
            assert found.latest_on <= release - dt.timedelta(days=7)

    @given(on=DAYS, days=st.integers(0, 40), event=st.sampled_from([Event.TRANSFER, Event.READMISSION]))
    def test_after_a_move_keeps_the_seventeen_days(self, on, days, event):
        found = review_window(on=on, release_on=on + dt.timedelta(days=days), event=event)
        assert found.is_due is (days >= 17)

    @given(on=DAYS, later=st.integers(0, 400), first=RELEASES, second=RELEASES, legal=LEGAL, event=EVENTS)
    def test_worked_out_again_never_gives_a_date_in_the_past_nor_mends_what_is_late(
        self, on, later, first, second, legal, event
    ):
        before = review_window(on=on, release_on=first, legal_status=legal, event=event)
        if not before.is_due:
            return
        today = on + dt.timedelta(days=later)
        found = window_again(worked_out_on=on, before=before, release_on=second, legal_status=legal, today=today)
        assert found.earliest_on <= found.latest_on
        if before.latest_on < today:
            assert found.latest_on == before.latest_on
        else:
            assert found.latest_on >= today
        assert found == window_again(worked_out_on=on, before=found, release_on=second, legal_status=legal, today=today)


class TestClearing:
    @given(status=st.sampled_from(sorted(EXEMPT)), due=DAYS, exempted=DAYS, waited=st.integers(0, 400))
    def test_never_gives_an_earlier_date(self, status, due, exempted, waited):
        on = exempted + dt.timedelta(days=waited)
        assert date_after_clearing(status=status, due_on=due, exempted_on=exempted, on=on) >= due

    @given(status=st.sampled_from(sorted(USER_SET)), due=DAYS, late=st.integers(1, 400), waited=st.integers(0, 400))
    def test_changes_nothing_for_what_was_late(self, status, due, late, waited):
        exempted = due + dt.timedelta(days=late)
        on = exempted + dt.timedelta(days=waited)
        assert date_after_clearing(status=status, due_on=due, exempted_on=exempted, on=on) == due

    @given(status=st.sampled_from(sorted(EXEMPT)), due=DAYS, on=DAYS)
    def test_twice_on_a_day_gains_nothing_more(self, status, due, on):
        once = date_after_clearing(status=status, due_on=due, exempted_on=on, on=on)
        assert date_after_clearing(status=status, due_on=once, exempted_on=on, on=on) == once


class TestInduction:
    @given(contract=st.sampled_from(list(Contract)), on=DAYS, admitted=DAYS, assessed=RELEASES, moved=RELEASES)
    def test_has_a_date_unless_it_waits(self, contract, on, admitted, assessed, moved):
        due = induction_due(contract=contract, on=on, admitted=admitted, assessed=assessed, transferred=moved)
        assert (due.due_on is None) is (due.status == ScheduleStatus.PENDING)
        assert due.status == ScheduleStatus.SCHEDULED or contract == Contract.PES


class TestDecisions:
    @given(data=st.data(), kind=st.sampled_from(list(MovementKind)), today=DAYS)
    def test_never_touch_a_completed_induction(self, data, kind, today):
        standing = data.draw(standings(today))
        if standing.induction != ScheduleStatus.COMPLETED:
            return
        for decision in (decide(kind, standing), heal(standing)):
            assert not decision.close_induction and not decision.complete_induction
            assert not decision.schedule_induction and not decision.restart_induction

    @given(data=st.data(), kind=st.sampled_from(list(MovementKind)), today=DAYS)
    def test_never_open_a_second_review(self, data, kind, today):
        standing = data.draw(standings(today))
        decision = decide(kind, standing)
        if decision.new_review is not None and standing.review is not None:
            assert decision.close_review is not None

    @given(data=st.data(), today=DAYS, gone=st.none() | st.sampled_from([ScheduleStatus.RELEASED, ScheduleStatus.DIED]))
    def test_of_the_night_give_nobody_both(self, data, today, gone):
        decision = heal(data.draw(standings(today)), gone=gone)
        assert not (decision.schedule_induction and decision.new_review is not None)


class TestHolds:
    @given(status=st.sampled_from(list(ScheduleStatus)))
    def test_cannot_be_put_on_what_is_held_nor_taken_off_what_is_not(self, status):
        assert not (may_hold(status=status, is_induction=True) and may_restart(status=status))
