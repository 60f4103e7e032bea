"""What hand-over does after a move, and by the clock. Each may run twice."""

import uuid

from celery import shared_task
from django.conf import settings

from campus.accounts import actors
from campus.accounts.models import User
from campus.core import clock, notify, outbox
from campus.core.models import OutboxMessage
from learners.models import AccessWindow
from transfers.handover.actions import late, moving, watching

TEMPLATES = {
    "HANDOVER": "CAMPUS_NOTIFY_HANDOVER_TEMPLATE", "EMERGENCY": "CAMPUS_NOTIFY_EMERGENCY_TEMPLATE",
}  # fmt: skip
PAGES = {"HANDOVER": "transfers/", "EMERGENCY": "emergencies/review/"}


@outbox.consumer("handover.draft", lane="default")
def make_draft(message: OutboxMessage) -> None:
    """Write the note of a move from the record, so that no hand-over goes empty."""
    moving.make_draft(hand_over_id=uuid.UUID(message.body["hand_over"]), by=actors.system(), at=clock.now())


@outbox.consumer("emergency.opened")
def emergency_opened(message: OutboxMessage) -> None:
    """Security at the prison where somebody opened a record is told at once."""
    window = AccessWindow.objects.filter(id=uuid.UUID(message.body["window"])).first()
    if window is not None and outbox.consume_once(message):
        watching.tell_security(prison=window.establishment_id, on=clock.london_date(window.starts_at))


@outbox.consumer("handover.notice", lane="default")
def send_notice(message: OutboxMessage) -> None:
    """A count and a link. No name and no number of anybody is in it."""
    what = message.body["what"]
    user = User.objects.filter(id=uuid.UUID(message.body["user"]), is_active=True).exclude(email="").first()
    if user is not None:
        notify.configured(getattr(settings, TEMPLATES[what])).send(
            reference=message.id, address=user.email,
            personalisation={"link": f"{settings.CAMPUS_STAFF_URL}{PAGES[what]}", "count": message.body["count"]},
        )  # fmt: skip


@shared_task(name="handover.remind")
def remind() -> None:
    watching.remind(at=clock.now())


@shared_task(name="handover.attach_late")
def attach_late() -> None:
    late.attach_old(at=clock.now())
