"""The same facts give the same stays, in whatever order and however often they are heard; and the truth ends all."""

import datetime as dt
import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from learners.rules import OUT_OF_CUSTODY, PlacementStatus
from transfers import fold
from transfers.fold import Fact
from transfers.timeline_changes import Do, Stored, diff

BEGIN = dt.datetime(2026, 11, 1, 9, 0, tzinfo=dt.UTC)
PLACES = ("LEI", "HLI", "MDI")
HEARD = [s for s in PlacementStatus if s != PlacementStatus.DECEASED]
TIMES = st.integers(0, 12).map(lambda hours: BEGIN + dt.timedelta(hours=hours))
SEQS = st.none() | st.integers(1, 6)


@st.composite
def _facts(draw: st.DrawFn) -> Fact:
    sure = draw(st.booleans())
    status = draw(st.sampled_from(list(PlacementStatus) if sure else HEARD))
    place = None if status in OUT_OF_CUSTODY else draw(st.sampled_from(PLACES))
    at, seq, stream = draw(TIMES), draw(SEQS), draw(st.sampled_from(["one", "one", "two"]))
    if sure:
        return fold.anchor(stream=stream, at=at, seq=seq, establishment=place, status=status)
    key = f"{status}|{place}|{at.isoformat()}|{seq}"
    return Fact(stream, at, seq, place if status == PlacementStatus.IN else None, status, key)


FACTS = st.lists(_facts(), max_size=9)


class TestFold:
    @given(FACTS, st.randoms(use_true_random=False))
    def test_is_the_same_for_any_order_and_any_duplication(self, facts: list[Fact], chance: random.Random) -> None:
        again = facts + [chance.choice(facts) for _ in range(4)] if facts else []
        chance.shuffle(again)
        assert fold.fold(again) == fold.fold(facts)

    @given(FACTS)
    def test_leaves_no_gap_and_no_overlap(self, facts: list[Fact]) -> None:
        stays = fold.fold(facts)
        for stay, after in itertools.pairwise(stays):
            assert stay.started_at <= after.started_at
            assert stay.ended_at == after.started_at
        assert not stays or stays[-1].ended_at is None

    @given(FACTS)
    def test_is_somewhere_exactly_while_the_person_is_held(self, facts: list[Fact]) -> None:
        for stay in fold.fold(facts):
            assert (stay.establishment is None) == (stay.status in OUT_OF_CUSTODY)

    @given(FACTS, st.lists(_facts().filter(lambda f: f.sure and f.stream == "one"), min_size=1, max_size=4))
    def test_ends_with_the_truth_whatever_was_said_before(self, facts: list[Fact], truth: list[Fact]) -> None:
        told = fold.tell(facts, truth)
        alone = fold.fold(truth)
        stays = fold.fold(told.facts)
        assert stays[-1].place == alone[-1].place
        assert stays[-1].movement_seq == alone[-1].movement_seq
        assert not set(told.facts) & set(told.overruled)
        assert fold.fold(fold.tell(told.facts, truth).facts) == stays

    @given(FACTS, st.randoms(use_true_random=False))
    def test_heals_what_was_dropped_when_the_source_tells_all(self, facts: list[Fact], chance: random.Random) -> None:
        """Any subset of the events, in any order, and then the source's whole list: its stays, and no other."""
        heard = [fact for fact in facts if not fact.sure]
        truth = [
            fold.anchor(
                stream="one", at=BEGIN + dt.timedelta(hours=n), seq=n + 1, establishment=place,
                status=PlacementStatus.IN,
            )
            for n, place in enumerate(chance.choices(PLACES, k=4))
        ]  # fmt: skip
        some = chance.sample(heard, chance.randint(0, len(heard)))
        stays = fold.fold(fold.tell(some, truth).facts)
        assert [stay.place for stay in stays if stay.sure] == [fact.place for fact in truth]
        assert stays[-1].place == truth[-1].place


class TestDiff:
    @given(FACTS, FACTS)
    def test_makes_of_what_is_stored_what_is_wanted_and_needs_nothing_more(
        self, facts: list[Fact], more: list[Fact]
    ) -> None:
        stored = _kept([], fold.fold(facts))
        wanted = fold.fold(facts + more)
        after = _kept(stored, wanted)
        assert sorted(_said(row) for row in after) == sorted(_said(stay) for stay in wanted)
        assert diff(after, wanted) == ()

    @given(FACTS)
    def test_keeps_the_row_of_a_stay_that_stays(self, facts: list[Fact]) -> None:
        stored = _kept([], fold.fold(facts))
        later = BEGIN + dt.timedelta(days=9)
        more = fold.anchor(
            stream="nine", at=later, seq=None, establishment="WWI", status=PlacementStatus.IN
        )  # fmt: skip
        commands = diff(stored, fold.fold([*facts, more]))
        assert [c.do for c in commands] == ([Do.CLOSE, Do.OPEN] if stored else [Do.OPEN])


def _kept(stored: list[Stored], stays: tuple[fold.Interval, ...]) -> list[Stored]:
    """What the commands leave, as the database would have it."""
    from uuid import uuid4

    rows = {row.id: row for row in stored}
    for command in diff(stored, stays):
        if command.do == Do.VOID and command.row:
            del rows[command.row.id]
        elif command.stay:
            key = command.row.id if command.row else uuid4()
            s = command.stay
            rows[key] = Stored(
                key, s.establishment, s.status, s.started_at, s.ended_at, s.movement_seq, s.sure
            )  # fmt: skip
    return list(rows.values())


def _said(row: Stored | fold.Interval) -> str:
    return f"{row.establishment} {row.status} {row.started_at} {row.ended_at} {row.movement_seq} {row.sure}"
