"""Taking events in: each is kept as it came, applied once, and never lets a bad one stop the rest."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from campus.accounts import actors
from campus.core import clock, failpoints
from transfers import event_handlers, rules
from transfers.actions import moves, pulling
from transfers.actions.pulling import Answer
from transfers.models import MovementEvent
from transfers.source import Code

State = MovementEvent.State
OUTCOMES = [State.APPLIED, State.DUPLICATE, State.SUPERSEDED, State.IGNORED, State.PARKED, State.FAILED]
SETTLED_COLUMNS = ["state", "why", "semantic_key", "event_type", "prison_number", "counts_for", "occurred_at"]


def ingest(lines: Iterable[str], *, transport: str = "file") -> dict[str, int]:
    """Take in events, one a line. Returns how many were read, and how many had each outcome."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.strip():
            counts["read"] += 1
            counts[take_in(line.strip(), transport=transport)] += 1
    return {"read": counts["read"], **{state.lower(): counts[state] for state in OUTCOMES}}


def take_in(text: str, *, transport: str, message_id: str | None = None) -> str:
    """Keep one message and act on it. Returns its outcome, which is committed then."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    name = message_id or digest
    try:
        for _ in range(rules.PULL_TRIES):
            answer = _asked(text)
            try:
                with transaction.atomic():
                    outcome = _take_in(text, transport, name, digest, answer)
                    failpoints.reached("inbox.settled")
                failpoints.reached("inbox.committed")
                return outcome
            except moves.Moved:  # somebody moved the person since the source was asked
                continue
        with transaction.atomic():
            return _take_in(text, transport, name, digest, Answer(code=Code.STALE))
    except Exception as error:  # one message that fails is kept with its error, and the rest go on
        return _keep_failed(text, transport, name, digest, error)


def _asked(text: str) -> Answer:
    """The truth about the movement that a message tells of, asked before the transaction begins."""
    try:
        movement = rules.read_movement(_parsed(text), clock.now())
    except rules.Parked:
        return Answer()
    if movement is None or _heard_already(movement.semantic_key, clock.now()).exists():
        return Answer()
    return pulling.about(movement)


def _take_in(text: str, transport: str, message_id: str, digest: str, answer: Answer) -> str:
    kept, is_new = MovementEvent.objects.get_or_create(
        transport=transport,
        transport_message_id=message_id,
        defaults={"received_at": clock.now(), "body": _storable(text), "body_sha256": digest},
    )
    kept = MovementEvent.objects.select_for_update().get(id=kept.id)
    failpoints.reached("inbox.kept")
    if not is_new and kept.state not in (State.NEW, State.FAILED):
        return State.DUPLICATE
    try:
        event = _parsed(text)
        kept.event_type = _storable(str(event.get("eventType", "")))[:100]
        movement = rules.read_movement(event, clock.now())
        if movement is None:
            return _handle(kept, event)
        return _apply(kept, movement, answer)
    except rules.Parked as reason:
        return _settled(kept, State.PARKED, str(reason))


def _apply(kept: MovementEvent, movement: rules.Movement, answer: Answer) -> str:
    kept.semantic_key, kept.occurred_at = movement.semantic_key, movement.occurred_at
    kept.prison_number = kept.counts_for = movement.prison_number
    if _said_before(kept):
        return _settled(kept, State.DUPLICATE, "the same was said in the last 24 hours")
    kept.save(update_fields=SETTLED_COLUMNS)  # the truth may overrule it, by its meaning
    outcome = moves.apply(movement=movement, cause=kept, truth=answer.truth, by=actors.system(), at=clock.now())
    return _settled(kept, State(outcome), f"the source was asked: {answer.code}" if answer.code else "")


def _handle(kept: MovementEvent, event: Mapping[str, Any]) -> str:
    """What is no movement goes to its handler, once; what has none is kept and changes nothing."""
    handler = event_handlers.handler_of(kept.event_type)
    if handler is None:
        return _settled(kept, State.IGNORED, "not a movement")
    kept.semantic_key = rules.meaning_of(event)
    if _said_before(kept):
        return _settled(kept, State.DUPLICATE, "the same was said in the last 24 hours")
    with transaction.atomic():  # what a handler did before it parked the event is taken back
        handled = handler(event, kept, actors.system(), clock.now())
    return _settled(kept, handled.state, handled.why)


def _said_before(kept: MovementEvent) -> bool:
    return _heard_already(kept.semantic_key, kept.received_at).exclude(id=kept.id).exists()


def _heard_already(semantic_key: str, at: dt.datetime) -> Any:
    same = MovementEvent.objects.filter(semantic_key=semantic_key, received_at__gte=at - rules.SAME_EVENT_WITHIN)
    return same.exclude(state__in=[State.NEW, State.FAILED, State.PARKED])


def _settled(kept: MovementEvent, state: str, why: str) -> str:
    kept.state, kept.why = state, why[:300]
    kept.save(update_fields=SETTLED_COLUMNS)
    return state


def _keep_failed(text: str, transport: str, message_id: str, digest: str, error: Exception) -> str:
    why = _storable(f"{type(error).__name__}: {error}"[:300])
    kept, is_new = MovementEvent.objects.get_or_create(
        transport=transport,
        transport_message_id=message_id,
        defaults={
            "state": State.FAILED, "why": why, "received_at": clock.now(), "body": _storable(text),
            "body_sha256": digest,
        },
    )  # fmt: skip
    if not is_new:  # what another process settled meanwhile stays settled
        MovementEvent.objects.filter(id=kept.id, state__in=[State.NEW, State.FAILED]).update(
            state=State.FAILED, why=why
        )
    return State.FAILED


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        raise rules.Parked("not JSON") from None
    if not isinstance(event, dict):
        raise rules.Parked("not an event")
    return event


def _storable(text: str) -> str:
    """Postgres text holds no NUL and no lone surrogate; the digest is of the message as it came."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
