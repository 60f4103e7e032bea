"""Opening and closing windows on somebody who is elsewhere. Each use is a line of the access log."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import outbox
from campus.core.errors import NotYours
from campus.core.models import written
from learners.models import AccessWindow, Learner
from learners.relations import WindowKind

# How the access log names what was looked at through a window.
LOGGED = {WindowKind.AUTHOR: "after a move", WindowKind.BREAK_GLASS: "emergency"}


@transaction.atomic
def break_glass(
    *, by: Actor, learner_id: uuid.UUID, reason_code: str, reason: str, until: dt.datetime, at: dt.datetime
) -> AccessWindow:
    """Open one record to the actor at once, read only; those who answer for security are told in the same breath."""
    by.check(Permission.BREAK_GLASS)
    place = by.establishment_id
    learner = Learner.objects.select_for_update(no_key=True).filter(id=learner_id, canonical__isnull=True).first()
    if learner is None or place is None:
        raise NotYours(f"emergency on {learner_id}")
    window = AccessWindow.objects.create(
        learner=learner, kind=WindowKind.BREAK_GLASS, user_id=by.user_id, establishment_id=place, starts_at=at,
        ends_at=until, reason_code=reason_code, reason=reason.strip(), **written(by, at),
    )  # fmt: skip
    record(by=by, verb="emergency.opened", subject=window, reason=reason_code, until=until.isoformat())
    outbox.queue(topic="emergency.opened", key=f"emergency:{place}", body={"window": str(window.id)})
    by.memo.pop("windows", None)
    return window


@transaction.atomic
def close(*, by: Actor, window_id: uuid.UUID, at: dt.datetime) -> AccessWindow:
    """The actor needs it no longer."""
    rows = AccessWindow.objects.open(at).filter(id=window_id, user_id=by.user_id, kind=WindowKind.BREAK_GLASS)
    window = rows.select_for_update().first()
    if window is None:
        raise NotYours(f"window {window_id}")
    window.closed_at = at
    window.touch(by, at)
    window.save()
    record(by=by, verb="emergency.closed", subject=window)
    by.memo.pop("windows", None)
    return window


@transaction.atomic
def locked_for_review(*, by: Actor, window_id: uuid.UUID) -> AccessWindow:
    """An emergency that was opened at the reviewer's prison. Inside a transaction. Raises NotYours."""
    by.check(Permission.BREAK_GLASS_REVIEW)
    rows = AccessWindow.objects.select_for_update().filter(
        id=window_id, kind=WindowKind.BREAK_GLASS,
        establishment_id__in=by.establishments_with(Permission.BREAK_GLASS_REVIEW),
    )  # fmt: skip
    found = rows.first()
    if found is None:
        raise NotYours(f"window {window_id}")
    return found


@transaction.atomic
def reviewed(*, by: Actor, window: AccessWindow, outcome: str, words: str, at: dt.datetime) -> AccessWindow:
    """What the one who answers for security found. The rules were asked by the caller, who holds the lock."""
    window.reviewed_at, window.reviewed_by, window.review, window.review_outcome = at, by.user, words.strip(), outcome
    window.touch(by, at)
    window.save()
    record(by=by, verb="emergency.reviewed", subject=window, outcome=outcome)
    return window


def through(by: Actor, learner: Learner) -> AccessWindow | None:
    """The window by which the actor sees this person, if that is how: for the banner, and for the access log."""
    if learner.current_establishment_id in by.establishments_with(Permission.LEARNER_VIEW):
        return None
    if by.late_for == learner.id:
        return None  # a form that was opened before the window was
    if by.may_anywhere(Permission.LEARNER_VIEW) or learner.id not in AccessWindow.objects.opened_to(by):
        return None
    rows = AccessWindow.objects.filter(learner=learner, user_id=by.user_id, closed_at__isnull=True)
    return rows.order_by("-starts_at").first()
