"""How other apps write to the audit. Nothing else writes to it, and product pages never read it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from campus.audit.models import Event, Viewing
from campus.core import clock
from campus.core.models import Author


@dataclass(frozen=True)
class Writer:
    """Whose words somebody else's act is about to save."""

    user_id: uuid.UUID
    name: str


_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)


@contextmanager
def in_the_words_of(writer: Writer) -> Iterator[None]:
    """Both names stay: whoever acts inside is named as always, and beside them whoever wrote what is saved."""
    token = _writer.set(writer)
    try:
        yield
    finally:
        _writer.reset(token)


def writer() -> Writer | None:
    return _writer.get()


def record(*, by: Author, verb: str, subject: models.Model, **details: Any) -> Event:
    """Write who did what, inside the transaction of the act. There is no anonymous act: `by` must be somebody."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb} must be recorded in the transaction of the act")
    wrote = writer()
    if wrote is not None:
        details["written_by"] = str(wrote.user_id)
    return Event.objects.create(
        at=clock.now(),
        by_id=by.user_id,
        establishment_id=by.establishment_id,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        learner_id=_learner_of(subject),
        details=details,
    )


def viewed(*, by: Author, learner_id: uuid.UUID, page: str) -> None:
    """Write that somebody opened a page about a person. If this cannot be written, the page is not shown."""
    Viewing.objects.create(
        at=clock.now(), by_id=by.user_id, establishment_id=by.establishment_id, learner_id=learner_id, page=page
    )


def _learner_of(subject: models.Model) -> uuid.UUID | None:
    if subject._meta.label_lower == "learners.learner":
        return subject.pk
    return getattr(subject, "learner_id", None)
