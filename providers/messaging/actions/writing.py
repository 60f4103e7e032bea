"""What the two sides do: start a conversation, send a message for checking, read one."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.audit.recording import record
from campus.core.clock import LONDON
from campus.core.errors import NotYours
from campus.core.models import written
from learners.access import writable
from providers.access import writable_by_worker
from providers.messaging import gate, hints, rules
from providers.messaging.actions import concerns
from providers.messaging.models import Message, Thread
from providers.messaging.rules import Role, State
from providers.models import Assignment


@transaction.atomic
def start_thread(
    *, assignment_id: uuid.UUID, subject: str, body: str, nonce: uuid.UUID, by: Actor, at: dt.datetime
) -> Message:
    """Begin a conversation between a person and their named worker; its first message waits to be checked."""
    sent = Message.objects.filter(nonce=nonce, author_id=by.user_id).first()
    if sent:
        return sent
    assignment = _locked(by, assignment_id)
    subject = rules.tidy(subject).replace("\n", " ")
    rules.check_subject(subject)
    thread = Thread.objects.create(
        learner_id=assignment.learner_id, assignment=assignment, subject=subject, **written(by, at)
    )
    record(by=by, verb="thread.started", subject=thread)
    return _submit(thread=thread, assignment=assignment, body=body, nonce=nonce, by=by, at=at)


@transaction.atomic
def send(*, thread_id: uuid.UUID, body: str, nonce: uuid.UUID, by: Actor, at: dt.datetime) -> Message:
    """Send a message for checking. The same `nonce` twice makes one message."""
    sent = Message.objects.filter(nonce=nonce, author_id=by.user_id).first()
    if sent:
        return sent
    thread = Thread.objects.visible_to(by).filter(id=thread_id).first()
    if thread is None:
        raise NotYours(f"thread {thread_id}")
    assignment = _locked(by, thread.assignment_id)
    thread = Thread.objects.select_for_update(no_key=True).get(id=thread_id)
    rules.check_thread(thread.status)
    return _submit(thread=thread, assignment=assignment, body=body, nonce=nonce, by=by, at=at)


@transaction.atomic
def mark_read(*, thread_id: uuid.UUID, by: Actor, at: dt.datetime) -> int:
    """Say that what reached this side of a conversation has been opened. Returns how many messages were new."""
    rows = Message.objects.unread_by(by).filter(thread_id=thread_id)
    fresh = list(rows.select_for_update(no_key=True, of=("self",)).order_by("id"))
    for message in fresh:
        rules.check_move(message.state, State.READ)
        message.state, message.read_at = State.READ, at
        message.touch(by, at)
        message.save(update_fields=[*_TOUCHED, "state", "read_at"])
        record(by=by, verb="message.read", subject=message)
    return len(fresh)


_TOUCHED = ["updated_at", "updated_by", "updated_at_establishment", "lock_version"]


def _locked(by: Actor, assignment_id: uuid.UUID) -> Assignment:
    """The assignment between the two, with the person's row locked, if this side may write at all."""
    found = Assignment.objects.select_related("learner", "organisation", "worker").filter(id=assignment_id).first()
    if found is None:
        raise NotYours(f"assignment {assignment_id}")
    if not by.learner_id:
        return writable_by_worker(by=by, learner_id=found.learner_id, assignment_id=assignment_id)
    found.learner = writable(by=by, learner_id=found.learner_id, permission="own.edit")
    found.refresh_from_db(fields=["ended_at", "organisation", "worker"])
    return found


def _submit(
    *, thread: Thread, assignment: Assignment, body: str, nonce: uuid.UUID, by: Actor, at: dt.datetime
) -> Message:
    role = Role.LEARNER if by.learner_id else Role.WORKER
    body = rules.tidy(body)
    rules.check_message(body)
    gate.check(assignment, at)
    _check_limit(role, by, at)
    last = Message.objects.filter(thread=thread).aggregate(last=Max("seq"))["last"] or 0
    # The subject of a first message is somebody's words too, and is checked with it.
    signs = hints.signs(body if last else f"{thread.subject}\n{body}")
    message = Message.objects.create(
        learner_id=thread.learner_id, thread=thread, seq=last + 1, author_id=by.user_id, author_role=role, body=body,
        nonce=nonce, signs=signs, urgent=bool(hints.URGENT & set(signs)), submitted_at=at, **written(by, at),
    )  # fmt: skip
    # The look for signs is done here and now; the state machine keeps its step for the day when it is a task.
    rules.check_move(message.state, State.HELD)
    message.state = State.HELD
    message.save(update_fields=["state"])
    record(by=by, verb="message.submitted", subject=message, signs=signs)
    if message.urgent:
        concerns.raise_by_sign(message=message, by=actors.system(), at=at)
    return message


def _check_limit(role: Role, by: Actor, at: dt.datetime) -> None:
    """Count under a lock on the writer, so that two windows cannot both send the last message of the day."""
    User.objects.select_for_update(no_key=True).get(id=by.user_id)
    midnight = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Message.objects.filter(author_id=by.user_id, submitted_at__gte=midnight, submitted_at__lte=at).count()
    rules.check_limit(role, sent)
