"""How dates, times and names are written."""

import datetime as dt

import pytest
from django.utils import translation

from campus.core.components import dates

TODAY = dt.date(2026, 11, 23)
MOVED = dt.datetime(2026, 11, 20, 10, 42, tzinfo=dt.UTC)


class TestWrittenDates:
    def test_are_long_in_sentences(self):
        assert dates.long_date(dt.date(2027, 3, 10)) == "10 March 2027"

    def test_are_short_in_tables(self):
        assert dates.table_date(dt.date(2027, 3, 1)) == "1 Mar 2027"

    def test_say_not_known_for_a_missing_date(self):
        assert dates.long_date(None) == dates.table_date(None) == "Not known"

    def test_name_the_month_in_welsh(self):
        with translation.override("cy"):
            assert dates.long_date(dt.date(2027, 3, 10)) == "10 Mawrth 2027"

    def test_are_the_date_on_london_walls(self):
        just_before_midnight_in_utc = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
        assert dates.long_date(just_before_midnight_in_utc) == "2 July 2026"

    def test_join_date_and_time(self):
        assert dates.date_and_time(MOVED) == "20 November 2026 at 10:42am"


class TestClockTime:
    @pytest.mark.parametrize(
        ("time", "written"),
        [
            (dt.time(14), "2pm"), (dt.time(10, 42), "10:42am"), (dt.time(0, 5), "12:05am"), (dt.time(12), "12pm"),
            (dt.time(9, 5), "9:05am"),
        ],
    )  # fmt: skip
    def test_is_short(self, time, written):
        assert dates.clock_time(time) == written

    def test_follows_summer_time(self):
        assert dates.clock_time(dt.datetime(2026, 7, 1, 13, tzinfo=dt.UTC)) == "2pm"


class TestDistance:
    @pytest.mark.parametrize(
        ("days", "written"),
        [
            (0, "today"), (1, "tomorrow"), (2, "in 2 days"), (13, "in 13 days"), (14, "in 2 weeks"),
            (107, "in 15 weeks"), (365, "in 12 months"), (1100, "in 3 years"), (-1, "yesterday"), (-10, "10 days ago"),
        ],
    )  # fmt: skip
    def test_uses_the_unit_that_says_most(self, days, written):
        assert dates.distance(TODAY + dt.timedelta(days), today=TODAY) == written

    def test_is_empty_without_a_date(self):
        assert dates.distance(None, today=TODAY) == dates.lateness(None, today=TODAY) == ""


class TestLateness:
    @pytest.mark.parametrize(
        ("days", "written"),
        [(-10, "10 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (5, "in 5 days")],
    )
    def test_counts_days_past_the_due_date(self, days, written):
        assert dates.lateness(TODAY + dt.timedelta(days), today=TODAY) == written


class TestNames:
    def test_take_an_apostrophe_and_s(self):
        assert [dates.possessive(name) for name in ("Daniel", "Rhys")] == ["Daniel’s", "Rhys’s"]

    def test_stand_last_name_first_in_lists(self):
        assert dates.list_name("Daniel", "Osei") == "Osei, Daniel"
        assert dates.list_name("", "Osei") == "Osei"
