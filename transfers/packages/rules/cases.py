"""What becomes of a package that this campus sends, and of one that it is sent (transfers-access-security.md 1.11)."""

import datetime as dt
from enum import StrEnum

from campus.core.errors import Refused

FORMAT, VERSION = "virtual-campus-record", 1
MEDIA_TYPE = "application/vnd.virtual-campus.record+zip"
LASTS = dt.timedelta(days=28)  # from the making: after that another is made
ANSWER_WITHIN = dt.timedelta(days=8)  # transfers-access-security.md 1.11: then it is late, and somebody is told
WORDS_MOST = 500
TRIES = 3


class Purpose(StrEnum):
    """Why a record leaves. The learner's own copy is asked for by the person, and decided by nobody."""

    OTHER_INSTANCE = "OTHER_INSTANCE"
    OTHER_JURISDICTION = "OTHER_JURISDICTION"
    PROVIDER = "PROVIDER"
    OWN_COPY = "OWN_COPY"


PURPOSES = {
    Purpose.OTHER_INSTANCE: "To a prison that runs its own Virtual Campus",
    Purpose.OTHER_JURISDICTION: "To a prison in Scotland or Northern Ireland",
    Purpose.PROVIDER: "To an organisation that goes on with the person’s learning",
}


class Basis(StrEnum):
    PUBLIC_TASK = "PUBLIC_TASK"
    CONSENT = "CONSENT"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"


BASES = {
    Basis.PUBLIC_TASK: "Public task: the record follows the person",
    Basis.CONSENT: "The person asked for it",
    Basis.LEGAL_OBLIGATION: "A court or a law demands it",
}


class SentState(StrEnum):
    """GP2GP's handshake, with the asking and the deciding before it."""

    ASKED = "ASKED"
    DECLINED = "DECLINED"
    MAKING = "MAKING"
    NOT_MADE = "NOT_MADE"
    OFFERED = "OFFERED"
    FETCHED = "FETCHED"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"
    INTEGRATED = "INTEGRATED"
    CLOSED = "CLOSED"


S = SentState
SENT_MOVES = frozenset({
    (S.ASKED, S.DECLINED), (S.ASKED, S.MAKING), (S.MAKING, S.OFFERED), (S.MAKING, S.NOT_MADE), (S.NOT_MADE, S.MAKING),
    (S.OFFERED, S.FETCHED), (S.FETCHED, S.VERIFIED), (S.FETCHED, S.REJECTED), (S.VERIFIED, S.INTEGRATED),
    (S.FETCHED, S.INTEGRATED), (S.VERIFIED, S.REJECTED), (S.INTEGRATED, S.CLOSED), (S.REJECTED, S.CLOSED),
    (S.OFFERED, S.CLOSED), (S.FETCHED, S.CLOSED),
})  # fmt: skip
WAITS_FOR_ANSWER = frozenset({S.OFFERED, S.FETCHED, S.VERIFIED})
HAS_FILE = frozenset({S.OFFERED, S.FETCHED, S.VERIFIED, S.REJECTED, S.INTEGRATED})


class ReceivedState(StrEnum):
    """A package that somebody sent us. Nothing of it stands in the record before it is IMPORTED."""

    QUARANTINED = "QUARANTINED"
    REFUSED = "REFUSED"
    IMPORTED = "IMPORTED"
    HERE_ALREADY = "HERE_ALREADY"


R = ReceivedState
RECEIVED_MOVES = frozenset({(R.QUARANTINED, R.IMPORTED), (R.QUARANTINED, R.REFUSED), (R.QUARANTINED, R.HERE_ALREADY)})

STATE_WORDS = {
    S.ASKED: "Waits for a decision", S.DECLINED: "Declined", S.MAKING: "Being made", S.NOT_MADE: "Not made",
    S.OFFERED: "Ready to fetch", S.FETCHED: "Fetched", S.VERIFIED: "Checked by the receiver",
    S.REJECTED: "Rejected by the receiver", S.INTEGRATED: "Taken in by the receiver", S.CLOSED: "Closed",
}  # fmt: skip


def check_sent_move(before: str, after: SentState) -> None:
    if (SentState(before), after) not in SENT_MOVES:
        words = STATE_WORDS[SentState(before)].lower()
        raise Refused(f"This package is at “{words}” now. Look at it again.")


def check_asked(*, recipient: str, reason: str) -> None:
    if not recipient.strip():
        raise Refused("Write who will receive it", field="recipient")
    if not reason.strip():
        raise Refused("Write why the record must leave", field="reason")


def check_decided_by_another(*, asked_by: object, decided_by: object) -> None:
    if asked_by == decided_by:
        raise Refused("Somebody else must decide about what you asked for.")


def check_decision(*, approved: bool, words: str) -> None:
    if not approved and not words.strip():
        raise Refused("Write why not", field="words")


def check_root(*, ours: str, theirs: str) -> None:
    """The receiver's own root over what it took in is ours, or something was lost on the way."""
    if ours != theirs.strip().lower():
        raise Refused("Their root is not ours: something is missing there. Do not close this.", field="root")


def is_overdue(state: str, offered_at: dt.datetime | None, at: dt.datetime) -> bool:
    return SentState(state) in WAITS_FOR_ANSWER and offered_at is not None and at - offered_at > ANSWER_WITHIN


def owed_key(case_id: object) -> str:
    """Under which the making of a package is owed."""
    return f"package:{case_id}"
