"""What is true of messages between people and the outside (providers-messaging-outcomes.md 2.2 to 2.5). Pure.

Everything fails closed: a message that nobody decided about is not sent, and a contact that cannot be checked is
refused.
"""

import datetime as dt
import unicodedata
from enum import StrEnum

from campus.core.errors import Refused
from providers.rules import KEEPS_ITS_PEOPLE, WORKING_KINDS

SUBJECT_MOST = 80
BODY_MOST = 4000
# What the forms take. Shorter than what is stored, so that words that staff add or a longer form later still fit.
FORM_MOST = 2000
WORDS_MOST = 500
CLAIM_LASTS = dt.timedelta(minutes=15)
UNDECIDED_AFTER = dt.timedelta(hours=72)
NOTICE_EVERY = dt.timedelta(minutes=30)
NOTICE_KEYS = frozenset({"link", "count"})
NOTICE_TEXT = "You have a new message. Sign in to read it."


class Role(StrEnum):
    """Who wrote."""

    LEARNER = "LEARNER"
    WORKER = "WORKER"


MOST_A_DAY = {Role.LEARNER: 10, Role.WORKER: 20}


class ThreadStatus(StrEnum):
    OPEN = "OPEN"
    PAUSED = "PAUSED"
    LOCKED = "LOCKED"
    CLOSED = "CLOSED"


class State(StrEnum):
    SUBMITTED = "SUBMITTED"
    HELD = "HELD"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    ESCALATED = "ESCALATED"
    EXPIRED = "EXPIRED"
    DELIVERED = "DELIVERED"
    READ = "READ"


MOVES: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.HELD}),
    State.HELD: frozenset({State.APPROVED, State.REJECTED, State.ESCALATED, State.EXPIRED}),
    State.ESCALATED: frozenset({State.APPROVED, State.REJECTED}),
    State.APPROVED: frozenset({State.DELIVERED}),
    State.DELIVERED: frozenset({State.READ}),
    State.REJECTED: frozenset(),
    State.EXPIRED: frozenset(),
    State.READ: frozenset(),
}
UNDECIDED = frozenset({State.SUBMITTED, State.HELD, State.ESCALATED})
ARRIVED = frozenset({State.DELIVERED, State.READ})
NOT_SENT = frozenset({State.REJECTED, State.EXPIRED})


class Outcome(StrEnum):
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    ESCALATED = "ESCALATED"
    EXPIRED = "EXPIRED"


class Reason(StrEnum):
    """Why a message is not sent: the whole list of 2.4. LANGUAGE_NEEDS_TRANSLATION holds a message and refuses none."""

    THREAT_OR_ABUSE = "THREAT_OR_ABUSE"
    SEXUAL_CONTENT = "SEXUAL_CONTENT"
    CONTRABAND_OR_DRUGS = "CONTRABAND_OR_DRUGS"
    ESCAPE_OR_SECURITY = "ESCAPE_OR_SECURITY"
    GANG_OR_EXTREMISM = "GANG_OR_EXTREMISM"
    VICTIM_OR_WITNESS = "VICTIM_OR_WITNESS"
    CHILD_CONTACT = "CHILD_CONTACT"
    RESTRAINING_ORDER = "RESTRAINING_ORDER"
    THIRD_PARTY_MESSAGE = "THIRD_PARTY_MESSAGE"
    OTHER_PRISONER = "OTHER_PRISONER"
    MONEY_OR_FINANCIAL_REQUEST = "MONEY_OR_FINANCIAL_REQUEST"
    PERSONAL_CONTACT_DETAILS = "PERSONAL_CONTACT_DETAILS"
    IMAGE_NOT_ALLOWED = "IMAGE_NOT_ALLOWED"
    LINK_NOT_ALLOWED = "LINK_NOT_ALLOWED"
    CODED_OR_UNREADABLE = "CODED_OR_UNREADABLE"
    LANGUAGE_NEEDS_TRANSLATION = "LANGUAGE_NEEDS_TRANSLATION"
    LEGAL_PRIVILEGE_WRONG_CHANNEL = "LEGAL_PRIVILEGE_WRONG_CHANNEL"
    OUTSIDE_PURPOSE = "OUTSIDE_PURPOSE"
    RECIPIENT_NOT_APPROVED = "RECIPIENT_NOT_APPROVED"
    TECHNICAL = "TECHNICAL"


REFUSALS = tuple(reason for reason in Reason if reason != Reason.LANGUAGE_NEEDS_TRANSLATION)


class ConcernAbout(StrEnum):
    """What somebody is worried about."""

    SELF_HARM = "SELF_HARM"
    THREAT = "THREAT"
    EXPLOITATION = "EXPLOITATION"
    HEALTH = "HEALTH"
    SECURITY = "SECURITY"
    OTHER = "OTHER"


class ConcernState(StrEnum):
    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CLOSED = "CLOSED"


CONCERN_MOVES: dict[ConcernState, frozenset[ConcernState]] = {
    ConcernState.RAISED: frozenset({ConcernState.ACKNOWLEDGED, ConcernState.CLOSED}),
    ConcernState.ACKNOWLEDGED: frozenset({ConcernState.CLOSED}),
    ConcernState.CLOSED: frozenset(),
}


class NoticeState(StrEnum):
    WAITING = "WAITING"
    QUEUED = "QUEUED"
    SENT = "SENT"


def tidy(text: str) -> str:
    """Plain text as it is stored: NFC, no invisible letters that could hide a number, one kind of line end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    return seen.strip()


def check_move(before: str, after: str) -> None:
    """Raise Refused unless a message in one state may go to the other."""
    if State(after) not in MOVES[State(before)]:
        raise Refused("This message is no longer waiting.")


def may_move(before: str, after: str) -> bool:
    return State(after) in MOVES[State(before)]


def check_concern_move(before: str, after: str) -> None:
    if ConcernState(after) not in CONCERN_MOVES[ConcernState(before)]:
        raise Refused("Someone has dealt with this concern.")


def check_contact(*, kind: str, status: str, assigned: bool, worker_is_posted: bool, in_custody: bool) -> None:
    """The gate between a person and a worker. Asked when a thread starts, at each send, and again at delivery."""
    if kind not in WORKING_KINDS:
        raise Refused("You cannot write to this organisation here.")
    if status not in KEEPS_ITS_PEOPLE or not assigned or not worker_is_posted:
        raise Refused("You cannot write to this person now. Ask staff.")
    if not in_custody:
        raise Refused("You can only write here while the person is in prison.")


def check_thread(status: str) -> None:
    if status != ThreadStatus.OPEN:
        raise Refused("This conversation is closed.")


def check_message(body: str) -> None:
    if not body:
        raise Refused("Write your message first.", field="body")
    if len(body) > BODY_MOST:
        raise Refused(f"Your message must be {BODY_MOST:,} letters or fewer.", field="body")


def check_subject(subject: str) -> None:
    if not subject:
        raise Refused("Write what it is about.", field="subject")
    if len(subject) > SUBJECT_MOST:
        raise Refused(f"What it is about must be {SUBJECT_MOST} letters or fewer.", field="subject")


def check_limit(role: Role, sent_today: int) -> None:
    if sent_today >= MOST_A_DAY[role]:
        raise Refused(f"You have sent {MOST_A_DAY[role]} messages today. You can write again tomorrow.", field="body")


def check_may_moderate(*, takes_part: bool, here: bool) -> None:
    """A moderator decides at the own prison only, and never about a conversation they take part in."""
    if not here:
        raise Refused("This person is at another prison now. Staff there will check the message.")
    if takes_part:
        raise Refused("You take part in this conversation, so someone else must check it.")


def may_moderate(*, takes_part: bool, here: bool) -> bool:
    try:
        check_may_moderate(takes_part=takes_part, here=here)
    except Refused:
        return False
    return True


def is_claimed(claimed_until: dt.datetime | None, at: dt.datetime) -> bool:
    return claimed_until is not None and claimed_until > at


def check_refusal(reason: str, words: str) -> None:
    if reason not in REFUSALS:
        raise Refused("Choose why it is not sent", field="reason")
    if len(words) > WORDS_MOST:
        raise Refused(f"Your note must be {WORDS_MOST} letters or fewer", field="words")


def check_concern(about: str, words: str) -> None:
    if about not in list(ConcernAbout):
        raise Refused("Choose what you are worried about", field="about")
    if not words:
        raise Refused("Write what you are worried about", field="concern")
    if len(words) > FORM_MOST:
        raise Refused(f"What you write must be {FORM_MOST:,} letters or fewer", field="concern")


def check_closing(words: str) -> None:
    if not words:
        raise Refused("Write what was done about it", field="words")
    if len(words) > FORM_MOST:
        raise Refused(f"What you write must be {FORM_MOST:,} letters or fewer", field="words")


def notice_due(*, last_sent_at: dt.datetime | None, at: dt.datetime) -> dt.datetime:
    """When the next notice may go to somebody who was last sent one at a time, if ever."""
    return at if last_sent_at is None else max(at, last_sent_at + NOTICE_EVERY)


def times_out_at(submitted_at: dt.datetime) -> dt.datetime:
    return submitted_at + UNDECIDED_AFTER
