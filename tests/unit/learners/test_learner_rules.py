"""Numbers, PINs and waits, without a database."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from learners.rules import DeviceKind, KioskClock, check_crn, check_pin, check_prison_number, check_uln, wait_until

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def tries(*minutes: float) -> list[dt.datetime]:
    return [AT + dt.timedelta(minutes=m) for m in minutes]


class TestPrisonNumber:
    @pytest.mark.parametrize("typed", ["A1234BC", " a1234bc ", "a1234BC"])
    def test_is_put_into_its_one_form(self, typed):
        assert check_prison_number(typed) == "A1234BC"

    @pytest.mark.parametrize(
        "typed",
        ["", "A1234B", "A12345BC", "1234ABC", "A1234BCD", "Ａ1234BC", "A１234BC", "A1234ﬀ", "A1234ßB", "a1234ıb"],
    )
    def test_has_no_other_shape(self, typed):
        with pytest.raises(Refused):
            check_prison_number(typed)


class TestUln:
    def test_that_the_guidance_gives_is_one(self):
        assert check_uln(" 9276308686 ") == "9276308686"

    @pytest.mark.parametrize(
        "typed",
        [
            "9276308687",
            "9999999999",
            "0276308686",
            "927630868",
            "92763086866",
            "９２７６３０８６８６",
            "٩٢٧٦٣٠٨٦٨٦",
            "abc",
            "",
        ],
    )
    def test_that_is_none_is_refused(self, typed):
        with pytest.raises(Refused):
            check_uln(typed)


class TestCrn:
    def test_is_put_into_its_one_form(self):
        assert check_crn("x123456 ") == "X123456"

    @pytest.mark.parametrize("typed", ["X12345", "1234567", "X１23456", ""])
    def test_has_no_other_shape(self, typed):
        with pytest.raises(Refused):
            check_crn(typed)


class TestPin:
    def test_of_six_mixed_numbers_is_kept(self):
        assert check_pin("582914") == "582914"

    @pytest.mark.parametrize("pin", ["000000", "012345", "123456", "987654", "543210"])
    def test_that_anybody_tries_first_is_refused(self, pin):
        with pytest.raises(Refused):
            check_pin(pin)


class TestWait:
    def test_is_none_below_five(self):
        assert wait_until(tries(0, 1, 2, 3), AT, None) is None

    def test_is_a_minute_after_five_in_a_quarter_of_an_hour(self):
        assert wait_until(tries(0, 1, 2, 3, 4), AT + dt.timedelta(minutes=4), None) == AT + dt.timedelta(minutes=5)

    def test_is_none_for_five_spread_over_the_day(self):
        assert wait_until(tries(0, 60, 120, 180, 240), AT + dt.timedelta(minutes=240), None) is None

    def test_is_over_when_it_is_over(self):
        assert wait_until(tries(0, 1, 2, 3, 4), AT + dt.timedelta(minutes=5), None) is None

    def test_forgets_what_was_before_staff_ended_it(self):
        failures = tries(0, 1, 2, 3, 4, 5)
        assert wait_until(failures, AT + dt.timedelta(minutes=5), AT + dt.timedelta(minutes=4.5)) is None


class TestKioskClock:
    def test_locks_sooner_in_a_classroom_than_in_a_cell(self):
        for kind, minutes in ((DeviceKind.CELL, 10), (DeviceKind.CLASSROOM, 5)):
            clock = KioskClock(AT, AT, kind)
            assert not clock.is_idle(AT + dt.timedelta(minutes=minutes))
            assert clock.is_idle(AT + dt.timedelta(minutes=minutes, seconds=1))

    def test_ends_after_four_hours(self):
        clock = KioskClock(AT, AT + dt.timedelta(hours=3), DeviceKind.CELL)
        assert not clock.is_over(AT + dt.timedelta(hours=4))
        assert clock.is_over(AT + dt.timedelta(hours=4, seconds=1))
