"""Questions about one message or conversation that the actions and every page ask."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from campus.accounts.actors import Actor
from campus.core.clock import london_date
from campus.core.components.dates import clock_time, day_month
from campus.core.errors import Refused
from providers.messaging import gate, rules
from providers.messaging.models import Decision, Message, Thread
from providers.messaging.rules import ARRIVED, Outcome, Reason, Role, State
from providers.messaging.words import NOT_CHECKED_IN_TIME, REASONS_FOR_WRITER
from providers.models import Assignment


@dataclass(frozen=True)
class Line:
    """One message of a conversation, as one side reads it."""

    message: Message
    mine: bool
    refusal: Decision | None = None

    @property
    def why(self) -> Any:
        """Why it was not sent, in words for whoever wrote it."""
        return REASONS_FOR_WRITER[Reason(self.refusal.reason)] if self.refusal else NOT_CHECKED_IN_TIME


@dataclass(frozen=True)
class Day:
    """The messages of one day."""

    on: dt.date
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Conversation:
    """A thread as one side reads it, and the sentence that stands where the box would, if they may not write now."""

    thread: Thread
    days: list[Day]
    refused: str


def thread_of(message: Message) -> Thread:
    """The thread of a message with everybody who takes part, in one query."""
    return _with_people(Thread.objects.filter(id=message.thread_id)).get()


def _with_people(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.select_related(
        "learner__current_establishment", "assignment__worker", "assignment__organisation", "assignment__learner"
    )


def takes_part(user_id: uuid.UUID, thread: Thread) -> bool:
    """Whether this user is a side of the conversation, or ever wrote in it."""
    if user_id in (thread.assignment.worker_id, thread.learner.user_id):
        return True
    return Message.objects.filter(thread=thread, author_id=user_id).exists()


def last_decision(message_id: uuid.UUID) -> Decision | None:
    return (
        Decision.objects.filter(message_id=message_id)
        .select_related("decided_by")
        .order_by("-decided_at", "-id")
        .first()
    )


def decided_sentence(decision: Decision) -> str:
    if decision.outcome == Outcome.EXPIRED:
        return "Nobody checked this message in 3 days, so it was not sent."
    when = f"on {day_month(decision.decided_at)} at {clock_time(decision.decided_at)}"
    return f"{decision.decided_by.name} decided this {when}."


def claimed_sentence(message: Message) -> str:
    holder = message.claimed_by.name if message.claimed_by else "Someone else"
    return f"{holder} has this message until {clock_time(message.claimed_until)}."


def unread_count(actor: Actor) -> int:
    """How many messages reached this side and were not opened."""
    return Message.objects.unread_by(actor).count()


def threads_for(actor: Actor) -> list[Thread]:
    """One side's conversations, the latest first, each with how many messages are new and when the last one came."""
    readable = Message.objects.filter(_mine(actor) | Q(state__in=ARRIVED), thread=OuterRef("pk")).order_by("-seq")
    theirs = Role.WORKER if actor.learner_id else Role.LEARNER
    rows = _with_people(Thread.objects.visible_to(actor)).annotate(
        last_at=Subquery(readable.values("submitted_at")[:1]),
        last_state=Subquery(readable.values("state")[:1]),
        last_role=Subquery(readable.values("author_role")[:1]),
        new=Count("messages", filter=Q(messages__author_role=theirs, messages__state=State.DELIVERED)),
    )
    return list(rows.order_by(F("last_at").desc(nulls_last=True), "id")[:100])


def _mine(actor: Actor) -> Q:
    return Q(author_role=Role.LEARNER if actor.learner_id else Role.WORKER)


def conversation(actor: Actor, thread_id: uuid.UUID, at: dt.datetime) -> Conversation | None:
    """A thread as this side reads it, or None if it is not theirs."""
    thread = _with_people(Thread.objects.visible_to(actor)).filter(id=thread_id).first()
    if thread is None:
        return None
    messages = Message.objects.readable_by(actor).filter(thread=thread).order_by("seq")
    mine = Role.LEARNER if actor.learner_id else Role.WORKER
    refusals = {d.message_id: d for d in Decision.objects.filter(message__thread=thread, outcome=Outcome.REJECTED)}
    lines = [Line(m, m.author_role == mine, refusals.get(m.id)) for m in messages]
    return Conversation(thread, by_day(lines), why_not(thread, at))


def by_day(lines: Iterable[Line]) -> list[Day]:
    """The messages under the London dates on which they were written."""
    days: list[Day] = []
    for line in lines:
        on = london_date(line.message.submitted_at)
        if not days or days[-1].on != on:
            days.append(Day(on))
        days[-1].lines.append(line)
    return days


def why_not(thread: Thread, at: dt.datetime) -> str:
    """The sentence that refuses a new message in this thread, or nothing."""
    try:
        rules.check_thread(thread.status)
        gate.check(thread.assignment, at)
    except Refused as refused:
        return refused.sentence
    return ""


def contacts(actor: Actor, at: dt.datetime) -> list[Assignment]:
    """The named people that this side may start a conversation with now."""
    rows = Assignment.objects.select_related("worker", "organisation", "learner__current_establishment")
    if actor.learner_id:
        rows = rows.open().filter(learner_id=actor.learner_id).order_by("worker__given_name", "id")
    else:
        rows = rows.of_worker(actor).order_by("learner__family_name", "learner__given_name", "id")
    return [row for row in rows if actor.learner_id is None or gate.is_open(row, at)]


def readable_refused_body(actor: Actor, thread_id: uuid.UUID, message_id: uuid.UUID) -> str:
    """The words of a message of one's own that was not sent, to be changed and sent again."""
    rows = Message.objects.readable_by(actor).filter(_mine(actor), thread_id=thread_id, state__in=rules.NOT_SENT)
    return rows.filter(id=message_id).values_list("body", flat=True).first() or ""


def unanswered(actor: Actor) -> list[Thread]:
    """A worker's conversations in which the person wrote last, the one that waits longest first."""
    waiting = [t for t in threads_for(actor) if t.last_role == Role.LEARNER]
    return sorted(waiting, key=lambda thread: thread.last_at)


def threads_about(learner_id: uuid.UUID) -> list[Thread]:
    """For staff of the prison: with whom, about what and when; never the words of a message."""
    last = Message.objects.filter(thread=OuterRef("pk")).order_by("-seq")
    rows = _with_people(Thread.objects.filter(learner_id=learner_id)).annotate(
        last_at=Subquery(last.values("submitted_at")[:1]), total=Count("messages")
    )
    return list(rows.order_by(F("last_at").desc(nulls_last=True))[:100])
