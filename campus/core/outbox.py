"""Effects outside the database: queued in the action's transaction, delivered at least once, effective once.

A consumer is declared in an app's `tasks.py` with `@consumer(topic, lane=...)`. The relay process delivers the `relay`
lane itself; the other lanes are Celery queues, to which it sends wake-ups that may be lost without loss.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pghistory
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import autodiscover_modules, import_string

from campus.core import clock, failpoints
from campus.core.models import Consumed, OutboxMessage

log = logging.getLogger(__name__)

# transfers-access-security.md 5.3
LEASE = dt.timedelta(seconds=60)
BATCH = 100
DEAD_AFTER_ATTEMPTS = 20
BACK_OFF_FIRST = dt.timedelta(seconds=2)
BACK_OFF_MOST = dt.timedelta(hours=1)

Handler = Callable[..., None]
Question = Callable[[OutboxMessage], Any]


@dataclass(frozen=True)
class Consumer:
    topic: str
    lane: str
    lease: dt.timedelta
    handle: Handler
    ask: Question | None = None


_consumers: dict[str, Consumer] = {}
_heard = True


@cache
def _load() -> None:
    """Read each app's `tasks.py`, once and late: they bring Celery, which a web process can start without."""
    autodiscover_modules("tasks")


def warm() -> None:
    """Load what the first message of a process needs, so that no request waits for it."""
    _load()
    import_string("campus.core.tasks.wake")


def _consumer_of(topic: str) -> Consumer | None:
    _load()
    return _consumers.get(topic)


def consumer(
    topic: str, *, lane: str = "relay", lease: dt.timedelta = LEASE, ask: Question | None = None
) -> Callable[[Handler], Handler]:
    """Declare who handles a topic. `lease` must exceed the longest run, or the work is started twice.

    With `ask`, an outside service is asked before the transaction begins, and the handler is given its answer too.
    """

    def register(handle: Handler) -> Handler:
        _consumers[topic] = Consumer(topic, lane, lease, handle, ask)
        return handle

    return register


def queue(*, topic: str, key: str, body: Mapping[str, Any]) -> OutboxMessage:
    """Owe an effect. Call inside the action's transaction; the body holds ids, never a person's words."""
    at = clock.now()
    message = OutboxMessage.objects.create(topic=topic, key=key, body=dict(body), created_at=at, available_at=at)
    transaction.on_commit(lambda: wake(message), robust=True)
    return message


def waiting(at: dt.datetime) -> models.QuerySet[OutboxMessage]:
    """Rows that may be claimed now, oldest first, none before an earlier row of its key."""
    earlier = OutboxMessage.objects.filter(
        key=OuterRef("key"), id__lt=OuterRef("id"), sent_at__isnull=True, dead_at__isnull=True
    )
    free = Q(locked_until__isnull=True) | Q(locked_until__lt=at)
    return OutboxMessage.objects.filter(
        free, ~Exists(earlier), sent_at__isnull=True, dead_at__isnull=True, available_at__lte=at
    ).order_by("available_at", "id")


def claim(*, limit: int = BATCH, lanes: frozenset[str] | None = None, only: str | None = None) -> list[OutboxMessage]:
    """Lease rows to this process. Another relay skips them; after the lease anybody may take them up again."""
    _load()
    at = clock.now()
    rows = waiting(at)
    if only is not None:
        rows = rows.filter(id=only)
    if lanes is not None:
        rows = rows.filter(topic__in=[c.topic for c in _consumers.values() if c.lane in lanes])
    with transaction.atomic():
        claimed = list(rows.select_for_update(skip_locked=True, of=("self",))[:limit])
        for message in claimed:
            found = _consumer_of(message.topic)
            lease = found.lease if found else LEASE
            message.locked_until, message.attempts = at + lease, message.attempts + 1
        OutboxMessage.objects.bulk_update(claimed, ["locked_until", "attempts"])
    if claimed:
        failpoints.reached("outbox.claimed")
    return claimed


def deliver(message: OutboxMessage) -> bool:
    """Run the consumer of a claimed row and mark it sent, in one transaction. A failure is kept and tried later."""
    try:
        found = _consumers[message.topic]
        answer = (found.ask(message),) if found.ask else ()
        # The history triggers are told that the campus itself writes, and because of what.
        with pghistory.context(work=message.topic, message=str(message.id)), transaction.atomic():
            found.handle(message, *answer)
            failpoints.reached("outbox.sent")
            OutboxMessage.objects.filter(id=message.id).update(
                sent_at=clock.now(), locked_until=None, last_error="", attempts=message.attempts
            )
        failpoints.reached("outbox.marked")
    except Exception as error:  # whatever went wrong, the row must stay and say so
        _put_back(message, error)
        return False
    return True


def _put_back(message: OutboxMessage, error: Exception) -> None:
    at = clock.now()
    log.warning("outbox %s (%s) attempt %s: %r", message.id, message.topic, message.attempts, error)
    dead = message.attempts >= DEAD_AFTER_ATTEMPTS or getattr(error, "permanent", False)
    OutboxMessage.objects.filter(id=message.id).update(
        available_at=at + back_off(message.attempts),
        locked_until=None,
        dead_at=at if dead else None,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )


def back_off(attempts: int) -> dt.timedelta:
    """How long to wait after this many tries: 2 s, 4 s, 8 s … an hour."""
    return min(BACK_OFF_FIRST * 2 ** min(max(attempts - 1, 0), 20), BACK_OFF_MOST)


def consume_once(message: OutboxMessage) -> bool:
    """True for the first effective run. Call in the effect's transaction, before the effect."""
    _, first = Consumed.objects.get_or_create(message_id=message.id, defaults={"consumed_at": clock.now()})
    return first


def lane_of(message: OutboxMessage) -> str:
    found = _consumer_of(message.topic)
    return found.lane if found else "relay"


def to_wake(lanes_of_relay: frozenset[str], *, since: dt.datetime) -> list[OutboxMessage]:
    """Rows of the workers' lanes whose last wake-up is older than `since`; marked as woken now."""
    _load()
    theirs = [c.topic for c in _consumers.values() if c.lane not in lanes_of_relay]
    at = clock.now()
    rows = waiting(at).filter(Q(woken_at__isnull=True) | Q(woken_at__lt=since), topic__in=theirs)[:BATCH]
    found = list(rows)
    OutboxMessage.objects.filter(id__in=[m.id for m in found]).update(woken_at=at)
    return found


@contextmanager
def unheard() -> Iterator[None]:
    """Inside, nobody is woken: for a database of its own, which no worker serves."""
    global _heard  # noqa: PLW0603 (of the whole process, threads too)
    _heard = False
    try:
        yield
    finally:
        _heard = True


def wake(message: OutboxMessage) -> None:
    """Shorten the wait. Lost when the broker is away, and then the relay finds the row by itself."""
    if not _heard:
        return
    import_string("campus.core.tasks.wake")(str(message.id), lane_of(message))


def owed() -> models.QuerySet[OutboxMessage]:
    """Everything that is neither sent nor given up."""
    return OutboxMessage.objects.filter(sent_at__isnull=True, dead_at__isnull=True)


def hasten(key: str) -> bool:
    """Try what is owed under a key now, not when its wait is over. Says whether anything is owed."""
    at = clock.now()
    rows = owed().filter(key=key)
    rows.filter(Q(locked_until__isnull=True) | Q(locked_until__lt=at)).update(available_at=at)
    first = rows.order_by("id").first()
    if first is not None:
        transaction.on_commit(lambda: wake(first), robust=True)
    return first is not None


def dead() -> models.QuerySet[OutboxMessage]:
    """Everything that was given up and that nobody has dealt with, newest first."""
    return OutboxMessage.objects.filter(dead_at__isnull=False, discarded_at__isnull=True).order_by("-dead_at")


def requeue(message_id: uuid.UUID) -> None:
    """Try a dead message again, from the first attempt."""
    OutboxMessage.objects.filter(id=message_id, dead_at__isnull=False).update(
        dead_at=None, attempts=0, available_at=clock.now(), locked_until=None
    )


def discard(message_id: uuid.UUID) -> None:
    """Take a dead message off the list. It stays in the table, marked."""
    OutboxMessage.objects.filter(id=message_id, dead_at__isnull=False).update(discarded_at=clock.now())
