"""The allowed moves of a case, and what a movement leads to, without a database."""

import datetime as dt

import pytest

from learners.rules import PlacementStatus as S
from transfers.rules import (
    ALLOWED,
    OPEN_STATES,
    CaseState,
    Movement,
    Stand,
    changes_epoch,
    leads_to,
    may_move,
)

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def movement(status: S, establishment: str | None = "HLI", *, seq: int | None = None, at: dt.datetime = AT) -> Movement:
    return Movement("A1234BC", establishment, status, at, seq, "received", "TRANSFERRED")


def stand(establishment: str | None = "LEI", status: S = S.IN, *, seq: int | None = None) -> Stand:
    return Stand(establishment, status, AT, seq)


class TestCase:
    def test_begins_when_it_is_expected_or_with_a_departure_or_an_arrival(self):
        began = {after for before, after in ALLOWED if before is None}
        assert began == {CaseState.EXPECTED, CaseState.DEPARTED, CaseState.ARRIVED}

    def test_goes_nowhere_from_its_end(self):
        assert not {before for before, _ in ALLOWED} & (set(CaseState) - OPEN_STATES)

    def test_is_verified_only_after_it_arrived(self):
        assert not may_move(CaseState.DEPARTED, CaseState.VERIFIED)
        assert may_move(CaseState.ARRIVED, CaseState.VERIFIED)


class TestMovement:
    @pytest.mark.parametrize(
        ("said", "held", "after"),
        [
            (movement(S.IN), stand(), ("HLI", S.IN)),
            (movement(S.IN), None, ("HLI", S.IN)),
            (movement(S.IN, "LEI"), stand(), None),
            (movement(S.IN_TRANSIT, None), stand(), ("LEI", S.IN_TRANSIT)),
            (movement(S.AT_COURT, None), stand(), ("LEI", S.AT_COURT)),
            (movement(S.AT_COURT, None), None, None),
            (movement(S.RELEASED, None), stand(), (None, S.RELEASED)),
            (movement(S.RELEASED, None), stand(None, S.RELEASED), None),
        ],
    )
    def test_leads_to_one_place(self, said, held, after):
        assert leads_to(said, held) == after

    def test_ends_what_was_open_at_the_old_place(self):
        assert changes_epoch(stand(), "HLI", S.IN)
        assert changes_epoch(stand(), "LEI", S.IN_TRANSIT)
        assert not changes_epoch(stand(), "LEI", S.AT_COURT)

    def test_has_one_meaning_however_it_is_written(self):
        assert movement(S.IN).semantic_key == movement(S.IN, at=AT.replace(microsecond=900)).semantic_key
        assert movement(S.IN).semantic_key != movement(S.IN, "MDI").semantic_key
