"""Questions that the pages of moderators ask. Everything is about the people at the own prison now."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from campus.accounts.actors import Actor
from campus.accounts.models import SYSTEM_USER_ID
from providers.messaging import hints, rules, selectors
from providers.messaging.hints import Sign
from providers.messaging.models import Decision, Message, SafeguardingConcern, Thread
from providers.messaging.rules import ConcernAbout, ConcernState, Outcome, Reason, State
from providers.messaging.words import CONCERN_STATES, CONCERNS, OUTCOMES, REASONS, SIGNS

PAGE_SIZE = 50
EARLIER = 10


@dataclass(frozen=True)
class Waiting:
    """One message of the queue: how long it has waited, and what stands out in it."""

    message: Message
    waited: str
    tags: list[tuple[str, str]]


@dataclass(frozen=True)
class Queue:
    """What waits at a prison: the first of it, and how much there is."""

    rows: list[Waiting]
    total: int


@dataclass(frozen=True)
class Case:
    """One message before a moderator. The words are there only for the one who has taken it."""

    message: Message
    thread: Thread
    held: bool
    refused: str
    pieces: list[tuple[str, bool]]
    earlier: list[Message]

    @property
    def things(self) -> list[str]:
        """What to look at, in words."""
        return [SIGNS[Sign(sign)][1] for sign in self.message.signs]

    @property
    def earlier_title(self) -> str:
        return f"Earlier messages in this conversation ({len(self.earlier)})"


@dataclass(frozen=True)
class Decided:
    """One decision of the list, in words."""

    decision: Decision
    message: Message
    reason: str
    outcome: str
    kind: str


@dataclass(frozen=True)
class Worry:
    """One concern, in words."""

    concern: SafeguardingConcern
    about: str
    state: str
    kind: str
    raised_by: str


def here(actor: Actor) -> str | None:
    """The prison at which this actor moderates now: the chosen one, if they moderate there."""
    code = actor.establishment_id
    return code if code in actor.establishments_with("message.moderate") else None


def waiting_count(actor: Actor) -> int:
    return Message.objects.held_at(here(actor)).count()


def queue(actor: Actor, at: dt.datetime) -> Queue:
    """Words of self-harm first, then the oldest."""
    rows = Message.objects.held_at(here(actor))
    first = _in_order(_with_people(rows))[:PAGE_SIZE]
    return Queue([Waiting(m, waited(m.submitted_at, at), _tags(m)) for m in first], rows.count())


def waited(since: dt.datetime, at: dt.datetime) -> str:
    """How long, in the shortest words: `20 min`, `5 h`, `2 days`."""
    minutes = max(int((at - since).total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"


def _tags(message: Message) -> list[tuple[str, str]]:
    tags = [(SIGNS[Sign(sign)][0], "late" if Sign(sign) in hints.URGENT else "soon") for sign in message.signs]
    return [*tags, ("First message", "none")] if message.seq == 1 else tags


def _in_order(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.order_by("-urgent", "submitted_at", "id")


def _with_people(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related(
        "learner", "claimed_by", "thread__assignment__worker", "thread__assignment__organisation"
    )


def next_free(actor: Actor, at: dt.datetime) -> uuid.UUID | None:
    """The next message that nobody has taken and that this moderator may decide about."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_by_id=actor.user_id)
    part = Q(thread__assignment__worker_id=actor.user_id) | Q(author_id=actor.user_id)
    rows = _in_order(Message.objects.held_at(here(actor)).filter(free).exclude(part))
    return rows.values_list("id", flat=True).first()


def case(actor: Actor, message_id: uuid.UUID, at: dt.datetime) -> Case | None:
    """A message of somebody at this prison, or None. Its words are given to whoever holds it, and to nobody else."""
    code = here(actor)
    rows = (
        _with_people(Message.objects.filter(learner__current_establishment_id=code)) if code else Message.objects.none()
    )
    message = rows.filter(id=message_id).first()
    if message is None:
        return None
    thread = selectors.thread_of(message)
    refused = _why_not(actor, message, thread, at)
    held = not refused and message.claimed_by_id == actor.user_id and rules.is_claimed(message.claimed_until, at)
    if not held:
        return Case(message, thread, False, refused, [], [])
    earlier = Message.objects.filter(thread=thread, seq__lt=message.seq).order_by("-seq")[:EARLIER]
    return Case(message, thread, True, "", hints.pieces(message.body), list(reversed(earlier)))


def _why_not(actor: Actor, message: Message, thread: Thread, at: dt.datetime) -> str:
    if message.state not in (State.HELD, State.ESCALATED):
        decision = selectors.last_decision(message.id)
        return selectors.decided_sentence(decision) if decision else "This message is no longer waiting."
    if selectors.takes_part(actor.user_id, thread):
        return "You take part in this conversation, so someone else must check it."
    if rules.is_claimed(message.claimed_until, at) and message.claimed_by_id != actor.user_id:
        return selectors.claimed_sentence(message)
    return ""


def decided(actor: Actor) -> list[Decided]:
    """What was decided at this prison, the latest first."""
    code = here(actor)
    if code is None:
        return []
    rows = Decision.objects.filter(created_at_establishment_id=code).select_related(
        "decided_by",
        "message__learner",
        "message__thread__assignment__worker",
        "message__thread__assignment__organisation",
    )
    return [
        Decided(
            row,
            row.message,
            str(REASONS[Reason(row.reason)]) if row.reason else "None",
            *OUTCOMES[Outcome(row.outcome)],
        )
        for row in rows.order_by("-decided_at", "-id")[:PAGE_SIZE]
    ]


def concerns(actor: Actor) -> list[Worry]:
    """What somebody is worried about here and nobody has closed, the oldest first, new ones before those in hand."""
    rows = _concerns(actor).exclude(state=ConcernState.CLOSED)
    first = sorted(rows[:PAGE_SIZE], key=lambda row: (row.state != ConcernState.RAISED, row.raised_at))
    return [_in_words(row) for row in first]


def _in_words(concern: SafeguardingConcern) -> Worry:
    by_campus = concern.raised_by_id == SYSTEM_USER_ID
    raised_by = "The campus, by the words of a message" if by_campus else concern.raised_by.name
    return Worry(
        concern, CONCERNS[ConcernAbout(concern.about)], *CONCERN_STATES[ConcernState(concern.state)], raised_by
    )


def concern_count(actor: Actor) -> int:
    return _concerns(actor).exclude(state=ConcernState.CLOSED).count()


def concern(actor: Actor, concern_id: uuid.UUID) -> Worry | None:
    found = _concerns(actor).filter(id=concern_id).first()
    return _in_words(found) if found else None


def _concerns(actor: Actor) -> QuerySet[SafeguardingConcern]:
    code = here(actor)
    if code is None:
        return SafeguardingConcern.objects.none()
    rows = SafeguardingConcern.objects.filter(learner__current_establishment_id=code)
    return rows.select_related("learner", "thread", "message", "raised_by", "acknowledged_by", "closed_by").order_by(
        "raised_at"
    )


def overdue(at: dt.datetime) -> list[uuid.UUID]:
    """Messages that nobody decided about in time, the oldest first."""
    rows = Message.objects.filter(state=State.HELD, submitted_at__lte=at - rules.UNDECIDED_AFTER)
    return list(rows.order_by("submitted_at").values_list("id", flat=True)[:500])
