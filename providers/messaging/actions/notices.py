"""Owing, holding back and marking the one kind of notice that leaves the campus."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max

from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.audit.recording import record
from campus.core import outbox
from campus.core.models import written
from providers.messaging import rules
from providers.messaging.models import Notice
from providers.messaging.rules import NoticeState


def owe(*, recipient_id: uuid.UUID, by: Actor, at: dt.datetime) -> Notice | None:
    """Owe a worker a notice, at most one in 30 minutes. None where one waits already: it will count this message too.

    Part of the action that delivered the message. The worker's row is locked, so that two deliveries owe one notice.
    Nothing is ever sent to a person in custody, whose user has no address.
    """
    recipient = User.objects.select_for_update(no_key=True).get(id=recipient_id)
    if recipient.kind != User.Kind.PROVIDER_WORKER or not recipient.email:
        return None
    mine = Notice.objects.filter(recipient=recipient)
    waiting = mine.exclude(state=NoticeState.SENT).first()
    if waiting:
        _queue_again(waiting, by, at)
        return None
    last = mine.aggregate(last=Max("sent_at"))["last"]
    notice = Notice.objects.create(
        recipient=recipient, due_at=rules.notice_due(last_sent_at=last, at=at), **written(by, at)
    )
    if notice.due_at <= at:
        _queue(notice)
    return notice


@transaction.atomic
def queue_due(*, by: Actor, at: dt.datetime) -> int:
    """Queue the notices that were held back and are due now. Run by the clock, each minute."""
    due = Notice.objects.filter(state=NoticeState.WAITING, due_at__lte=at).order_by("due_at")
    rows = list(due.select_for_update(skip_locked=True)[:500])
    for notice in rows:
        _queue(notice)
        record(by=by, verb="notice.queued", subject=notice)
    return len(rows)


def mark_sent(*, notice: Notice, provider_reference: str, by: Actor, at: dt.datetime) -> None:
    """Say that the notice was accepted. In the transaction of its outbox message."""
    notice.state, notice.sent_at, notice.provider_reference = NoticeState.SENT, at, provider_reference
    notice.touch(by, at)
    notice.save()
    record(by=by, verb="notice.sent", subject=notice)


def _queue_again(notice: Notice, by: Actor, at: dt.datetime) -> None:
    """On its way for half an hour, a notice was perhaps given up. Its reference keeps it from going twice."""
    if notice.state == NoticeState.QUEUED and notice.updated_at + rules.NOTICE_EVERY <= at:
        notice.touch(by, at)
        notice.save()
        _queue(notice)


def _queue(notice: Notice) -> None:
    notice.state = NoticeState.QUEUED
    notice.save(update_fields=["state"])
    outbox.queue(topic="message.notice", key=f"notice:{notice.recipient_id}", body={"notice": str(notice.id)})
