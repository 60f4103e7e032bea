"""Taking events in: each is kept as it came, applied once, and never lets a bad one stop the rest."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from campus.accounts import actors
from campus.core import clock
from transfers import rules
from transfers.actions import moves
from transfers.models import MovementEvent

State = MovementEvent.State
OUTCOMES = [State.APPLIED, State.DUPLICATE, State.SUPERSEDED, State.IGNORED, State.PARKED, State.FAILED]


def ingest(lines: Iterable[str], *, transport: str = "file") -> dict[str, int]:
    """Take in events, one a line. Returns how many were read, and how many had each outcome."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.strip():
            counts["read"] += 1
            counts[take_in(line.strip(), transport=transport)] += 1
    return {"read": counts["read"], **{state.lower(): counts[state] for state in OUTCOMES}}


def take_in(text: str, *, transport: str, message_id: str | None = None) -> str:
    """Keep one message and act on it. Returns its outcome."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with transaction.atomic():
            return _take_in(text, transport, message_id or digest, digest)
    except Exception as error:  # one message that fails is kept with its error, and the rest go on
        return _keep_failed(text, transport, message_id or digest, digest, error)


def _take_in(text: str, transport: str, message_id: str, digest: str) -> str:
    kept, is_new = MovementEvent.objects.get_or_create(
        transport=transport,
        transport_message_id=message_id,
        defaults={"received_at": clock.now(), "body": _storable(text), "body_sha256": digest},
    )
    kept = MovementEvent.objects.select_for_update().get(id=kept.id)
    if not is_new and kept.state not in (State.NEW, State.FAILED):
        return State.DUPLICATE
    try:
        event = _parsed(text)
        kept.event_type = _storable(str(event.get("eventType", "")))[:100]
        movement = rules.read_movement(event, clock.now())
    except rules.Parked as reason:
        return _settled(kept, State.PARKED, str(reason))
    if movement is None:
        return _settled(kept, State.IGNORED, "not a movement")
    return _apply(kept, movement)


def _apply(kept: MovementEvent, movement: rules.Movement) -> str:
    kept.semantic_key, kept.prison_number = movement.semantic_key, movement.prison_number
    kept.occurred_at = movement.occurred_at
    if _said_before(kept):
        return _settled(kept, State.DUPLICATE, "the same was said in the last 24 hours")
    try:
        outcome = moves.apply(movement=movement, cause=kept, by=actors.system(), at=clock.now())
    except rules.Parked as reason:
        return _settled(kept, State.PARKED, str(reason))
    return _settled(kept, State(outcome), "")


def _said_before(kept: MovementEvent) -> bool:
    same = MovementEvent.objects.filter(
        semantic_key=kept.semantic_key, received_at__gte=kept.received_at - rules.SAME_EVENT_WITHIN
    )
    return same.exclude(id=kept.id).exclude(state__in=[State.NEW, State.FAILED, State.PARKED]).exists()


def _settled(kept: MovementEvent, state: str, why: str) -> str:
    kept.state, kept.why = state, why[:300]
    kept.save()
    return state


def _keep_failed(text: str, transport: str, message_id: str, digest: str, error: Exception) -> str:
    MovementEvent.objects.update_or_create(
        transport=transport,
        transport_message_id=message_id,
        defaults={"state": State.FAILED, "why": f"{type(error).__name__}: {error}"[:300]},
        create_defaults={
            "state": State.FAILED, "why": f"{type(error).__name__}: {error}"[:300], "received_at": clock.now(),
            "body": _storable(text), "body_sha256": digest,
        },
    )  # fmt: skip
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
