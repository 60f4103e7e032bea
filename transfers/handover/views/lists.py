"""The lists of hand-over, each a tab of Transfers."""

from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from transfers.handover import rules
from transfers.handover.selectors import expected, late, measures, queues


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The tabs of Transfers that this actor has a use for."""
    here = bool(actor.establishment_id)
    wanted = [
        ("handover:arrived", "Arrived", True, queues.waiting_count(actor)),
        ("handover:expected", "Expected", here and settings.CAMPUS_EXPECTED_SUMMARY, 0),
        ("handover:left", "Left here", here, 0),
        ("handover:late", "Late notes", actor.may(Permission.LATE_DECIDE), late.waiting_count(actor)),
        ("handover:late-mine", "Passed on by me", here, late.news_for_author(actor)),
        ("handover:accepted", "How fast", True, 0),
    ]
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": count}
        for name, label, shown, count in wanted if shown
    ]  # fmt: skip


def further(asked: QueryDict, after: str) -> str:
    """The address of another page of the same list, or of its beginning; nothing where a list ends."""
    query = asked.copy()
    query["after"] = after
    if not after:
        del query["after"]
    return f"?{query.urlencode()}" if after or asked.get("after") else ""


class OfTransfers(Page, abstract=True):
    """A list with the tabs above it."""

    tab = ""

    def context(self) -> dict[str, Any]:
        return {**super().context(), "tabs": tabs(self.request.actor, self.tab), "today": clock.today()}


class Arrived(OfTransfers):
    """Who came and is not accepted yet, whoever came first on top."""

    permission = Permission.TRANSFER_VIEW
    template_name = "handover/staff/arrived.html"
    tab = "handover:arrived"

    def context(self) -> dict[str, Any]:
        asked, actor = self.request.GET, self.request.actor
        who = asked.get("who", queues.ALL)
        sort = asked.get("sort", "need")
        page = queues.arrivals(
            actor, who=who, sort=sort, after=asked.get("after", ""), prison=asked.get("prison", ""),
            today=clock.today(),
        )  # fmt: skip
        return {
            **super().context(), "page": page, "who": who, "sort": sort, "filters": list(queues.FILTERS),
            "days": queues.accept_days(), "may_accept": actor.may(Permission.TRANSFER_ACCEPT),
            "orders": list(queues.ORDERS), "following": further(asked, page.next_after) if page.next_after else "",
            "first": further(asked, "") if asked.get("after") else "",
            "last": None if page.rows else queues.last_accepted(actor), "prison": asked.get("prison", ""),
            "everywhere": actor.establishment_id is None,
            "prisons": queues.prisons() if actor.establishment_id is None else [],
        }  # fmt: skip


class Left(OfTransfers):
    """Who left, and whether the next prison has a note that somebody wrote."""

    permission = Permission.TRANSFER_VIEW
    template_name = "handover/staff/left.html"
    tab = "handover:left"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        page = queues.left(actor, after=self.request.GET.get("after", ""), at=clock.now())
        asked = self.request.GET
        return {
            **super().context(), "page": page, "may_write": actor.may(Permission.HANDOVER_EDIT),
            "following": further(asked, page.next_after) if page.next_after else "",
            "first": further(asked, "") if asked.get("after") else "",
        }  # fmt: skip


class Accepted(OfTransfers):
    """The published measure. Counts alone: no name is on it."""

    permission = Permission.TRANSFER_VIEW
    template_name = "handover/staff/accepted.html"
    tab = "handover:accepted"

    def context(self) -> dict[str, Any]:
        measured = measures.acceptance(clock.today())
        mine = [one for one in measured.prisons if one.code == self.request.actor.establishment_id]
        return {
            **super().context(), "measured": measured, "shown": [*mine, measured.everywhere],
            "table": [measured.everywhere, *measured.prisons], "days": rules.MEASURED_WORKING_DAYS,
            "smallest": rules.SMALLEST_SHOWN,
        }  # fmt: skip


class Expected(OfTransfers):
    """Who is expected. The card of each says what reception needs, and nothing else."""

    permission = Permission.HANDOVER_VIEW
    template_name = "handover/staff/expected.html"
    tab = "handover:expected"

    def allowed(self, request: Any) -> bool:
        return super().allowed(request) and settings.CAMPUS_EXPECTED_SUMMARY

    def context(self) -> dict[str, Any]:
        return {**super().context(), "cases": expected.expected_at(self.request.actor, clock.today())}
