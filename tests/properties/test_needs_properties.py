"""Screeners, items and working days, whatever the order in which things are done."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from campus.core.errors import Refused
from plans.needs import actions, selectors
from plans.needs.models import Challenge, NeedsProfile, Screener, Strength
from plans.needs.rules import standing
from plans.needs.rules.codes import SCREENER_CODES
from plans.needs.rules.recording import ItemKind
from tests.factories import needs
from tests.factories.learners import LearnerFactory

CODES = sorted(SCREENER_CODES)[:8]
FIRST = dt.date(2026, 1, 5)
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


class Screening(RuleBasedStateMachine):
    """Beside the database runs a list: the screeners that are not deleted, oldest first, and what staff wrote."""

    @initialize()
    def begin(self) -> None:
        self.learner, self.by = LearnerFactory(), needs.nsm()
        self.screeners: list[tuple[Screener, set[str], set[str]]] = []
        self.by_hand: dict[object, bool] = {}
        self.aln: list[tuple[dt.date, bool]] = []
        self.day = 0

    @property
    def at(self) -> dt.datetime:
        self.day += 1
        return dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=self.day)

    @rule(days=st.integers(0, 3), hard=st.sets(st.sampled_from(CODES)), strong=st.sets(st.sampled_from(CODES)))
    def key_in(self, days: int, hard: set[str], strong: set[str]) -> None:
        strong = strong - hard
        last = self.screeners[-1][0].screened_on if self.screeners else FIRST
        with suppress(Refused):
            screener = actions.add_screener(
                by=self.by, learner_id=self.learner.id, on=last + dt.timedelta(days=days), challenges=sorted(hard),
                strengths=sorted(strong), at=self.at,
            )  # fmt: skip
            assert hard or strong
            self.screeners.append((screener, hard, strong))

    @precondition(lambda self: self.screeners)
    @rule(data=st.data())
    def delete_a_screener(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.screeners) - 1))
        screener, _, _ = self.screeners.pop(place)
        actions.delete(by=self.by, kind=ItemKind.SCREENER, item_id=screener.id, reason="ENTERED_IN_ERROR", at=self.at)

    @rule()
    def write_by_hand(self) -> None:
        self.by_hand[needs.a_challenge(self.learner, self.by, self.at).id] = True

    @precondition(lambda self: self.by_hand)
    @rule(data=st.data())
    def put_aside_or_bring_back(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from(sorted(self.by_hand, key=str)))
        verb = {"by": self.by, "kind": ItemKind.CHALLENGE, "item_id": item, "at": self.at}
        if self.by_hand[item]:
            actions.archive(**verb, reason="Over")
        else:
            actions.restore(**verb)
        self.by_hand[item] = not self.by_hand[item]

    @rule(outcome=st.booleans(), days=st.integers(0, 9))
    def assess(self, outcome: bool, days: int) -> None:
        on = FIRST + dt.timedelta(days=days)
        needs.an_aln_result(self.learner, "YES" if outcome else "NO", on)
        self.aln.append((on, outcome))

    @invariant()
    def the_newest_screener_that_is_left_is_current_with_what_it_found(self) -> None:
        if not hasattr(self, "screeners"):
            return
        current = Screener.objects.in_use().filter(learner=self.learner).first()
        newest = self.screeners[-1] if self.screeners else None
        assert (current.id if current else None) == (newest[0].id if newest else None)
        for model, place in ((Challenge, 1), (Strength, 2)):
            found = model.objects.in_use().filter(learner=self.learner, screener__isnull=False)
            assert sorted(found.values_list("code", flat=True)) == sorted(newest[place] if newest else [])

    @invariant()
    def what_was_written_by_hand_is_left_alone(self) -> None:
        if hasattr(self, "by_hand"):
            found = Challenge.objects.in_use().filter(learner=self.learner, screener__isnull=True)
            assert set(found.values_list("id", flat=True)) == {item for item, used in self.by_hand.items() if used}

    @invariant()
    def a_need_is_what_is_in_use_and_the_latest_assessment(self) -> None:
        if not hasattr(self, "aln"):
            return
        profile = NeedsProfile.objects.filter(learner=self.learner).first()
        latest = max(enumerate(self.aln), key=lambda one: (one[1][0], one[0]))[1][1] if self.aln else False
        assert bool(profile and profile.has_need) == (latest or any(self.by_hand.values()))
        on = self.screeners[-1][0].screened_on if self.screeners else None
        assert (profile.screened_on if profile else None) == on
        assert selectors.facts_of(self.learner.id).screened_on == on


class TestScreening:
    @pytest.mark.django_db
    def test_holds_in_every_order(self):
        class InATransaction(Screening):
            def __init__(self) -> None:
                super().__init__()
                self.outer = transaction.atomic()
                self.outer.__enter__()

            def teardown(self) -> None:
                transaction.set_rollback(True)
                self.outer.__exit__(None, None, None)

        run_state_machine_as_test(
            InATransaction,
            settings=settings(
                max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )


class TestWorkingDays:
    @given(on=DATES, days=st.integers(1, 30))
    def test_end_on_one_and_leave_out_none(self, on, days):
        due = standing.working_days_after(on, days)
        assert standing.is_working_day(due)
        passed = [on + dt.timedelta(days=n) for n in range(1, (due - on).days + 1)]
        assert sum(map(standing.is_working_day, passed)) == days

    @given(on=DATES, first=st.integers(0, 15), then=st.integers(0, 15))
    def test_add_up(self, on, first, then):
        both = standing.working_days_after(on, first + then)
        assert standing.working_days_after(standing.working_days_after(on, first), then) == both

    @given(on=DATES)
    def test_make_five_a_week_or_a_few_days_more(self, on):
        assert 7 <= (standing.working_days_after(on, 5) - on).days <= 14 or on.weekday() in (5, 6)

    @given(
        existing=st.none() | DATES,
        running=st.booleans(),
        on=DATES,
        pes=st.booleans(),
    )
    def test_never_put_a_running_review_off(self, existing, running, on, pes):
        due = standing.review_deadline(existing=existing, running=running, started_on=on, pes_funded=pes)
        if existing and running:
            assert due <= existing
