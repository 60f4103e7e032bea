"""Cards that apps put on a page they do not own: the kiosk home, a person's overview, staff's day.

An app registers a builder in its `navigation.py`. A builder is asked once a page and answers with a card or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KIOSK_HOME, PERSON, TODAY, TODAY_SIDE, PERSON_SIDE = "kiosk.home", "person", "today", "today.side", "person.side"
KIOSK_NEXT, PERSON_NEXT, KIOSK_NOTE = "kiosk.next", "person.next", "kiosk.note"
EDUCATION = "education"
TODAY_TOP = "today.top"
KIOSK_RECEIPT = "kiosk.receipt"


@dataclass(frozen=True)
class Card:
    """A template with what it is given. `weight` orders next steps: the heaviest is the one shown."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    weight: int = 0


Builder = Callable[..., Card | None]
_builders: dict[str, list[tuple[int, str, Builder]]] = {}


def register(place: str, *, order: int, build: Builder, permission: str) -> None:
    _builders.setdefault(place, []).append((order, permission, build))


def cards(place: str, actor: Any, **asked: Any) -> list[Card]:
    """The cards of a place for this actor, in order."""
    found = []
    for _, permission, build in sorted(_builders.get(place, []), key=lambda entry: entry[0]):
        if actor.may(permission):
            card = build(actor=actor, **asked)
            if card is not None:
                found.append(card)
    return found


def heaviest(place: str, actor: Any, **asked: Any) -> Card | None:
    """The one next step."""
    return max(cards(place, actor, **asked), key=lambda card: card.weight, default=None)
