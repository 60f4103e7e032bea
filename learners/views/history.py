"""A person's history: everything that happened, newest first."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta

from campus.accounts.permissions import Permission
from campus.core import clock
from learners import movement_lines, timeline
from learners.timeline import Asked, Group
from learners.views.staff import PersonPage

# learners-plans-assessments.md 6.1: the filters of the screen.
RECENT_MONTHS = 6
WHEN = [("", "At any time"), ("6m", "In the last 6 months")]


class History(PersonPage):
    permission = Permission.HISTORY_VIEW
    template_name = "learners/staff/history.html"

    def context(self) -> dict[str, Any]:
        asked = self.asked()
        prisons = movement_lines.prisons_of(self.learner.id)
        lines = timeline.read(asked)
        chosen = {"kind": asked.group.name.lower() if asked.group else "", "prison": asked.establishment or ""}
        chosen["when"] = "6m" if asked.since else ""
        query = {name: value for name, value in chosen.items() if value}
        following = f"?{urlencode({**query, 'before': _written(lines.next)})}" if lines.next else ""
        return {
            **super().context(), "lines": lines.rows, "following": following, "chosen": chosen,
            "first": f"?{urlencode(query)}" if asked.before else "", "filtered": bool(query),
            "kinds": [("", "Everything"), *((g.name.lower(), g.value) for g in Group)],
            "prisons": [("", "Any prison"), *((code, self.named(code, name)) for code, name in prisons)], "whens": WHEN,
        }  # fmt: skip

    def named(self, code: str, name: str) -> str:
        return f"{name} (now)" if code == self.learner.current_establishment_id else name

    def asked(self) -> Asked:
        """What the address asks for. Anything that is none of the choices counts as not chosen."""
        said = self.request.GET
        kind = said.get("kind", "").upper()
        since = clock.now() - relativedelta(months=RECENT_MONTHS) if said.get("when") == "6m" else None
        return Asked(
            learner_id=self.learner.id, group=Group[kind] if kind in Group.__members__ else None,
            establishment=said.get("prison", "")[:6].replace("\x00", "") or None, since=since,
            before=_read(said.get("before", "")),
        )  # fmt: skip


def _written(end: tuple[dt.datetime, str]) -> str:
    return f"{end[0].astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{end[1]}"


def _read(text: str) -> tuple[dt.datetime, str] | None:
    at, _, key = text.partition("_")
    try:
        instant, row = dt.datetime.fromisoformat(at), str(uuid.UUID(key))
    except ValueError:
        return None
    return (instant, row) if instant.tzinfo else None
