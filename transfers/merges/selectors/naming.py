"""What rows are called where a steward decides about them. Never what they say: a steward reads no records."""

from functools import cache

from django.db import models

from campus.core.clock import london_date
from learners.models import LearnerRow
from learners.record_kinds import Kind, counted


@cache
def _by_model() -> dict[type[models.Model], Kind]:
    return {kind.model: kind for kind in counted()}


def kind_of(model: type[models.Model]) -> Kind | None:
    return _by_model().get(model)


def kind_named(name: str) -> Kind | None:
    return next((kind for kind in counted() if kind.name == name), None)


def said_of(row: LearnerRow) -> str:
    """When the row was written, by whom and where."""
    who = row.created_by.name if row.created_by else "Nobody by name"
    where = f" at {row.created_at_establishment.short_name}" if row.created_at_establishment else ""
    return f"{london_date(row.created_at):%-d %B %Y}, {who}{where}"
