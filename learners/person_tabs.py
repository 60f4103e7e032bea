"""The tabs of a person's page. An app that has something to show registers its tab in `navigation.py`."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from campus.accounts.actors import Actor


@dataclass(frozen=True)
class Tab:
    order: int
    label: str
    url_name: str
    permission: str


_tabs: list[Tab] = []


def register(*, order: int, label: str, url_name: str, permission: str) -> None:
    _tabs.append(Tab(order, label, url_name, permission))


def tabs(actor: Actor, learner_id: uuid.UUID, path: str) -> list[dict[str, Any]]:
    """The tabs this actor may open, as the sub-navigation takes them."""
    found: list[dict[str, Any]] = []
    for tab in sorted(_tabs, key=lambda t: t.order):
        if actor.may(tab.permission):
            url = reverse(tab.url_name, kwargs={"learner_id": learner_id})
            found.append({"label": tab.label, "text": tab.label, "url": url, "href": url, "current": url == path})
    inside = max((t["url"] for t in found if path.startswith(t["url"])), key=len, default="")
    return [{**t, "current": t["url"] == inside} for t in found]
