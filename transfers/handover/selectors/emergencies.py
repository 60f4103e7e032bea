"""Questions about emergencies: mine that are open, and all of a prison, reviewed or not."""

import datetime as dt
import uuid

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit import selectors as audit
from campus.audit.models import Viewing
from learners.models import AccessWindow
from learners.relations import WindowKind

PAGE_SIZE = 50


def _here(actor: Actor) -> object:
    codes = actor.establishments_with(Permission.BREAK_GLASS_REVIEW)
    return AccessWindow.objects.filter(kind=WindowKind.BREAK_GLASS, establishment_id__in=codes)


def open_of(actor: Actor, at: dt.datetime) -> list[AccessWindow]:
    rows = AccessWindow.objects.open(at).filter(user_id=actor.user_id, kind=WindowKind.BREAK_GLASS)
    return list(rows.select_related("learner").order_by("ends_at"))


def to_review(actor: Actor) -> list[AccessWindow]:
    """Those that nobody has looked at yet, the oldest first."""
    rows = _here(actor).filter(reviewed_at__isnull=True)  # type: ignore[attr-defined]
    return list(rows.select_related("learner", "user").order_by("starts_at", "id")[:PAGE_SIZE])


def reviewed(actor: Actor) -> list[AccessWindow]:
    rows = _here(actor).filter(reviewed_at__isnull=False)  # type: ignore[attr-defined]
    return list(rows.select_related("learner", "user", "reviewed_by").order_by("-starts_at", "-id")[:PAGE_SIZE])


def waiting_count(actor: Actor) -> int:
    return _here(actor).filter(reviewed_at__isnull=True).count()  # type: ignore[attr-defined]


def one(actor: Actor, window_id: uuid.UUID) -> AccessWindow | None:
    rows = _here(actor).select_related("learner", "user", "reviewed_by")  # type: ignore[attr-defined]
    return rows.filter(id=window_id).first()


def looked_at(window: AccessWindow) -> list[Viewing]:
    """The pages that were opened while the window was."""
    if window.user_id is None:
        return []
    until = window.closed_at or window.ends_at
    return audit.looked_at(learner_id=window.learner_id, user_id=window.user_id, since=window.starts_at, until=until)
