from typing import Any

from django.urls import reverse

from campus.core import cards as places
from campus.core.audiences import STAFF
from campus.core.navigation import register
from learners import timeline
from transfers.merges import cards
from transfers.merges.selectors import lists
from transfers.merges.selectors.lines import merge_lines

TABS = (
    ("Merges", "merges:merges", "merge.view", None),
    ("Requests", "merges:requests", "merge.ask", lambda: lists.open_requests().count()),
    ("To be allocated", "merges:allocations", "merge.decide", lambda: lists.waiting_allocations().count()),
    ("Questions", "merges:questions", "merge.ask", lambda: lists.open_tasks().count()),
    ("Wrong person", "merges:wrong-person", "merge.ask", None),
)


def tabs_of(actor: Any, path: str) -> list[dict[str, Any]]:
    """The pages about who is who that this actor may open, with what waits in each."""
    found = []
    for label, name, permission, count in TABS:
        if actor.may(permission):
            url = reverse(name)
            found.append({"label": label, "url": url, "current": url == path, "count": count() if count else 0})
    return found


def _waiting(actor: Any) -> int:
    return lists.waiting() if actor.may("merge.ask") else 0


register(
    audience=STAFF, order=36, label="Merges", url_name="merges:merges", permission="merge.view", count=_waiting
)  # fmt: skip
places.register(places.PERSON, order=90, build=cards.on_person, permission="learner.view")
timeline.merge(merge_lines)
