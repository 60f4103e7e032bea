"""The main navigation. Each app says what it adds, in its `navigation.py`; core knows none of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    audience: str
    order: int
    label: Any
    url_name: str
    permission: str
    icon: str | None = None
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class Item:
    """One link of the navigation, for one person on one page."""

    label: str
    url: str
    count: int
    current: bool
    icon: str | None


_places: list[Place] = []


def register(
    *,
    audience: str,
    order: int,
    label: Any,
    url_name: str,
    permission: str,
    icon: str | None = None,
    count: Callable[[Any], int] | None = None,
) -> None:
    """Add an entry. `count` is asked on each page, so it must be one indexed query."""
    _places.append(Place(audience, order, label, url_name, permission, icon, count))


def items(audience: str | None, actor: Any, path: str, *, counted: bool = True) -> list[Item]:
    """The entries that this person may use, in order; the one they are in is `current`.

    Without `counted` nothing is asked of the database: for a page that only says that something is not there.
    """
    if actor is None:
        return []
    mine = [p for p in _places if p.audience == audience and actor.may(p.permission)]
    mine.sort(key=lambda place: place.order)
    urls = [_url(place) for place in mine]
    inside = max((u for u in urls if u and path.startswith(u)), key=len, default="")
    return [
        Item(str(p.label), url, p.count(actor) if p.count and counted else 0, url == inside, p.icon)
        for p, url in zip(mine, urls, strict=True)
        if url
    ]


def _url(place: Place) -> str:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return ""
