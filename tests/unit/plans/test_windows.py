"""The review window, row by row and at each boundary (learners-plans-assessments.md 2.6)."""

import datetime as dt

import pytest

from learners.rules import LegalStatus
from plans.rules.windows import Event, ReviewRule, ReviewType, Window, review_type, review_window, window_again

D = dt.date
TODAY = D(2026, 11, 22)


def window(release: dt.date | None, on: dt.date = TODAY, **said: object) -> tuple[str, dt.date | None, dt.date | None]:
    found = review_window(on=on, release_on=release, **said)  # type: ignore[arg-type]
    return found.rule, found.earliest_on, found.latest_on


class TestTimeLeft:
    @pytest.mark.parametrize(
        ("release", "rule", "earliest", "latest"),
        [
            # up to three months exactly: no review is due any more
            (D(2026, 11, 22), "BETWEEN_RELEASE_AND_3_MONTHS_TO_SERVE", None, None),
            (D(2026, 11, 23), "BETWEEN_RELEASE_AND_3_MONTHS_TO_SERVE", None, None),
            (D(2027, 2, 22), "BETWEEN_RELEASE_AND_3_MONTHS_TO_SERVE", None, None),
            # three months and a day, to three months and seven days
            (D(2027, 2, 23), "BETWEEN_3_MONTHS_AND_3_MONTHS_7_DAYS_TO_SERVE", D(2026, 12, 22), D(2027, 2, 16)),
            (D(2027, 3, 1), "BETWEEN_3_MONTHS_AND_3_MONTHS_7_DAYS_TO_SERVE", D(2026, 12, 22), D(2027, 2, 22)),
            # three months and eight days, to six months exactly
            (D(2027, 3, 2), "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE", D(2026, 12, 22), D(2027, 2, 22)),
            (D(2027, 5, 22), "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE", D(2026, 12, 22), D(2027, 2, 22)),
            # six months and a day, to twelve exactly
            (D(2027, 5, 23), "BETWEEN_6_AND_12_MONTHS_TO_SERVE", D(2027, 1, 22), D(2027, 2, 22)),
            (D(2027, 11, 22), "BETWEEN_6_AND_12_MONTHS_TO_SERVE", D(2027, 1, 22), D(2027, 2, 22)),
            # twelve months and a day, to sixty exactly
            (D(2027, 11, 23), "BETWEEN_12_AND_60_MONTHS_TO_SERVE", D(2027, 3, 22), D(2027, 5, 22)),
            (D(2031, 11, 22), "BETWEEN_12_AND_60_MONTHS_TO_SERVE", D(2027, 3, 22), D(2027, 5, 22)),
            # beyond
            (D(2031, 11, 23), "MORE_THAN_60_MONTHS_TO_SERVE", D(2027, 9, 22), D(2027, 11, 22)),
            # a date that has passed
            (D(2026, 11, 21), "RELEASE_DATE_IN_PAST", D(2027, 1, 22), D(2027, 2, 22)),
        ],
    )
    def test_decides_the_window(self, release, rule, earliest, latest):
        assert window(release) == (rule, earliest, latest)

    def test_counts_calendar_months_from_the_end_of_a_long_month(self):
        """31 August to 30 November is two months and thirty days, so within three."""
        assert window(D(2026, 11, 30), on=D(2026, 8, 31))[0] == ReviewRule.UP_TO_3_MONTHS
        assert window(D(2026, 12, 1), on=D(2026, 8, 31))[0] == ReviewRule.UP_TO_3_MONTHS_7_DAYS

    def test_ends_a_window_on_the_last_day_of_a_shorter_month(self):
        assert window(D(2027, 7, 1), on=D(2027, 1, 31))[1:] == (D(2027, 2, 28), D(2027, 4, 30))

    def test_knows_a_leap_day(self):
        assert window(D(2028, 7, 1), on=D(2028, 1, 31))[1] == D(2028, 2, 29)
        assert window(D(2028, 5, 29), on=D(2028, 2, 29))[0] == ReviewRule.UP_TO_3_MONTHS
        assert window(D(2028, 5, 30), on=D(2028, 2, 29))[0] == ReviewRule.UP_TO_3_MONTHS_7_DAYS


class TestNoReleaseDate:
    @pytest.mark.parametrize(
        ("status", "rule", "opens", "closes"),
        [
            ("REMAND", "PRISONER_ON_REMAND", D(2027, 1, 22), D(2027, 2, 22)),
            ("CONVICTED_UNSENTENCED", "PRISONER_UN_SENTENCED", D(2027, 1, 22), D(2027, 2, 22)),
            *[
                (status, "INDETERMINATE_SENTENCE", D(2027, 9, 22), D(2027, 11, 22))
                for status in sorted(set(LegalStatus) - {"REMAND", "CONVICTED_UNSENTENCED", "DEAD"})
            ],
        ],
    )
    def test_goes_by_the_sentence(self, status, rule, opens, closes):
        assert window(None, legal_status=status) == (rule, opens, closes)

    def test_never_goes_by_the_sentence_when_a_date_is_known(self):
        assert window(D(2027, 3, 2), legal_status="REMAND")[0] == ReviewRule.UP_TO_6_MONTHS

    def test_asks_nothing_of_the_dead(self):
        assert window(None, legal_status="DEAD")[1:] == (None, None)


class TestAfterAMove:
    @pytest.mark.parametrize("event", [Event.TRANSFER, Event.READMISSION])
    @pytest.mark.parametrize(
        ("release", "is_due"),
        [
            (TODAY - dt.timedelta(days=1), True),
            (TODAY, False),
            (TODAY + dt.timedelta(days=16), False),
            (TODAY + dt.timedelta(days=17), True),
            (None, True),
        ],
    )
    def test_gives_ten_days_unless_they_leave_within_seventeen(self, event, release, is_due):
        expected = (TODAY, D(2026, 12, 2)) if is_due else (None, None)
        assert window(release, event=event)[1:] == expected

    def test_names_the_rule(self):
        assert window(None, event=Event.TRANSFER)[0] == "PRISONER_TRANSFER"
        assert window(None, event=Event.READMISSION)[0] == "PRISONER_READMISSION"
        assert window(None, event=Event.TRANSFER, after_final=True)[0] == "PRISONER_TRANSFER_AFTER_FINAL_REVIEW"


class TestType:
    @pytest.mark.parametrize(
        ("release", "by_move", "expected"),
        [
            (TODAY, False, ReviewType.PRE_RELEASE),
            (D(2027, 2, 22), True, ReviewType.PRE_RELEASE),
            (D(2027, 2, 23), True, ReviewType.TRANSFER),
            (D(2027, 2, 23), False, ReviewType.REVIEW),
            (D(2026, 11, 21), False, ReviewType.REVIEW),
            (None, True, ReviewType.TRANSFER),
        ],
    )
    def test_follows_release_first_and_the_move_second(self, release, by_move, expected):
        assert review_type(on=TODAY, release_on=release, by_move=by_move) == expected


class TestAgain:
    """Another release date, or another sentence, for a review that stands."""

    def again(
        self, before: Window, release: dt.date | None, *, today: dt.date = TODAY, worked: dt.date = TODAY
    ) -> Window:
        return window_again(
            worked_out_on=worked, before=before, release_on=release, legal_status="SENTENCED", today=today
        )

    def test_is_worked_out_from_the_same_day_as_before(self):
        before = review_window(on=D(2026, 10, 1), release_on=D(2030, 1, 1))
        found = self.again(before, D(2027, 9, 1), worked=D(2026, 10, 1))
        assert (found.earliest_on, found.latest_on) == (D(2026, 12, 1), D(2027, 1, 1))

    def test_keeps_the_ten_days_after_a_move(self):
        before = review_window(on=TODAY, release_on=None, event=Event.TRANSFER)
        found = self.again(before, D(2027, 1, 5))
        assert (found.latest_on, found.type) == (before.latest_on, ReviewType.PRE_RELEASE)

    def test_leaves_late_what_is_late(self):
        before = review_window(on=D(2026, 1, 1), release_on=D(2026, 12, 1))
        assert before.latest_on is not None and before.latest_on < TODAY
        assert self.again(before, D(2031, 1, 1), worked=D(2026, 1, 1)).latest_on == before.latest_on

    def test_never_dates_a_review_into_the_past(self):
        before = review_window(on=D(2026, 3, 1), release_on=D(2040, 1, 1))
        found = self.again(before, D(2027, 6, 1), worked=D(2026, 3, 1))
        assert found.latest_on == D(2027, 2, 22)

    def test_lets_nobody_leave_without_the_review_that_was_coming(self):
        before = review_window(on=D(2026, 6, 1), release_on=D(2040, 1, 1))
        found = self.again(before, D(2027, 1, 10), worked=D(2026, 6, 1))
        assert (found.earliest_on, found.latest_on) == (TODAY, D(2027, 1, 3))
        assert found.type == ReviewType.PRE_RELEASE
