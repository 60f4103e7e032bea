"""Answering a person who asks what is held about them: the sections, the review, the states. Pure."""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused

TEMPLATE = "2026-11"  # which layout a copy was made with; noted in it, so that an old copy can be understood
ANSWER_WITHIN = dt.timedelta(days=30)  # one month: UK GDPR, article 12(3)
REASON_MOST = 300
BLACK = "█████"
CHUNK = 200  # items written at once


class AccessState(StrEnum):
    COLLECTING = "COLLECTING"
    REVIEWING = "REVIEWING"
    READY = "READY"
    GIVEN = "GIVEN"


A = AccessState
ACCESS_MOVES = frozenset(
    {(A.COLLECTING, A.REVIEWING), (A.COLLECTING, A.READY), (A.REVIEWING, A.READY), (A.READY, A.GIVEN)}
)
STATE_WORDS = {A.COLLECTING: "Being collected", A.REVIEWING: "To be read", A.READY: "Ready", A.GIVEN: "Given"}


class SectionState(StrEnum):
    WAITING = "WAITING"
    COLLECTED = "COLLECTED"
    NOT_MADE = "NOT_MADE"


class Verdict(StrEnum):
    BLACK_OUT = "BLACK_OUT"
    KEEP = "KEEP"


def check_access_move(before: str, after: AccessState) -> None:
    if (AccessState(before), after) not in ACCESS_MOVES:
        raise Refused(f"This is at “{STATE_WORDS[AccessState(before)].lower()}” now. Look at it again.")


def check_verdict(*, verdict: str, reason: str) -> None:
    """Keeping somebody else's words in, and taking them out, both need a reason: the person may ask for it."""
    if verdict not in set(Verdict):
        raise Refused("Choose whether to black it out", field="verdict")
    if not reason.strip():
        raise Refused("Write why", field="reason")


def check_reviewed(*, waiting: int) -> None:
    if waiting:
        raise Refused(f"{waiting} parts still wait for a reviewer.")


def late(started_at: dt.datetime, at: dt.datetime) -> bool:
    return at - started_at > ANSWER_WITHIN
