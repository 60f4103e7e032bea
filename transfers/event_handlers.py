"""Who handles the events that tell of something other than a movement: a merge, a moved booking.

An app above this one registers from its `ready()`; until it does, such an event is kept and IGNORED. A handler runs in
the transaction of its inbox row, after both dedupes, and before the row is settled:

    def merged(event: Mapping[str, Any], kept: MovementEvent, by: Actor, at: dt.datetime) -> Handled: ...

    event_handlers.register("prison-offender-events.prisoner.merged", merged)

It returns what became of the event. It raises `rules.Parked` with a reason for what cannot be read or applied as it is;
anything else that it raises makes the row FAILED, with all that it did taken back. It may set `kept.prison_number`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from campus.accounts.actors import Actor
from transfers.models import MovementEvent


@dataclass(frozen=True)
class Handled:
    """What became of an event, and why where that is not plain."""

    state: MovementEvent.State = MovementEvent.State.APPLIED
    why: str = ""


Handler = Callable[[Mapping[str, Any], MovementEvent, Actor, dt.datetime], Handled]

_handlers: dict[str, Handler] = {}


def register(event_type: str, handler: Handler) -> None:
    """Give events of this type to the handler. One type has one handler; a second is a mistake."""
    if _handlers.setdefault(event_type, handler) is not handler:
        raise ValueError(f"{event_type} has a handler already")


def handler_of(event_type: str) -> Handler | None:
    return _handlers.get(event_type)
