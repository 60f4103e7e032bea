"""What holds of every number, every wait and every list, not only of those that somebody thought of."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.core.errors import Refused
from learners import selectors
from learners.models import Learner
from learners.rules import (
    LONGEST_DELAY,
    PRISON_NUMBER,
    TRIES,
    check_prison_number,
    check_uln,
    may_be_prison_number,
    wait_until,
)
from tests.factories.learners import provenance

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
ANY_TEXT = st.text(max_size=14)
TEN_DIGITS = st.text(alphabet="0123456789", min_size=10, max_size=10)


def is_uln(text: str) -> bool:
    try:
        check_uln(text)
    except Refused:
        return False
    return True


def by_the_guidance(number: str) -> bool:
    """The same rule as the guidance words it: 10 minus (the first nine, weighted 10 to 2, mod 11) is the last digit."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False)) % 11
    return number[0] != "0" and rest != 0 and 10 - rest == int(number[9])


class TestUln:
    @given(TEN_DIGITS)
    def test_is_what_the_guidance_says(self, number):
        assert is_uln(number) == by_the_guidance(number)

    @given(st.integers(0, 9), st.integers(0, 9))
    def test_with_one_digit_mistyped_is_none(self, place, digit):
        known = "9276308686"
        typed = known[:place] + str(digit) + known[place + 1 :]
        assert is_uln(typed) == (typed == known)

    @given(st.integers(0, 8))
    def test_with_two_neighbours_swapped_is_none(self, place):
        known = "9276308686"
        typed = known[:place] + known[place + 1] + known[place] + known[place + 2 :]
        assert is_uln(typed) == (typed == known)

    @given(st.text(max_size=12))
    def test_is_ten_digits_of_ours_whatever_was_typed(self, text):
        if is_uln(text):
            assert check_uln(text).isascii() and len(check_uln(text)) == 10


class TestPrisonNumber:
    @given(ANY_TEXT)
    def test_that_is_taken_has_the_one_shape(self, text):
        if may_be_prison_number(text):
            assert PRISON_NUMBER.fullmatch(check_prison_number(text))

    @given(st.from_regex(PRISON_NUMBER, fullmatch=True), st.sampled_from([str.lower, str.upper, str.title]))
    def test_means_the_same_in_any_case(self, number, typed):
        assert check_prison_number(f" {typed(number)}\n") == number

    @given(st.from_regex(PRISON_NUMBER, fullmatch=True), st.integers(0, 6), st.characters(min_codepoint=128))
    def test_has_no_letter_from_elsewhere(self, number, place, letter):
        assert not may_be_prison_number(number[:place] + letter + number[place + 1 :])


FAILURES = st.lists(st.integers(0, 6 * 3600), max_size=25).map(lambda s: [AT + dt.timedelta(seconds=n) for n in s])


class TestWait:
    @given(FAILURES, st.integers(0, 8 * 3600))
    def test_is_never_longer_than_an_hour_after_the_last_try(self, failures, seconds):
        until = wait_until(failures, AT + dt.timedelta(seconds=seconds), None)
        if until is not None:
            assert until <= max(failures) + LONGEST_DELAY
            assert until > AT + dt.timedelta(seconds=seconds)

    @given(FAILURES, st.integers(0, 3600))
    def test_grows_with_each_further_failure(self, failures, after):
        at = AT - dt.timedelta(days=1)
        last = max(failures, default=AT) + dt.timedelta(seconds=after)
        fewer, more = wait_until(failures, at, None), wait_until([*failures, last], at, None)
        assert fewer is None or (more is not None and more >= fewer)

    @given(FAILURES, st.integers(0, 8 * 3600))
    def test_does_not_depend_on_the_order(self, failures, seconds):
        at = AT + dt.timedelta(seconds=seconds)
        assert wait_until(failures, at, None) == wait_until(failures[::-1], at, None)

    @given(FAILURES, st.integers(0, 8 * 3600))
    def test_needs_five_since_staff_ended_the_last(self, failures, ended):
        released = AT + dt.timedelta(seconds=ended)
        if wait_until(failures, AT, released) is not None:
            assert sum(f > released for f in failures) >= TRIES

    @given(FAILURES)
    def test_is_over_for_everybody_in_the_end(self, failures):
        assert wait_until(failures, AT + dt.timedelta(hours=8), None) is None


NAMES = st.sampled_from(["Abel", "abel", "Osei", "Ó Briain", "Shah", "Zu"])
DATES = st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4)))
PEOPLE = st.lists(st.tuples(NAMES, NAMES, DATES), min_size=1, max_size=14)


@pytest.mark.django_db
class TestPaging:
    """Page by page, everybody is met once, in the order of the whole."""

    @pytest.mark.parametrize("sort", ["name", "-name", "release", "-release"])
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(people=PEOPLE, size=st.integers(1, 4))
    def test_visits_everybody_exactly_once(self, monkeypatch, sort, people, size):
        made = Learner.objects.bulk_create(
            Learner(family_name=family, given_name=given_name, release_on=date, **provenance())
            for family, given_name, date in people
        )
        rows = Learner.objects.filter(id__in=[learner.id for learner in made])
        monkeypatch.setattr(selectors, "PAGE_SIZE", 1000)
        whole = [learner.id for learner in selectors.people_here(rows, sort=sort).rows]
        monkeypatch.setattr(selectors, "PAGE_SIZE", size)
        met, after = [], ""
        for _ in range(len(made) + 1):
            page = selectors.people_here(rows, sort=sort, after=after)
            assert len(page.rows) <= size and page.total == len(made)
            met += [learner.id for learner in page.rows]
            after = page.next_after
            if not after:
                break
        assert met == whole
        assert sorted(met) == sorted(learner.id for learner in made)
