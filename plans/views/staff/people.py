"""The people at a prison: found, filtered, sorted, a page at a time."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from plans.selectors import people
from plans.selectors.people import ALL, MINE, Asked, PeoplePage

SEARCH_MOST = 60


class People(Page):
    """Everybody within reach who fits what was asked for. What was chosen stays in the address."""

    permission = Permission.LEARNER_VIEW
    template_name = "plans/staff/people.html"

    def context(self) -> dict[str, Any]:
        given = self.request.GET
        search = given.get("q", "")[:SEARCH_MOST].strip()
        # A search from another page looks at everybody here, whoever works with them.
        who = given.get("who") or (ALL if search else "")
        asked = Asked(search, who, given.get("plan", ""), given.get("sort", ""), given.get("after", ""))
        found = people.people(self.request.actor, asked, clock.today())
        query = {"q": search, "who": found.who, "plan": found.plan, "sort": found.sort}
        return {
            "found": found, "search": search, "wrong_number": people.wrong_number(search),
            "number_hint": people.NUMBER_HINT, "plans": people.plan_choices(),
            "whose": [(MINE, "Assigned to me"), (ALL, "Everyone here")],
            "following": _address({**query, "after": found.next_after}) if found.next_after else "",
            "first": _address(query) if asked.after else "", "filters": _filters(query, found),
        }  # fmt: skip


def _filters(query: dict[str, str], found: PeoplePage) -> list[tuple[str, str]]:
    """Each chosen filter in words, with the address that takes it off."""
    plans = dict(people.plan_choices())
    words = {"q": f"“{query['q']}”", "plan": plans.get(query["plan"], ""), "who": "Assigned to me"}
    chosen = [name for name in ("q", "plan") if query[name]]
    if found.who == MINE:
        chosen.append("who")
    return [(words[name], _address({**query, name: ALL if name == "who" else ""})) for name in chosen]


def _address(query: dict[str, str]) -> str:
    return f"{reverse('plans:people')}?{urlencode({name: value for name, value in query.items() if value})}"
