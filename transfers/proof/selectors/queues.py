"""R5: nothing that is owed waits for too long, and nothing that came in failed without somebody having looked."""

import datetime as dt

from django.db.models import Q

from campus.core.models import OutboxMessage
from transfers.models import MovementEvent
from transfers.proof.rules import FAILED_LONGEST, FINDINGS_KEPT, UNSENT_LONGEST, CheckId, Finding, Outcome


def check(at: dt.datetime) -> Outcome:
    owed = OutboxMessage.objects.filter(sent_at__isnull=True, discarded_at__isnull=True)
    late = owed.filter(Q(dead_at__isnull=False) | Q(created_at__lt=at - UNSENT_LONGEST))
    unread = MovementEvent.objects.filter(state__in=[MovementEvent.State.NEW, MovementEvent.State.FAILED])
    failed = unread.filter(received_at__lt=at - FAILED_LONGEST)
    looked_at = owed.count() + unread.count()
    found = [
        Finding("outbox", str(one.id), "was given up" if one.dead_at else "waits for too long")
        for one in late[:FINDINGS_KEPT]
    ] + [Finding("movement", str(one.id), "failed and was not looked at") for one in failed[:FINDINGS_KEPT]]
    return Outcome(
        CheckId.QUEUES, expected=looked_at, read=looked_at, mismatched=late.count() + failed.count(),
        findings=tuple(found[:FINDINGS_KEPT]),
    )  # fmt: skip
