"""What courses show on pages that other apps own."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus.core import clock
from campus.core.cards import Card
from campus.core.months import add_months
from learners.models import Learner
from plans.courses import rules, selectors

FIRST = 6


def since(today: dt.date) -> dt.date:
    """The first day of what counts as recent: the same day some months ago, or the last of that month."""
    return add_months(today, -rules.RECENT_MONTHS)


def on_education(*, actor: Any, learner: Learner) -> Card:
    """Courses that are open or of the last 12 months, and behind a fold all of them by state."""
    views = selectors.education_of(learner.id)
    first = since(clock.today())
    recent = [v for v in views if v.enrolment.ended_on is None or v.enrolment.ended_on >= first]
    older = [v for v in views if v not in recent]
    by_state = [
        (label, [v for v in older if v.enrolment.status == code]) for code, label in rules.STATUS_LABELS.items()
    ]
    return Card(
        "courses/staff/card.html",
        {
            "learner": learner, "recent": recent, "older": [(label, rows) for label, rows in by_state if rows],
            "months": rules.RECENT_MONTHS, "may_enrol": actor.may("course.manage"),
        },
    )  # fmt: skip


def on_today(*, actor: Any) -> Card | None:
    """People who asked for a course at the tablet."""
    code = actor.establishment_id
    if code is None:
        return None
    rows = list(selectors.waiting_at(code)[: FIRST + 1])
    return Card("courses/staff/today.html", {"requests": rows[:FIRST], "more": len(rows) > FIRST}) if rows else None


def tile(*, actor: Any, learner: Learner) -> Card:
    count = len(selectors.in_progress(learner.id))
    state = (
        ngettext("You do %(count)d course", "You do %(count)d courses", count) % {"count": count}
        if count
        else _("See what is on here")
    )
    return Card(
        "learners/kiosk/tile.html",
        {"icon": "courses", "label": _("Courses"), "url_name": "courses:courses", "state": state},
    )
