"""An event may be anything at all: it is a movement, it is none, or it is parked with a reason."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from learners.rules import PlacementStatus
from transfers import roll_lines
from transfers.rules import (
    ALLOWED,
    RECEIVED,
    RECEIVED_REASONS,
    RELEASED,
    STATUS_OF_RELEASE,
    CaseState,
    Movement,
    Parked,
    Stand,
    leads_to,
    may_move,
    read_movement,
)

NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
TIMES = st.one_of(
    st.datetimes().map(dt.datetime.isoformat),
    st.datetimes(timezones=st.timezones()).map(dt.datetime.isoformat),
    st.sampled_from(
        ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-20T10:00:00Z", "20261120", "T"]
    ),
    JSON,
)
# Close to a real event, with each part true or anything.
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "eventType": st.sampled_from(sorted(RECEIVED | RELEASED)) | JSON,
        "occurredAt": TIMES,
        "movementSeq": st.integers() | JSON,
        "additionalInformation": JSON | st.fixed_dictionaries({}, optional={
            "nomsNumber": st.just("A1234BC") | JSON,
            "reason": st.sampled_from(sorted(RECEIVED_REASONS | set(STATUS_OF_RELEASE))) | JSON,
            "prisonId": st.sampled_from(["LEI", "OUT", "lei", "L" * 40]) | JSON,
            "movementSeq": st.integers() | JSON,
        }),
    },
)  # fmt: skip


class TestReadMovement:
    @given(st.dictionaries(st.text(max_size=10), JSON, max_size=5) | EVENTS)
    def test_raises_nothing_but_parked(self, event):
        try:
            movement = read_movement(event, NOW)
        except Parked as reason:
            assert str(reason)
            return
        if movement is not None:
            assert movement.occurred_at.tzinfo is dt.UTC
            assert movement.movement_seq is None or 0 <= movement.movement_seq < 2**31
            assert movement.occurred_at <= NOW + dt.timedelta(days=1)

    @given(EVENTS)
    def test_means_the_same_each_time(self, event):
        try:
            assert read_movement(event, NOW) == read_movement(event, NOW)
        except Parked:
            return


class TestReadRollLine:
    @given(st.text(max_size=60) | JSON.map(lambda value: json.dumps(value)))
    def test_raises_nothing_but_a_refusal(self, text):
        from campus.core.errors import Refused

        try:
            line = roll_lines.read(text, NOW)
        except Refused as refused:
            assert refused.sentence
            return
        assert line.prison_number


PLACES = st.sampled_from(["LEI", "HLI", "MDI"])
STATES = st.sampled_from(list(PlacementStatus))
STANDS = st.none() | st.builds(Stand, PLACES, STATES, st.just(NOW), st.none() | st.integers(0, 9))
MOVES = st.builds(
    Movement,
    st.just("A1234BC"),
    PLACES,
    STATES,
    st.just(NOW),
    st.none() | st.integers(0, 9),
    st.just("e"),
    st.just("r"),
)


class TestLeadsTo:
    @given(MOVES, STANDS)
    def test_is_somewhere_exactly_while_the_person_is_held(self, movement, stand):
        """What the database holds by a constraint: a place, unless released or dead."""
        after = leads_to(movement, stand)
        if after is not None:
            assert (after[0] is None) == (after[1] in (PlacementStatus.RELEASED, PlacementStatus.DECEASED))

    @given(MOVES, STANDS)
    def test_changes_nothing_the_second_time(self, movement, stand):
        after = leads_to(movement, stand)
        if after is not None:
            assert leads_to(movement, Stand(after[0], after[1], NOW, movement.movement_seq)) is None


class TestCase:
    @given(st.lists(st.sampled_from(list(CaseState)), max_size=12))
    def test_never_leaves_an_end(self, wanted):
        state: CaseState | None = None
        ends = {s for s in CaseState if not any(before == s for before, _ in ALLOWED)}
        for after in wanted:
            if may_move(state, after):
                assert state not in ends
                state = after
