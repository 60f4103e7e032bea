"""Questions that the pages of moderators ask. Everything is about the people at the own prison now."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from campus.accounts.actors import Actor
from providers.messaging import hints, rules, selectors
from providers.messaging.models import Decision, Message, SafeguardingConcern, Thread
from providers.messaging.rules import ConcernState, State

PAGE_SIZE = 50
EARLIER = 10


@dataclass(frozen=True)
class Queue:
    """What waits at a prison: the first of it, and how much there is."""

    rows: list[Message]
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


def here(actor: Actor) -> str | None:
    """The prison at which this actor moderates now: the chosen one, if they moderate there."""
    code = actor.establishment_id
    return code if code in actor.establishments_with("message.moderate") else None


def waiting_count(actor: Actor) -> int:
    return Message.objects.held_at(here(actor)).count()


def queue(actor: Actor) -> Queue:
    """Words of self-harm first, then the oldest."""
    rows = Message.objects.held_at(here(actor))
    return Queue(list(_in_order(_with_people(rows))[:PAGE_SIZE]), rows.count())


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
    rows = _with_people(Message.objects.filter(learner__current_establishment_id=code)) if code else Message.objects.none()
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


def decided(actor: Actor) -> list[Decision]:
    """What was decided at this prison, the latest first."""
    code = here(actor)
    if code is None:
        return []
    rows = Decision.objects.filter(created_at_establishment_id=code).select_related(
        "decided_by", "message__learner", "message__thread__assignment__worker", "message__thread__assignment__organisation"
    )
    return list(rows.order_by("-decided_at", "-id")[:PAGE_SIZE])


def concerns(actor: Actor) -> list[SafeguardingConcern]:
    """What somebody is worried about here and nobody has closed, the oldest first, new ones before those in hand."""
    rows = _concerns(actor).exclude(state=ConcernState.CLOSED)
    return sorted(rows[:PAGE_SIZE], key=lambda row: (row.state != ConcernState.RAISED, row.raised_at))


def concern_count(actor: Actor) -> int:
    return _concerns(actor).exclude(state=ConcernState.CLOSED).count()


def concern(actor: Actor, concern_id: uuid.UUID) -> SafeguardingConcern | None:
    return _concerns(actor).filter(id=concern_id).first()


def _concerns(actor: Actor) -> QuerySet[SafeguardingConcern]:
    code = here(actor)
    if code is None:
        return SafeguardingConcern.objects.none()
    rows = SafeguardingConcern.objects.filter(learner__current_establishment_id=code)
    return rows.select_related("learner", "thread", "message", "raised_by", "acknowledged_by", "closed_by").order_by("raised_at")


def overdue(at: dt.datetime) -> list[uuid.UUID]:
    """Messages that nobody decided about in time, the oldest first."""
    rows = Message.objects.filter(state=State.HELD, submitted_at__lte=at - rules.UNDECIDED_AFTER)
    return list(rows.order_by("submitted_at").values_list("id", flat=True)[:500])
