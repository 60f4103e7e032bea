"""The sessions of a prison on Today, and the one that is coming for a person on their page."""

import datetime as dt
from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from plans.models import Induction
from plans.rules.sessions import INDUCTION, SessionState
from plans.selectors import changes, review_tasks, schedules, summary
from plans.selectors.caseload import load_of
from plans.selectors.schedules import Session
from plans.selectors.status_words import tag_of

# How heavy each state is among the next steps of a person (a plan that is not agreed: 50).
WEIGHTS = {
    SessionState.OVERDUE: 100, SessionState.DUE: 90, SessionState.ON_HOLD: 60, SessionState.PENDING: 55,
    SessionState.LATER: 20, SessionState.PAUSED: 10,
}  # fmt: skip
CHANGES_SHOWN = 6


def counts(*, actor: Any) -> Card | None:
    """Overdue, due, on hold and waiting at the own prison, each with its list."""
    people = summary.here(actor)
    if people is None:
        return None
    load = load_of(people, actor.user_id)
    return Card("plans/staff/today_counts.html", {
        "counts": summary.summary(people, clock.today()), "line": _line(load.mine),
    })  # fmt: skip


def _line(mine: int) -> str:
    if not mine:
        return ""
    return f"{mine} {'person is' if mine == 1 else 'people are'} assigned to you"


def first(*, actor: Any) -> Card | None:
    """Do these first: the longest overdue, then what is due soonest."""
    people, today = summary.here(actor), clock.today()
    if people is None:
        return None
    rows = summary.first(people, today)
    return Card("plans/staff/today.html", {
        "rows": [{"row": row, "start": start_url(row.kind, row.learner.id, goals_due=row.goals_due)} for row in rows],
        "more": len(rows) == summary.FIRST, "may_start": actor.may(Permission.PLAN_EDIT),
        "next_on": None if rows else summary.summary(people, today).next_on,
    })  # fmt: skip


# --- one person ------------------------------------------------------------------------------------------------------


def _session(learner: Learner) -> Session | None:
    """The session that is coming, read once for all the cards of a page."""
    if not hasattr(learner, "coming_session"):
        learner.coming_session = schedules.next_session(learner.id)  # type: ignore[attr-defined]
    return learner.coming_session  # type: ignore[attr-defined]


def next_for_staff(*, actor: Any, learner: Learner) -> Card | None:
    """The strip: which session comes, how it stands, and its button."""
    session, today = _session(learner), clock.today()
    if session is None or learner.current_establishment_id is None:
        return None
    state = SessionState(session.state(today).replace("_", "-"))
    goals_due = session.is_induction and Induction.objects.filter(learner_id=learner.id).exists()
    may_edit = actor.may(Permission.PLAN_EDIT)
    return Card("plans/staff/session_next.html", {
        "session": session, "state": str(state), "goals_due": goals_due,
        "tag": tag_of(state, session.due_on, session.hold, today),
        **_button(state, session, learner, goals_due=goals_due, may_edit=may_edit),
    }, weight=WEIGHTS[state])  # fmt: skip


def _button(
    state: SessionState, session: Session, learner: Learner, *, goals_due: bool, may_edit: bool
) -> dict[str, str]:  # fmt: skip
    """What the strip's button says and where it leads. None for those who may only read."""
    if not may_edit or state in (SessionState.PENDING, SessionState.PAUSED):
        return {"button": "", "href": ""}
    if state == SessionState.ON_HOLD:
        href = reverse("plans:restart", kwargs={"learner_id": learner.id})
        return {"button": "Restart", "href": href}
    words = "Start induction" if session.is_induction else "Start review"
    words = "Add a goal" if goals_due else words
    return {"button": words, "href": start_url(session.kind, learner.id, goals_due=goals_due)}


def start_url(kind: str, learner_id: object, *, goals_due: bool) -> str:
    """Where a session of this kind begins."""
    name = "plans:start-induction" if kind == INDUCTION else "plans:start-review"
    name = "plans:add-goal" if goals_due else name
    return reverse(name, kwargs={"learner_id": learner_id})


def on_person(*, actor: Any, learner: Learner) -> Card:
    """Next and last session, what changed about their dates, and a warning where somebody leaves unseen."""
    session, today = _session(learner), clock.today()
    last = review_tasks.last_review(learner.id)
    return Card("plans/staff/sessions_card.html", {
        "session": session, "last": last, "changes": changes.changes_of(learner.id)[:CHANGES_SHOWN],
        "state": session.state(today) if session else "", "may_edit": actor.may(Permission.PLAN_EDIT),
        "may_hold": session is not None and _may_hold(session, today),
        "leaves_unseen": review_tasks.leaves_unseen(learner, session, last, today),
    })  # fmt: skip


def _may_hold(session: Session, today: dt.date) -> bool:
    return session.state(today) in ("overdue", "due", "later")
