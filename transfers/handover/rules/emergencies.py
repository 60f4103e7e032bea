"""Looking from elsewhere: authors after a move, and emergencies (transfers-access-security.md 1.8). Pure."""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused
from transfers.handover.rules.late import WORDS_MOST

AUTHOR_WINDOW_MOST = 90
EMERGENCY_FOR = dt.timedelta(minutes=60)


class EmergencyReason(StrEnum):
    SAFETY = "SAFETY"
    ARRIVING = "ARRIVING"
    TEACHING_NOW = "TEACHING_NOW"
    WRONG_PLACE = "WRONG_PLACE"
    OTHER = "OTHER"


EMERGENCY_WORDS = {
    EmergencyReason.SAFETY: "Somebody may come to harm",
    EmergencyReason.ARRIVING: "The person is here, and the campus does not know it yet",
    EmergencyReason.TEACHING_NOW: "A lesson or test cannot go on without knowing what helps",
    EmergencyReason.WRONG_PLACE: "The campus has the person at the wrong prison",
    EmergencyReason.OTHER: "Another reason",
}


class ReviewOutcome(StrEnum):
    RIGHT = "RIGHT"
    QUESTION = "QUESTION"
    WRONG = "WRONG"


REVIEW_WORDS = {
    ReviewOutcome.RIGHT: "It was right to look", ReviewOutcome.QUESTION: "I have asked the person who looked",
    ReviewOutcome.WRONG: "It was wrong: I have told the data protection officer",
}  # fmt: skip


def check_emergency(reason: str, words: str) -> None:
    if reason not in list(EmergencyReason):
        raise Refused("Choose why you need it", field="reason")
    if not words.strip():
        raise Refused("Write why you need it", field="words")
    if len(words.strip()) > WORDS_MOST:
        raise Refused(f"Use {WORDS_MOST} letters or fewer", field="words")


def check_review(*, outcome: str, words: str, is_reviewed: bool, is_own: bool) -> None:
    if is_reviewed:
        raise Refused("This was reviewed already.")
    if is_own:
        raise Refused("Somebody else reviews what you opened.")
    if outcome not in list(ReviewOutcome):
        raise Refused("Choose what you found", field="outcome")
    if not words.strip():
        raise Refused("Write what you found", field="words")
    if len(words.strip()) > WORDS_MOST:
        raise Refused(f"Use {WORDS_MOST} letters or fewer", field="words")


def author_days(setting: int) -> int:
    """How long authors may look after a move. 0 is off; anything else that is not a number of days up to 90 is too."""
    return setting if 0 < setting <= AUTHOR_WINDOW_MOST else 0
