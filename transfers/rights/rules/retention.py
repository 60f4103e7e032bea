"""For how long things are kept (providers-messaging-outcomes.md 2.6). Pure.

None of it deletes anything. It says what may be looked at; an erasure order by two people is the only thing that acts.
Each line of 2.6 is a proposal until its owner has confirmed it, and the page says so.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from campus.core.months import add_months

SOURCE = "providers-messaging-outcomes.md 2.6"


class PeriodCode(StrEnum):
    MESSAGES = "MESSAGES"
    REFUSED_MESSAGES = "REFUSED_MESSAGES"
    AUDIT = "AUDIT"
    NOTICES = "NOTICES"
    RECORD = "RECORD"
    DRAFT_REFERRALS = "DRAFT_REFERRALS"
    RECORDINGS = "RECORDINGS"


@dataclass(frozen=True)
class Period:
    """One line of the table. `kinds` are what an order for this reason names: none for the whole record.

    `proposes`: people are listed, each with a way to ask for an erasure. `to_confirm`: what nobody has decided yet.
    """

    code: PeriodCode
    title: str
    months: int
    days: int
    counts_from: str
    then: str
    kinds: tuple[str, ...] = ()
    proposes: bool = False
    to_confirm: str = ""
    source: str = SOURCE


PERIODS: Sequence[Period] = (
    Period(
        PeriodCode.MESSAGES, "Messages and what is attached", 24, 0, "the conversation closed",
        "The words go. That there was a message is kept for 6 years.",
        ("thread", "message", "message_decision", "concern"), True,
        "Or 12 months after the contract ended, if that is later: contracts are not kept here yet. An erasure takes a "
        "message whole: keeping its outline without its words is not built.",
    ),
    Period(
        PeriodCode.REFUSED_MESSAGES, "Messages that were not sent or were passed on", 36, 0, "it was decided about",
        "Erased. Where there is a concern, one year after it closed if that is later.", (), False,
        "They go with their conversation.",
    ),
    Period(
        PeriodCode.AUDIT, "Who did what, and who looked", 84, 0, "it was written",
        "Moved to the archive. Names and words of the person are not in it.", (), False,
        "Where the archive is, and who reads it.",
    ),
    Period(
        PeriodCode.NOTICES, "Notices to workers", 0, 90, "the notice was sent",
        "Deleted. They name nobody.", (), False, "Nothing is deleted by a clock here: who deletes them.",
    ),
    Period(
        PeriodCode.RECORD, "The record: plan, results, courses, CV and the rest", 72, 0, "the sentence ended",
        "Totals are kept, without the person.", (), True,
        "The end of the sentence is not kept here, so this counts from the last release, which may be earlier. Look "
        "the sentence up before you ask. A contract may ask for longer, for an audit of its funding.",
    ),
    Period(
        PeriodCode.DRAFT_REFERRALS, "Referrals that were never sent", 0, 90, "the draft was last changed",
        "Deleted.", (), False, "Referrals are not built yet.",
    ),
    Period(
        PeriodCode.RECORDINGS, "Recordings of sessions", 12, 0,
        "the session was recorded (6 months from its review, if that ends earlier)",
        "Deleted. Two people can keep one longer.", (), False, "Recordings are not built.",
        "providers-messaging-outcomes.md 3.8",
    ),
)  # fmt: skip
# From when the table holds. A new line of a code ends the former one's days.
HOLDS_FROM = dt.date(2026, 11, 22)
# With the message of a person: those decided about for longer, and the concerns (the second line of the table).
REFUSED_MONTHS = 36
CONCERN_MONTHS = 12


def ended_before(today: dt.date, *, months: int, days: int) -> dt.date:
    """What ended before this day has been kept for its whole time."""
    return add_months(today, -months) - dt.timedelta(days=days)


def length_in_words(*, months: int, days: int) -> str:
    if days:
        return f"{days} days"
    years, rest = divmod(months, 12)
    if rest:
        return f"{months} months"
    return "1 year" if years == 1 else f"{years} years"
