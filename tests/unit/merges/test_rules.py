"""What a message that two records are one comes to, and which of two rows stands."""

import datetime as dt
import uuid

import pytest

from campus.core.errors import Refused
from transfers.merges import rules
from transfers.merges.rules import Candidate, Stay, Verdict

ONE, TWO, THREE, FOUR = (uuid.UUID(int=n) for n in range(1, 5))
AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


def candidate(n: int, **said: object) -> Candidate:
    return Candidate(**{"row_id": uuid.UUID(int=n), "edited_at": AT, **said})  # type: ignore[arg-type]


class TestVerdict:
    def test_merges_two_who_have_nothing_to_do_with_each_other(self):
        assert rules.verdict(ONE, TWO, {}) == Verdict.MERGE

    def test_is_done_for_the_same_message_again(self):
        assert rules.verdict(ONE, TWO, {TWO: ONE}) == Verdict.DONE

    def test_is_done_where_it_follows_from_others(self):
        assert rules.verdict(ONE, THREE, {THREE: TWO, TWO: ONE}) == Verdict.DONE
        assert rules.verdict(FOUR, THREE, {THREE: ONE, FOUR: ONE}) == Verdict.DONE

    @pytest.mark.parametrize("parents", [{TWO: ONE}, {TWO: THREE, THREE: ONE}])
    def test_refuses_a_circle_however_long(self, parents):
        assert rules.verdict(TWO, ONE, parents) == Verdict.CYCLE

    def test_refuses_a_second_home(self):
        assert rules.verdict(FOUR, TWO, {TWO: ONE}) == Verdict.CONTRADICTION

    def test_walks_on_from_a_survivor_who_was_joined_since(self):
        assert rules.verdict(TWO, THREE, {TWO: ONE}) == Verdict.MERGE

    def test_does_not_run_for_ever(self):
        with pytest.raises(Refused):
            rules.chain_of(ONE, {ONE: TWO, TWO: ONE})


class TestBranch:
    def test_is_everybody_below(self):
        parents = {TWO: ONE, THREE: TWO, FOUR: THREE}
        assert rules.branch_of(TWO, parents) == {TWO, THREE, FOUR}


class TestCurrent:
    def test_is_of_whoever_was_reviewed_last(self):
        reviewed = candidate(1, reviewed_on=dt.date(2026, 5, 1))
        edited = candidate(2, edited_at=AT + dt.timedelta(days=9), reviewed_on=dt.date(2026, 4, 1))
        assert rules.current_of([edited, reviewed]) == reviewed

    def test_is_the_one_edited_last_where_nobody_was_reviewed(self):
        late = candidate(1, edited_at=AT + dt.timedelta(seconds=1))
        assert rules.current_of([candidate(2), late]) == late

    def test_does_not_depend_on_the_order(self):
        both = [candidate(1), candidate(2)]
        assert rules.current_of(both) == rules.current_of(both[::-1])

    def test_is_the_survivors_where_it_is_a_date(self):
        theirs = candidate(1, is_survivors=True)
        assert rules.current_of([theirs, candidate(2, edited_at=AT + dt.timedelta(days=1))]) == theirs

    def test_is_what_was_done_before_what_is_to_be_done(self):
        done = candidate(1, is_done=True)
        assert rules.current_of([done, candidate(2, is_survivors=True)]) == done


class TestTimeline:
    def test_ends_each_stay_where_the_next_begins(self):
        first, second = Stay(ONE, AT), Stay(TWO, AT + dt.timedelta(days=3))
        assert rules.one_timeline([second, first]) == {ONE: AT + dt.timedelta(days=3), TWO: None}

    def test_is_empty_for_somebody_who_was_nowhere(self):
        assert rules.one_timeline([]) == {}


class TestTwoStewards:
    def test_refuse_one_who_decides_alone(self):
        with pytest.raises(Refused, match="Another steward"):
            rules.check_may_decide(state="ASKED", asked_by=ONE, decides=ONE)

    def test_refuse_to_decide_twice(self):
        with pytest.raises(Refused, match="already"):
            rules.check_may_decide(state="DONE", asked_by=ONE, decides=TWO)

    def test_refuse_no_reason(self):
        with pytest.raises(Refused):
            rules.check_reason("  ")
