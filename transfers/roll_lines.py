"""A line of the roll: one person, and where they are now (interfaces.md, "Roll lines"). Pure: no database, no clock."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campus.core.errors import Refused
from learners.rules import OUT_OF_CUSTODY, LegalStatus, PlacementStatus, may_be_prison_number
from transfers.rules import ESTABLISHMENT_CODE, FUTURE_MOST

NAME_MOST, CELL_MOST, SEQ_MOST = 60, 20, 2**31 - 1
# What a line may say of the person, under the names that the person's row has.
DETAILS = {
    "given_name": "given_name", "family_name": "family_name", "date_of_birth": "date_of_birth",
    "release_date": "release_on", "legal_status": "legal_status", "cell": "cell",
}  # fmt: skip


@dataclass(frozen=True)
class RollLine:
    """`details` holds only what the line said, by the names of the person's columns."""

    prison_number: str
    establishment: str | None
    status: PlacementStatus
    movement_seq: int | None
    moved_at: dt.datetime
    details: Mapping[str, Any]


def read(text: str, now: dt.datetime) -> RollLine:
    """The line, or Refused with the reason for which it cannot be read."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("not JSON") from None
    if not isinstance(said, dict):
        raise Refused("not a roll line")
    number = said.get("prison_number")
    if not isinstance(number, str) or not may_be_prison_number(number):
        raise Refused("prison_number is not a prison number")
    status = _status(said)
    return RollLine(
        number.strip().upper(), _establishment(said, status), status, _seq(said), _moved_at(said, now), _details(said)
    )


def write(line: Mapping[str, Any]) -> str:
    """One line as `read` takes it; instants and dates in ISO 8601, instants in UTC."""
    return json.dumps(line, ensure_ascii=False, default=_iso)


def _iso(value: dt.date | dt.datetime) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()


def _status(said: Mapping[str, Any]) -> PlacementStatus:
    try:
        return PlacementStatus(str(said.get("status")))
    except ValueError:
        raise Refused(f"status {str(said.get('status'))[:20]!r} is not known") from None


def _establishment(said: Mapping[str, Any], status: PlacementStatus) -> str | None:
    code = said.get("establishment")
    if status in OUT_OF_CUSTODY:
        if code is not None:
            raise Refused(f"somebody {status} is at no establishment")
        return None
    if not isinstance(code, str) or not ESTABLISHMENT_CODE.fullmatch(code):
        raise Refused(f"establishment {str(code)[:20]!r} is not an establishment")
    return code


def _seq(said: Mapping[str, Any]) -> int | None:
    seq = said.get("movement_seq")
    if seq is not None and (not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq <= SEQ_MOST):
        raise Refused("movement_seq is not a number")
    return seq


def _moved_at(said: Mapping[str, Any], now: dt.datetime) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(str(said.get("moved_at")))
        if at.tzinfo is None:
            raise Refused("moved_at has no time zone")
        at = at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Refused("moved_at is not a time") from None
    if at > now + FUTURE_MOST:
        raise Refused("moved_at is in the future")
    return at


def _details(said: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _READERS[name](name, said[name]) for name, column in DETAILS.items() if name in said}


def _name(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > NAME_MOST or not value.isprintable():
        raise Refused(f"{name} is not a name")
    return value.strip()


def _family(name: str, value: object) -> str:
    found = _name(name, value)
    if not found:
        raise Refused(f"{name} is empty")
    return found


def _date(name: str, value: object) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"{name} is not a date") from None


def _legal(name: str, value: object) -> str:
    try:
        return LegalStatus(str(value or LegalStatus.UNKNOWN)).value
    except ValueError:
        raise Refused(f"{name} {str(value)[:30]!r} is not known") from None


def _cell(name: str, value: object) -> str:
    if value is not None and (not isinstance(value, str) or len(value) > CELL_MOST or not value.isprintable()):
        raise Refused(f"{name} is not a cell")
    return (value or "").strip()


_READERS = {
    "given_name": _name, "family_name": _family, "date_of_birth": _date, "release_date": _date, "legal_status": _legal,
    "cell": _cell,
}  # fmt: skip
