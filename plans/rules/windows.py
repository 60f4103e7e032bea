"""When the next review is, from how long somebody has left to serve (learners-plans-assessments.md 2.6). Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from campus.core.months import add_months
from learners.rules import LegalStatus

MOVE_DAYS = 10
LAST_DAYS_KEPT_CLEAR = 7
# After a move, nobody who leaves before this many days is reviewed: the ten days would reach into the last seven.
MOVE_LEAVES_TOO_SOON_DAYS = 17
PRE_RELEASE_MONTHS = 3
SHORT_WINDOW_DAYS = 7


class ReviewRule(StrEnum):
    READMISSION = "PRISONER_READMISSION"
    TRANSFER = "PRISONER_TRANSFER"
    TRANSFER_AFTER_FINAL = "PRISONER_TRANSFER_AFTER_FINAL_REVIEW"
    UP_TO_3_MONTHS = "BETWEEN_RELEASE_AND_3_MONTHS_TO_SERVE"
    UP_TO_3_MONTHS_7_DAYS = "BETWEEN_3_MONTHS_AND_3_MONTHS_7_DAYS_TO_SERVE"
    UP_TO_6_MONTHS = "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE"
    UP_TO_12_MONTHS = "BETWEEN_6_AND_12_MONTHS_TO_SERVE"
    UP_TO_60_MONTHS = "BETWEEN_12_AND_60_MONTHS_TO_SERVE"
    MORE_THAN_60_MONTHS = "MORE_THAN_60_MONTHS_TO_SERVE"
    INDETERMINATE = "INDETERMINATE_SENTENCE"
    REMAND = "PRISONER_ON_REMAND"
    UNSENTENCED = "PRISONER_UN_SENTENCED"
    RELEASE_IN_PAST = "RELEASE_DATE_IN_PAST"


class ReviewType(StrEnum):
    PRE_RELEASE = "PRE_RELEASE_REVIEW"
    TRANSFER = "TRANSFER_REVIEW"
    REVIEW = "REVIEW"


class Event(StrEnum):
    NONE = "NONE"
    TRANSFER = "TRANSFER"
    READMISSION = "READMISSION"


BY_MOVE = frozenset({ReviewRule.READMISSION, ReviewRule.TRANSFER, ReviewRule.TRANSFER_AFTER_FINAL})


@dataclass(frozen=True)
class Window:
    """The first and the last day of a review; neither where no review is due."""

    rule: ReviewRule
    earliest_on: dt.date | None
    latest_on: dt.date | None
    type: ReviewType

    @property
    def is_due(self) -> bool:
        return self.latest_on is not None


# The longest time left that a row is for, its rule, and the months after which its window opens and closes.
_BY_TIME_LEFT = (
    (6, ReviewRule.UP_TO_6_MONTHS, 1, 3),
    (12, ReviewRule.UP_TO_12_MONTHS, 2, 3),
    (60, ReviewRule.UP_TO_60_MONTHS, 4, 6),
)
_BEYOND = (ReviewRule.MORE_THAN_60_MONTHS, 10, 12)
_RELEASE_IN_PAST = (ReviewRule.RELEASE_IN_PAST, 2, 3)
# Without a release date. Whoever is in no row is treated as serving an indeterminate sentence.
_BY_LEGAL_STATUS = {
    LegalStatus.REMAND: (ReviewRule.REMAND, 2, 3),
    LegalStatus.CONVICTED_UNSENTENCED: (ReviewRule.UNSENTENCED, 2, 3),
}
_NO_DATE = (ReviewRule.INDETERMINATE, 10, 12)


def review_window(
    *, on: dt.date, release_on: dt.date | None = None, legal_status: str = LegalStatus.UNKNOWN,
    event: Event = Event.NONE, after_final: bool = False,
) -> Window:  # fmt: skip
    """The window of the next review, worked out on a day. Precedence: readmission, transfer, release date, sentence."""
    kind = review_type(on=on, release_on=release_on, by_move=event != Event.NONE)
    if legal_status == LegalStatus.DEAD:
        return Window(_NO_DATE[0], None, None, kind)
    if event != Event.NONE:
        return _after_move(on, release_on, _rule_of_move(event, after_final), kind)
    if release_on is None:
        return _months(on, _BY_LEGAL_STATUS.get(LegalStatus(legal_status), _NO_DATE), kind)
    return _by_release(on, release_on, kind)


def review_type(*, on: dt.date, release_on: dt.date | None, by_move: bool) -> ReviewType:
    """What the review is called: the last before release, the one after a move, or just a review."""
    if release_on is not None and on <= release_on <= add_months(on, PRE_RELEASE_MONTHS):
        return ReviewType.PRE_RELEASE
    return ReviewType.TRANSFER if by_move else ReviewType.REVIEW


def leaves_too_soon(on: dt.date, release_on: dt.date | None) -> bool:
    """The 17-day rule: after a move, no review for somebody who leaves before this."""
    return release_on is not None and on <= release_on < on + dt.timedelta(days=MOVE_LEAVES_TOO_SOON_DAYS)


def _rule_of_move(event: Event, after_final: bool) -> ReviewRule:
    if event == Event.READMISSION:
        return ReviewRule.READMISSION
    return ReviewRule.TRANSFER_AFTER_FINAL if after_final else ReviewRule.TRANSFER


def _after_move(on: dt.date, release_on: dt.date | None, rule: ReviewRule, kind: ReviewType) -> Window:
    if leaves_too_soon(on, release_on):
        return Window(rule, None, None, kind)
    return Window(rule, on, on + dt.timedelta(days=MOVE_DAYS), kind)


def _by_release(on: dt.date, release_on: dt.date, kind: ReviewType) -> Window:
    if release_on < on:
        return _months(on, _RELEASE_IN_PAST, kind)
    three_months = add_months(on, PRE_RELEASE_MONTHS)
    if release_on <= three_months:
        return Window(ReviewRule.UP_TO_3_MONTHS, None, None, kind)
    if release_on <= three_months + dt.timedelta(days=SHORT_WINDOW_DAYS):
        latest = release_on - dt.timedelta(days=LAST_DAYS_KEPT_CLEAR)
        return Window(ReviewRule.UP_TO_3_MONTHS_7_DAYS, add_months(on, 1), latest, kind)
    for months, rule, opens, closes in _BY_TIME_LEFT:
        if release_on <= add_months(on, months):
            return _months(on, (rule, opens, closes), kind)
    return _months(on, _BEYOND, kind)


def _months(on: dt.date, row: tuple[ReviewRule, int, int], kind: ReviewType) -> Window:
    rule, opens, closes = row
    return Window(rule, add_months(on, opens), add_months(on, closes), kind)


def window_again(
    *, worked_out_on: dt.date, before: Window, release_on: dt.date | None, legal_status: str, today: dt.date
) -> Window:  # fmt: skip
    """The window of a review that stands, once the release date or the sentence is another.

    Worked out from the same day as before, so that no change by itself gains time. What is late stays late. A review
    whose new window is past, or that would not be due any more, is held before release: nobody leaves without it.
    """
    by_move = before.rule in BY_MOVE
    kind = review_type(on=today, release_on=release_on, by_move=by_move)
    if by_move or (before.latest_on is not None and before.latest_on < today):
        return Window(before.rule, before.earliest_on, before.latest_on, kind)
    for on in (worked_out_on, today):
        found = review_window(on=on, release_on=release_on, legal_status=legal_status)
        if found.latest_on is not None and found.latest_on >= today:
            return Window(found.rule, found.earliest_on, found.latest_on, kind)
    last = today if release_on is None else release_on - dt.timedelta(days=LAST_DAYS_KEPT_CLEAR)
    return Window(ReviewRule.UP_TO_3_MONTHS, today, max(today, last), kind)
