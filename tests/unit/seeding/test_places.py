"""How people are shared out among prisons."""

import pytest

from campus.seeding.places import DEMO_PLACES, LARGEST, custody_of, share_out

WEIGHTS = {"LEI": 1000.0, "HLI": 900.0} | {f"P{n:02d}": 100.0 + 20 * n for n in range(90)}


class TestShareOut:
    @pytest.mark.parametrize("total", [1, 16, 28, 118, 120, 5_000, 80_000])
    def test_gives_everybody_one_place(self, total: int) -> None:
        assert sum(share_out(total, WEIGHTS).values()) == total

    def test_fills_the_demo_prisons_and_leaves_none_empty(self) -> None:
        shared = share_out(150, WEIGHTS)
        assert all(shared[code] >= least for code, least in DEMO_PLACES.items())
        assert min(shared.values()) >= 1

    def test_follows_size_up_to_the_largest(self) -> None:
        shared = share_out(80_000, WEIGHTS)
        assert max(shared.values()) <= LARGEST and shared["P89"] > shared["P00"]

    def test_is_never_stuck_when_all_are_full(self) -> None:
        assert sum(share_out(10 * LARGEST, {"LEI": 1.0, "HLI": 1.0}).values()) == 10 * LARGEST


class TestCustody:
    def test_is_the_true_share_and_holds_the_demo(self) -> None:
        assert custody_of(335_000) == 85_000
        assert custody_of(600) == 152
        assert custody_of(7) == 7
