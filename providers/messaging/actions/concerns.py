"""What is done when somebody is worried about a person."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core.errors import NotYours
from campus.core.models import written
from learners.access import writable
from providers.access import writable_by_worker
from providers.messaging import rules
from providers.messaging.models import Message, SafeguardingConcern, Thread
from providers.messaging.rules import ConcernAbout, ConcernState

RAISED_BY_SIGN = "The words of a message suggest a risk of self-harm. Read it now."


@transaction.atomic
def raise_concern(
    *, thread_id: uuid.UUID, about: ConcernAbout, words: str, by: Actor, at: dt.datetime
) -> SafeguardingConcern:
    """A worker tells prison staff that they are worried about a person. Staff of the prison see it at once."""
    thread = Thread.objects.visible_to(by).filter(id=thread_id).first()
    if thread is None:
        raise NotYours(f"thread {thread_id}")
    writable_by_worker(by=by, learner_id=thread.learner_id, assignment_id=thread.assignment_id)
    return _raise(thread=thread, message=None, about=about, words=words, by=by, at=at)


def raise_about_message(
    *, message: Message, about: ConcernAbout, words: str, by: Actor, at: dt.datetime
) -> SafeguardingConcern:
    """A moderator passes a message on. Part of `moderation.escalate`, under its lock."""
    return _raise(thread=message.thread, message=message, about=about, words=words, by=by, at=at)


def raise_by_sign(*, message: Message, by: Actor, at: dt.datetime) -> SafeguardingConcern:
    """The campus itself raises a concern when a message speaks of self-harm. The message is held like any other."""
    return _raise(
        thread=message.thread, message=message, about=ConcernAbout.SELF_HARM, words=RAISED_BY_SIGN, by=by, at=at
    )


@transaction.atomic
def acknowledge_concern(*, concern_id: uuid.UUID, by: Actor, at: dt.datetime) -> SafeguardingConcern:
    """Say by name that somebody at the prison is dealing with it."""
    concern = _locked(concern_id, by)
    rules.check_concern_move(concern.state, ConcernState.ACKNOWLEDGED)
    concern.state, concern.acknowledged_by_id, concern.acknowledged_at = ConcernState.ACKNOWLEDGED, by.user_id, at
    concern.touch(by, at)
    concern.save()
    record(by=by, verb="concern.acknowledged", subject=concern)
    return concern


@transaction.atomic
def close_concern(*, concern_id: uuid.UUID, words: str, by: Actor, at: dt.datetime) -> SafeguardingConcern:
    """Close a concern with what was done about it."""
    words = rules.tidy(words)
    rules.check_closing(words)
    concern = _locked(concern_id, by)
    rules.check_concern_move(concern.state, ConcernState.CLOSED)
    concern.state, concern.closed_by_id, concern.closed_at = ConcernState.CLOSED, by.user_id, at
    concern.closing_words = words
    concern.touch(by, at)
    concern.save()
    record(by=by, verb="concern.closed", subject=concern)
    return concern


def _locked(concern_id: uuid.UUID, by: Actor) -> SafeguardingConcern:
    found = SafeguardingConcern.objects.filter(id=concern_id).values_list("learner_id", flat=True).first()
    if found is None:
        raise NotYours(f"concern {concern_id}")
    learner = writable(by=by, learner_id=found, permission="message.moderate")
    rules.check_may_moderate(takes_part=False, here=learner.current_establishment_id == by.establishment_id)
    return SafeguardingConcern.objects.select_for_update(no_key=True).get(id=concern_id)


def _raise(
    *, thread: Thread, message: Message | None, about: str, words: str, by: Actor, at: dt.datetime
) -> SafeguardingConcern:
    words = rules.tidy(words)
    rules.check_concern(about, words)
    concern = SafeguardingConcern.objects.create(
        learner_id=thread.learner_id, thread=thread, message=message, about=about, words=words,
        raised_by_id=by.user_id, raised_at=at, **written(by, at),
    )  # fmt: skip
    record(by=by, verb="concern.raised", subject=concern, about=str(about))
    return concern
