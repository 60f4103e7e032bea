"""The sessions of a prison that are overdue, due, on hold or waiting: as a page, and as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.views import Page
from plans.actions import caseload
from plans.rules.sessions import LISTED, SessionState
from plans.selectors import summary

LABELS = {
    SessionState.OVERDUE: "Overdue", SessionState.DUE: "Due", SessionState.ON_HOLD: "On hold",
    SessionState.PENDING: "Waiting for assessments",
}  # fmt: skip
EMPTY = {
    SessionState.OVERDUE: "Nothing is overdue.", SessionState.DUE: "Nothing is due now.",
    SessionState.ON_HOLD: "Nothing is on hold.", SessionState.PENDING: "Nobody waits for assessments.",
}  # fmt: skip


class OfPrison(Page, abstract=True):
    """A list of one state at the own prison. Who has no prison of their own has no such list."""

    permission = Permission.PLAN_VIEW

    def prepare(self) -> None:
        state, people = self.kwargs["state"], summary.here(self.request.actor)
        if people is None or not summary.is_listed(state):
            raise Http404
        self.state, self.people = SessionState(state), people


class Sessions(OfPrison):
    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/sessions.html"

    def context(self) -> dict[str, Any]:
        asked, today = self.request.GET, clock.today()
        found = summary.sessions(
            self.people, state=self.state, today=today, kind=asked.get("type", ""), sort=asked.get("sort", ""),
            after=asked.get("after", ""),
        )  # fmt: skip
        counts = summary.summary(self.people, today)
        query = {"type": found.kind, "sort": found.sort}
        return {
            "state": self.state, "title": LABELS[self.state], "found": found, "counts": counts,
            "count": counts.of(self.state), "empty": EMPTY[self.state], "tabs": self._tabs(counts),
            "date_label": summary.DATES[self.state][0], "kinds": [("", "All sessions"), *summary.kinds()],
            "following": _query({**query, "after": found.next_after}) if found.next_after else "",
            "first": _query(query) if asked.get("after") else "", "csv_query": _query(query),
        }  # fmt: skip

    def _tabs(self, counts: summary.Summary) -> list[dict[str, Any]]:
        return [
            {"label": LABELS[state], "url": reverse("plans:sessions", kwargs={"state": str(state)}),
             "count": counts.of(state), "current": state == self.state}
            for state in LISTED
        ]  # fmt: skip


class SessionsCsv(OfPrison):
    """The whole list as a file for a spreadsheet. Taking it is written down."""

    permission = Permission.PLAN_VIEW
    http_method_names = ["get", "head"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, today = request.GET, clock.today()
        text, people = summary.as_csv(
            self.people, state=self.state, today=today, kind=asked.get("type", ""), sort=asked.get("sort", "")
        )
        caseload.downloaded(by=request.actor, state=str(self.state), people=people)
        name = f"sessions-{self.state}-{request.actor.establishment_id}-{today.isoformat()}.csv"
        return HttpResponse(
            text, content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )  # fmt: skip


def _query(values: dict[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in values.items() if value})}"
