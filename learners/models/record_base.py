"""The base of every row that belongs to a person, and what the database does for it."""

from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

from campus.core.models import Base

Model = TypeVar("Model", bound=type[models.Model])

# A record row is never deleted: "delete" elsewhere means a tombstone. The database refuses it, whoever asks.
KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)


def tracked(model: Model) -> Model:
    """Keep each version of a row, written by trigger, so that bulk and raw SQL are seen too."""
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="history", db_constraint=False),
        context_field=pghistory.ContextForeignKey(db_constraint=False),
        meta={"indexes": []},
    )
    return track(model)


class LearnerRow(Base):
    """A row of somebody's record. The person owns it; a prison or a number never does."""

    learner = models.ForeignKey("learners.Learner", on_delete=models.PROTECT, related_name="%(class)s_rows")

    class Meta:
        abstract = True
        triggers = [KEPT]
