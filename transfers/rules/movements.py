"""What an event says, and what a movement means (transfers-access-security.md 1.2). Pure: no database, no clock."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from learners.rules import OUT_OF_CUSTODY, MovementKind, PlacementStatus, may_be_prison_number

RECEIVED = frozenset({"prisoner-offender-search.prisoner.received", "prison-offender-events.prisoner.received"})
RELEASED = frozenset({"prisoner-offender-search.prisoner.released", "prison-offender-events.prisoner.released"})
# Known, and handled above the inbox where a handler is registered (event_handlers.py): never an error.
NOT_MOVEMENTS = frozenset({
    "prison-offender-events.prisoner.merged",
    "prison-offender-events.prisoner.booking.moved",
    "prison-offender-events.prisoner.sentence-dates-changed",
})  # fmt: skip

STATUS_OF_RELEASE = {
    "TRANSFERRED": PlacementStatus.IN_TRANSIT,
    "SENT_TO_COURT": PlacementStatus.AT_COURT,
    "TEMPORARY_ABSENCE_RELEASE": PlacementStatus.ROTL,
    "RELEASED_TO_HOSPITAL": PlacementStatus.RESTRICTED_PATIENT,
    "RELEASED": PlacementStatus.RELEASED,
}
RECEIVED_REASONS = frozenset({
    "NEW_ADMISSION", "READMISSION", "READMISSION_SWITCH_BOOKING", "TRANSFERRED", "RETURN_FROM_COURT",
    "TEMPORARY_ABSENCE_RETURN", "POST_MERGE_ADMISSION",
})  # fmt: skip
ESTABLISHMENT_CODE = re.compile(r"[A-Z0-9]{3,6}", re.ASCII)
FUTURE_MOST = dt.timedelta(days=1)
SAME_EVENT_WITHIN = dt.timedelta(hours=24)
RECEIPT_DAYS = 14  # screens.md, kiosk home
# Asking the source (1.2, step 2; 1.4).
PULL_TRIES = 5
# The source may be behind its own events: what a fresh event said is not overruled before this (1.10, R1).
SOURCE_LAGS = dt.timedelta(minutes=30)
OVERDUE_ASKED_EVERY = dt.timedelta(hours=1)


class Parked(Exception):
    """An event that cannot be applied as it is. It is kept with this reason, and the rest go on."""


@dataclass(frozen=True)
class Movement:
    """What an event says of where a person is."""

    prison_number: str
    establishment: str | None
    status: PlacementStatus
    occurred_at: dt.datetime
    movement_seq: int | None
    event_type: str
    reason: str

    @property
    def semantic_key(self) -> str:
        second = self.occurred_at.replace(microsecond=0).isoformat()
        seq = "" if self.movement_seq is None else str(self.movement_seq)
        said = "|".join([self.event_type, self.reason, self.prison_number, self.establishment or "", second, seq])
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Stand:
    """Where somebody stands now, as stored."""

    establishment: str | None
    status: PlacementStatus
    since: dt.datetime
    movement_seq: int | None


def read_movement(event: Mapping[str, Any], now: dt.datetime) -> Movement | None:
    """The movement an event tells of, or None if it is none. Raises Parked with the reason for what cannot be read."""
    event_type = event.get("eventType")
    if not isinstance(event_type, str):
        raise Parked("eventType is missing")
    if event_type in NOT_MOVEMENTS or event_type not in RECEIVED | RELEASED:
        return None
    said = event.get("additionalInformation")
    if not isinstance(said, Mapping):
        raise Parked("additionalInformation is missing")
    reason = said.get("reason")
    if not isinstance(reason, str) or not reason:
        raise Parked("reason is missing")
    return Movement(
        prison_number=_number(said),
        establishment=_prison(said, event_type),
        status=_status(event_type, reason),
        occurred_at=_instant(event.get("occurredAt"), now),
        movement_seq=_seq(said, event),
        event_type=event_type,
        reason=reason,
    )


def meaning_of(event: Mapping[str, Any]) -> str:
    """One key for whatever a message that is no movement says, so that the same said twice is known."""
    said = json.dumps(event.get("additionalInformation"), sort_keys=True, default=str)
    meant = "|".join([str(event.get("eventType")), said, str(event.get("occurredAt"))[:19]])
    return hashlib.sha256(meant.encode("utf-8", "surrogatepass")).hexdigest()


def _number(said: Mapping[str, Any]) -> str:
    number = said.get("nomsNumber")
    if not isinstance(number, str) or not may_be_prison_number(number):
        raise Parked("nomsNumber is not a prison number")
    return number.strip().upper()


def _prison(said: Mapping[str, Any], event_type: str) -> str | None:
    """Where somebody was received. What a release says ("OUT", "TRN") names no establishment, and is not needed."""
    if event_type not in RECEIVED:
        return None
    prison = said.get("prisonId")
    if not isinstance(prison, str) or not ESTABLISHMENT_CODE.fullmatch(prison):
        raise Parked(f"prisonId {str(prison)[:20]!r} is not an establishment")
    return prison


def _status(event_type: str, reason: str) -> PlacementStatus:
    if event_type in RECEIVED:
        if reason not in RECEIVED_REASONS:
            raise Parked(f"reason {reason[:40]} is not known")
        return PlacementStatus.IN
    if reason not in STATUS_OF_RELEASE:
        raise Parked(f"reason {reason[:40]} is not known")
    return STATUS_OF_RELEASE[reason]


def _instant(text: object, now: dt.datetime) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(str(text))
        if at.tzinfo is None:
            raise Parked("occurredAt has no time zone")
        at = at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Parked("occurredAt is not a time") from None
    if at > now + FUTURE_MOST:
        raise Parked("occurredAt is in the future")
    if at.year < 2000:
        raise Parked("occurredAt is too long ago")
    return at


def _seq(said: Mapping[str, Any], event: Mapping[str, Any]) -> int | None:
    seq = said.get("movementSeq", event.get("movementSeq"))
    if seq is None:
        return None
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq < 2**31:
        raise Parked("movementSeq is not a number")
    return seq


class Told(Protocol):
    """What is said of a person's place: by a movement, or by a fact of the fold."""

    @property
    def establishment(self) -> str | None: ...
    @property
    def status(self) -> PlacementStatus: ...


def leads_to(movement: Told, stand: Stand | None) -> tuple[str | None, PlacementStatus] | None:
    """(establishment, status) after the movement, or None when it changes nothing."""
    if stand and stand.status == PlacementStatus.DECEASED:
        return None  # only the roll can put that right
    if movement.status in OUT_OF_CUSTODY:
        after: tuple[str | None, PlacementStatus] = (None, movement.status)
    elif movement.status == PlacementStatus.IN:
        after = (movement.establishment, PlacementStatus.IN)
    else:
        if stand is None or stand.establishment is None:
            return None
        after = (stand.establishment, movement.status)  # the sending prison keeps the data until somebody receives
    return None if stand and (stand.establishment, stand.status) == after else after


_WENT = {
    PlacementStatus.IN_TRANSIT: MovementKind.IN_TRANSIT,
    PlacementStatus.AT_COURT: MovementKind.COURT,
    PlacementStatus.ROTL: MovementKind.TEMPORARY_ABSENCE,
    PlacementStatus.RESTRICTED_PATIENT: MovementKind.HOSPITAL,
    PlacementStatus.RELEASED: MovementKind.RELEASE,
    PlacementStatus.DECEASED: MovementKind.DEATH,
}
_CAME_BACK = {
    PlacementStatus.AT_COURT: MovementKind.COURT_RETURN,
    PlacementStatus.ROTL: MovementKind.TEMPORARY_ABSENCE_RETURN,
    PlacementStatus.IN_TRANSIT: MovementKind.TRANSIT_RETURN,
}


def movement_kind(before: Stand | None, establishment: str | None, status: PlacementStatus) -> MovementKind:
    """What a change of place means to those who plan with the person, from where they stood before.

    Whoever comes from outside or from hospital is admitted again; whoever comes from another prison was transferred,
    whether or not anybody told of the departure.
    """
    if status != PlacementStatus.IN:
        return _WENT[status]
    if before is None:
        return MovementKind.ADMISSION
    if before.establishment is None or before.status == PlacementStatus.RESTRICTED_PATIENT:
        return MovementKind.READMISSION
    if before.establishment != establishment:
        return MovementKind.TRANSFER
    return _CAME_BACK.get(before.status, MovementKind.TRANSIT_RETURN)


def changes_epoch(before: Stand | None, establishment: str | None, status: PlacementStatus) -> bool:
    """Whether the move ends what was begun at the old place (kiosk sessions, forms left open)."""
    if before is None or before.establishment != establishment:
        return True
    return status not in (PlacementStatus.IN, PlacementStatus.AT_COURT, PlacementStatus.ROTL)


def movement_kinds(before: Stand | None, after: Stand, reversed_: bool) -> tuple[MovementKind, ...]:
    """What planning is told, in the order in which it happened. Usually one thing; somebody who turns out to have been
    moved before they went to court was moved, and then went."""
    kind = movement_kind(before, after.establishment, after.status)
    moved = before is not None and None not in (before.establishment, after.establishment)
    if moved and before and before.establishment != after.establishment and kind != MovementKind.TRANSFER:
        return (MovementKind.TRANSFER, kind) if not reversed_ else (kind,)
    return (kind,)
