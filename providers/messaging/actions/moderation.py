"""What a moderator does: take a message, decide about it, or leave it for someone else."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.access import writable
from providers.messaging import gate, rules, selectors
from providers.messaging.actions import concerns, notices
from providers.messaging.models import Decision, Message
from providers.messaging.rules import ConcernAbout, Outcome, Reason, Role, State

_MOVED = ["state", "delivered_at", "claimed_by", "claimed_until"]
_TOUCHED = ["updated_at", "updated_by", "updated_at_establishment", "lock_version"]


@transaction.atomic
def claim(*, message_id: uuid.UUID, by: Actor, at: dt.datetime) -> Message:
    """Take a message for 15 minutes, so that no two moderators read the same one. Taking it again starts anew."""
    message = _locked(message_id, by)
    _check_undecided(message)
    _check_free(message, by, at)
    _release_others(by, at, keep=message.id)
    message.claimed_by_id, message.claimed_until = by.user_id, at + rules.CLAIM_LASTS
    message.save(update_fields=["claimed_by", "claimed_until"])
    record(by=by, verb="message.claimed", subject=message)
    return message


@transaction.atomic
def release(*, message_id: uuid.UUID, by: Actor, at: dt.datetime) -> Message:
    """Leave a message for someone else."""
    message = _locked(message_id, by)
    if message.claimed_by_id == by.user_id:
        message.claimed_by_id = message.claimed_until = None
        message.save(update_fields=["claimed_by", "claimed_until"])
        record(by=by, verb="message.released", subject=message)
    return message


@transaction.atomic
def approve(*, message_id: uuid.UUID, by: Actor, at: dt.datetime) -> Decision:
    """Send a message on. The gate is asked once more: if the two may no longer write, it is refused instead."""
    message = _decidable(message_id, by, at)
    if not gate.is_open(message.thread.assignment, at):
        return _decide(message, Outcome.REJECTED, by, at, reason=Reason.RECIPIENT_NOT_APPROVED)
    decision = _decide(message, Outcome.APPROVED, by, at)
    rules.check_move(message.state, State.DELIVERED)
    message.state, message.delivered_at = State.DELIVERED, at
    message.save(update_fields=["state", "delivered_at"])
    if message.author_role == Role.LEARNER:
        notices.owe(recipient_id=message.thread.assignment.worker_id, by=by, at=at)
    return decision


@transaction.atomic
def refuse(*, message_id: uuid.UUID, reason: str, words: str, by: Actor, at: dt.datetime) -> Decision:
    """Do not send a message. Its writer is told why; the words are kept and never reach the other side."""
    words = rules.tidy(words)
    rules.check_refusal(reason, words)
    message = _decidable(message_id, by, at)
    return _decide(message, Outcome.REJECTED, by, at, reason=Reason(reason), words=words)


@transaction.atomic
def escalate(*, message_id: uuid.UUID, about: ConcernAbout, words: str, by: Actor, at: dt.datetime) -> Decision:
    """Pass a message to security or safeguarding as a concern. It waits until somebody decides about it there."""
    message = _decidable(message_id, by, at)
    decision = _decide(message, Outcome.ESCALATED, by, at)
    concerns.raise_about_message(message=message, about=about, words=words, by=by, at=at)
    return decision


@transaction.atomic
def expire(*, message_id: uuid.UUID, by: Actor, at: dt.datetime) -> Decision | None:
    """Give up a message that nobody decided about in time. None if somebody just did."""
    found = Message.objects.filter(id=message_id).values_list("learner_id", flat=True).first()
    if found is None:
        raise NotYours(f"message {message_id}")
    writable(by=by, learner_id=found, permission="learner.view")
    message = Message.objects.select_for_update(no_key=True).get(id=message_id)
    if message.state != State.HELD or at < rules.times_out_at(message.submitted_at):
        return None
    return _decide(message, Outcome.EXPIRED, by, at)


def _locked(message_id: uuid.UUID, by: Actor) -> Message:
    """The message under lock, if this moderator may decide about it: at this prison now, and taking no part in it."""
    found = Message.objects.filter(id=message_id).values_list("learner_id", flat=True).first()
    if found is None:
        raise NotYours(f"message {message_id}")
    learner = writable(by=by, learner_id=found, permission="message.moderate")
    message = Message.objects.select_for_update(no_key=True).get(id=message_id)
    message.thread = selectors.thread_of(message)
    message.thread.assignment.learner = learner
    rules.check_may_moderate(
        takes_part=selectors.takes_part(by.user_id, message.thread),
        here=learner.current_establishment_id == by.establishment_id,
    )
    return message


def _decidable(message_id: uuid.UUID, by: Actor, at: dt.datetime) -> Message:
    message = _locked(message_id, by)
    _check_undecided(message)
    _check_free(message, by, at)
    return message


def _check_undecided(message: Message) -> None:
    """Refuse, by name and time, what somebody has decided already."""
    if message.state in (State.HELD, State.ESCALATED):
        return
    decision = selectors.last_decision(message.id)
    raise Refused(selectors.decided_sentence(decision) if decision else "This message is no longer waiting.")


def _check_free(message: Message, by: Actor, at: dt.datetime) -> None:
    if rules.is_claimed(message.claimed_until, at) and message.claimed_by_id != by.user_id:
        raise Refused(selectors.claimed_sentence(message))


def _release_others(by: Actor, at: dt.datetime, *, keep: uuid.UUID) -> None:
    """A moderator holds one message at a time; taking the next one leaves the last."""
    held = Message.objects.filter(claimed_by_id=by.user_id, claimed_until__gt=at, state=State.HELD).exclude(id=keep)
    held.update(claimed_by=None, claimed_until=None)


def _decide(
    message: Message, outcome: Outcome, by: Actor, at: dt.datetime, *, reason: Reason | None = None, words: str = ""
) -> Decision:
    rules.check_move(message.state, State(outcome))
    message.state = State(outcome)
    message.claimed_by_id = message.claimed_until = None
    message.touch(by, at)
    message.save(update_fields=[*_MOVED, *_TOUCHED])
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                learner_id=message.learner_id, message=message, outcome=outcome, reason=reason or "", words=words,
                decided_by_id=by.user_id, decided_at=at, **written(by, at),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("Someone has decided about this message already.") from None
    record(by=by, verb=f"message.{outcome.lower()}", subject=message, reason=str(reason or ""))
    return decision
