"""The status of a session in a few words and a colour (screens.md, "Status tags"). Pure: today is handed in."""

import datetime as dt

from campus.core.components import dates
from campus.core.components.marks import TagKind
from plans.rules.schedules import Hold
from plans.rules.sessions import SessionState, is_soon

State = SessionState
PAUSED = "Paused while away"
WAITS = "Waiting for assessments"


def tag_of(state: str, due_on: dt.date | None, hold: Hold | None, today: dt.date) -> tuple[str, TagKind] | None:
    """The words of a tag, and its kind; None for a session that needs nothing yet."""
    if state == State.ON_HOLD:
        return f"On hold: {_lower(hold.label)}" if hold else "On hold", "hold"
    if state == State.PENDING:
        return WAITS, "none"
    if state == State.PAUSED:
        return PAUSED, "hold"
    if state not in (State.OVERDUE, State.DUE) or due_on is None:
        return None
    lateness = dates.lateness(due_on, today=today)
    if state == State.OVERDUE:
        return lateness, "late"
    return f"Due {lateness}", "soon" if is_soon(due_on, today) else "todo"


def words_of(
    state: str, title: str, due_on: dt.date | None, opens_on: dt.date | None, hold: Hold | None, today: dt.date
) -> tuple[str, TagKind | None]:  # fmt: skip
    """The next session in a phrase, and its kind of tag; no kind where nothing is to be done yet."""
    if not state:
        return "None planned", None
    if state == State.PENDING:
        return WAITS, None
    tag = tag_of(state, due_on, hold, today)
    if tag is None:
        when = f"from {dates.table_date(opens_on)}" if opens_on else f"due {dates.table_date(due_on)}"
        return f"{title} {when}", None
    words, kind = tag
    if state == State.OVERDUE:
        return f"{title} {words}", kind
    if state == State.DUE:
        return f"{title} due {dates.table_date(due_on)}", kind
    return words, kind


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
