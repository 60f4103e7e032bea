"""The sessions of one prison: how many are overdue, due, on hold or waiting, and who they are."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.components import dates
from learners.models import Learner
from learners.models.identity import LearnerQuerySet
from plans.rules.sessions import INDUCTION, LISTED, TO_HOLD, SessionState
from plans.rules.windows import ReviewType
from plans.selectors import keyset
from plans.selectors.schedules import TITLES
from plans.selectors.sessions import Annotated, Row, rows_of, with_session

PAGE_SIZE = 50
FIRST = 6
KINDS = (INDUCTION, *ReviewType)
# What the date of a list is: when a session is due or, where it is not, since when that is so.
DATES = {
    SessionState.OVERDUE: ("Due by", "session_due_on"),
    SessionState.DUE: ("Due by", "session_due_on"),
    SessionState.ON_HOLD: ("On hold since", "session_since"),
    SessionState.PENDING: ("Waiting since", "session_since"),
}
CSV_HEAD = ("Name", "Prison number", "Cell", "Release date", "Session", "Due by", "Since", "Status", "Words")


@dataclass(frozen=True)
class Summary:
    """How many sessions of each kind a prison has, and when the next one is due that is not listed yet."""

    overdue: int
    due: int
    on_hold: int
    pending: int
    next_on: dt.date | None = None

    def of(self, state: str) -> int:
        return {
            SessionState.OVERDUE: self.overdue, SessionState.DUE: self.due, SessionState.ON_HOLD: self.on_hold,
            SessionState.PENDING: self.pending,
        }[SessionState(state)]  # fmt: skip

    @property
    def to_hold(self) -> int:
        return self.overdue + self.due


@dataclass(frozen=True)
class SessionPage:
    rows: list[Row]
    next_after: str
    sort: str
    kind: str


def here(actor: Actor) -> LearnerQuerySet | None:
    """The people whose sessions this actor may see: those at the own prison. None where there is no own prison."""
    code = actor.establishment_id
    if code is None:
        return None
    return Learner.objects.visible_to(actor, Permission.PLAN_VIEW).placed_at(code)


def summary(rows: LearnerQuerySet, today: dt.date) -> Summary:
    """The four counts, in one statement: grouped by state, so that the state is worked out once a person."""
    groups = with_session(rows, today).order_by().values("session_state")
    found = {row["session_state"]: row for row in groups.annotate(people=Count("id"), next_on=Min("session_due_on"))}
    overdue, due, on_hold, pending = (found.get(str(state), {}).get("people", 0) for state in LISTED)
    return Summary(overdue, due, on_hold, pending, found.get(str(SessionState.LATER), {}).get("next_on"))


def first(rows: LearnerQuerySet, today: dt.date) -> list[Row]:
    """What to do first: the longest overdue, then what is due soonest."""
    due = with_session(rows, today).filter(session_state__in=TO_HOLD)
    return rows_of(due.with_prison_number().order_by("session_due_on", "id")[:FIRST], today)


def sessions(
    rows: LearnerQuerySet, *, state: SessionState, today: dt.date, kind: str = "", sort: str = "", after: str = ""
) -> SessionPage:  # fmt: skip
    """A page of the sessions of one state, filtered by kind, sorted by name, release date or the date of the list."""
    kept = kind if kind in KINDS else ""
    chosen = keyset.sort_of(sort, _columns(state), "due")
    found = keyset.page(
        _listed(rows, state, kept, today), chosen, after, size=PAGE_SIZE, within=rows
    )  # fmt: skip
    return SessionPage(rows_of(found.rows, today), found.next_after, chosen.said, kept)


def _columns(state: SessionState) -> dict[str, str | None]:
    return {"due": DATES[state][1], "name": None, "release": "release_on"}


def _listed(rows: LearnerQuerySet, state: SessionState, kind: str, today: dt.date) -> Annotated:
    found = with_session(rows, today).filter(session_state=state)
    if kind:
        found = found.filter(session_kind=kind)
    return found.with_prison_number()


def as_csv(
    rows: LearnerQuerySet, *, state: SessionState, today: dt.date, kind: str = "", sort: str = ""
) -> tuple[str, int]:  # fmt: skip
    """The whole list as a file, and how many people are in it."""
    chosen = keyset.sort_of(sort, _columns(state), "due")
    found = rows_of(keyset.ordered(_listed(rows, state, kind if kind in KINDS else "", today), chosen), today)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(CSV_HEAD)
    writer.writerows([_plain(cell) for cell in _cells(row)] for row in found)
    return file.getvalue(), len(found)


def _cells(row: Row) -> Iterator[Any]:
    person, tag = row.learner, row.tag
    listed = row.state in TO_HOLD
    yield from (person.list_name, person.prison_number, person.cell, _iso(person.release_on), row.title)
    yield from (_iso(row.due_on) if listed else "", "" if listed else _iso(row.since))
    yield from (tag[0] if tag else "", row.words)


def _iso(on: dt.date | None) -> str:
    return on.isoformat() if on else dates.table_date(None)


def _plain(cell: Any) -> str:
    """A spreadsheet takes a cell that begins so for a sum to be worked out."""
    text = str(cell or "")
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def kinds() -> list[tuple[str, str]]:
    return [(kind, TITLES[kind]) for kind in KINDS]


def is_listed(state: str) -> bool:
    return state in LISTED
