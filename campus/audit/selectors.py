"""The investigator's questions: what was done to whom, by whom, and who looked."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from campus.audit.models import Event, Viewing

PAGE_SIZE = 50


def events(*, learner_id: uuid.UUID | None, user_id: uuid.UUID | None, before: str = "") -> Sequence[Event]:
    """A page of acts, newest first."""
    return _page(Event.objects.select_related("by", "establishment"), learner_id, user_id, before)


def viewings(
    *, learner_id: uuid.UUID | None, user_id: uuid.UUID | None, at_establishment: str | None, before: str = ""
) -> Sequence[Viewing]:
    """A page of viewings, newest first. A security lead sees those made at the own prison."""
    rows = Viewing.objects.select_related("by", "establishment")
    if at_establishment:
        rows = rows.filter(establishment_id=at_establishment)
    return _page(rows, learner_id, user_id, before)


def _page(rows: QuerySet[Any], learner_id: uuid.UUID | None, user_id: uuid.UUID | None, before: str) -> Sequence[Any]:
    if learner_id:
        rows = rows.filter(learner_id=learner_id)
    if user_id:
        rows = rows.filter(by_id=user_id)
    with contextlib.suppress(ValueError):
        rows = rows.filter(id__lt=uuid.UUID(before))
    return list(rows.order_by("-id")[:PAGE_SIZE])


def key_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None


def looked_at(*, learner_id: uuid.UUID, user_id: uuid.UUID, since: dt.datetime, until: dt.datetime) -> list[Viewing]:
    """Which pages about somebody a user opened between two instants, in their order."""
    rows = Viewing.objects.filter(learner_id=learner_id, by_id=user_id, at__gte=since, at__lte=until)
    return list(rows.order_by("id")[:PAGE_SIZE])
