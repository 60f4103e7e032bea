"""What the relay and the clock do for messaging."""

import uuid

from celery import shared_task
from django.conf import settings

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from providers.messaging import actions, moderation, notices, selectors
from providers.messaging.models import Notice
from providers.messaging.rules import NoticeState


@outbox.consumer("message.notice")
def send_notice(message: OutboxMessage) -> None:
    """Tell a worker that something waits: never what, and never about whom."""
    rows = Notice.objects.select_for_update().select_related("recipient")
    notice = rows.filter(id=uuid.UUID(message.body["notice"])).exclude(state=NoticeState.SENT).first()
    if notice is None:
        return
    worker = actors.for_user(notice.recipient, clock.today())
    count = selectors.unread_count(worker)
    if not count:
        return  # it was read meanwhile, or the person has died: nothing waits, so nothing is sent
    reference = notices.configured().send(
        reference=notice.id,
        address=notice.recipient.email,
        personalisation={"link": settings.CAMPUS_PORTAL_URL, "count": count},
    )
    actions.mark_sent(notice=notice, provider_reference=reference, by=actors.system(), at=clock.now())


@shared_task(name="messaging.queue_due_notices")
def queue_due_notices() -> None:
    actions.queue_due(by=actors.system(), at=clock.now())


@shared_task(name="messaging.expire_undecided")
def expire_undecided() -> None:
    """Give up what nobody checked in three days, each in a transaction of its own."""
    at = clock.now()
    for message_id in moderation.overdue(at):
        actions.expire(message_id=message_id, by=actors.system(), at=at)
