"""The daily digest: on working days from seven in the morning, once to each member of staff who works with people."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import clock, outbox
from campus.core.models import written
from plans.models import DigestSent
from plans.needs.rules.standing import is_working_day
from plans.selectors import caseload as selectors

FROM_HOUR = 7  # London
# The places of its template at Notify: a link and three numbers.
KEYS = frozenset({"link", "overdue", "due", "arrivals"})


def is_time(at: dt.datetime) -> bool:
    """Whether today's digest may go out now."""
    return is_working_day(clock.london_date(at)) and at.astimezone(clock.LONDON).hour >= FROM_HOUR


def queue_digests(*, by: Actor, at: dt.datetime) -> int:
    """Queue today's digests that are not queued yet, and say how many. Those with nothing to tell are only noted."""
    today = clock.london_date(at)
    if not is_time(at):
        return 0
    facts = selectors.digests_due(today, since=selectors.london_midnight(_day_before(today)))
    done = set(DigestSent.objects.filter(on=today, user_id__in=facts).values_list("user_id", flat=True))
    return sum(_queue(user_id, facts[user_id], today, by=by, at=at) for user_id in sorted(facts) if user_id not in done)


def to_send(digest_id: uuid.UUID) -> DigestSent | None:
    """What is to be sent, if its reader still has an address and an account."""
    found = DigestSent.objects.select_related("user").filter(id=digest_id).first()
    return found if found and found.user.email and found.user.is_active else None


def _day_before(today: dt.date) -> dt.date:
    """The last working day before: on a Monday the digest counts who came since Friday."""
    found = today - dt.timedelta(days=1)
    while not is_working_day(found):
        found -= dt.timedelta(days=1)
    return found


@transaction.atomic
def _queue(user_id: uuid.UUID, facts: selectors.Facts, today: dt.date, *, by: Actor, at: dt.datetime) -> bool:
    """Whether it was queued now. A second process that does the same finds the first one's row."""
    digest, first = DigestSent.objects.get_or_create(
        user_id=user_id, on=today, defaults={"facts": facts.said(), **written(by, at)}
    )
    if not first or not facts.anything:
        return False
    outbox.queue(topic="plans.digest", key=f"digest:{user_id}", body={"digest": str(digest.id)})
    record(by=by, verb="digest.queued", subject=digest)
    return True
