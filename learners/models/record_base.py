"""The base of every row that belongs to a person, and what the database does for it.

A row is never deleted and a table never emptied, whoever asks, application or not: "delete" elsewhere means a
tombstone. The one way is an approved erasure order, named in the transaction (`learners.erasing`).

When two people turn out to be one, `learner` of each row of the second is the first from then on, so that every page
finds it. `origin` says under whom it was written, and digests speak of that person: a merge changes no digest, and
taking it back is exact. Where a person may have one row only, the other stays as `set_aside`.
"""

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import pghistory
import pgtrigger
from django.db import models

from campus.core.models import Base

Model = TypeVar("Model", bound=type[models.Model])
RowModel = TypeVar("RowModel", bound=models.Model)

# What a merge changes of a row, and nothing else may change of one that is written once.
MERGE_MARKS = frozenset({"learner", "origin", "set_aside"})

# The order must be approved and be about this very person, in whichever of their numbers the row stands now.
_ORDERED = """
    IF EXISTS (
        SELECT 1 FROM learners_erasureorder AS erasure
        JOIN learners_learner AS person ON COALESCE(person.canonical_id, person.id) = erasure.learner_id
        WHERE erasure.id::text = current_setting('campus.erasure_order', true)
        AND erasure.state = 'APPROVED' AND person.id IN (OLD.{owner}{owner_now})
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
"""


def kept(owner: str = "learner_id", *, history_of: str = "") -> pgtrigger.Trigger:
    """No row goes, except by an approved erasure order about the person whose key is in the column `owner`.

    `history_of` is the table whose versions these are: they go before their row does, and a version from when the row
    was somebody else's goes with those of the person whose it is now.
    """
    told = f"SELECT told.{owner} FROM {history_of} AS told WHERE told.id = OLD.pgh_obj_id"  # noqa: S608 (our own names)
    now = f", ({told})" if history_of else ""
    func = _ORDERED.replace("{owner_now}", now).replace("{owner}", owner)
    return pgtrigger.Trigger(name="kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=func)


NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
)  # fmt: skip
KEPT = kept()


def written_once() -> pgtrigger.Trigger:
    """A row that never changes after it is written, but for whose it is when two people turn out to be one."""
    return pgtrigger.Protect(
        name="written_once", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=sorted(MERGE_MARKS))
    )


def tracked(model: Model) -> Model:
    """Keep each version of a row, written by trigger, so that bulk and raw SQL are seen too. Versions are kept too."""
    owner = "id" if model.__name__ == "Learner" else "learner_id"
    unchanged = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="history", db_constraint=False),
        context_field=pghistory.ContextForeignKey(db_constraint=False),
        meta={
            "indexes": [],
            "triggers": [unchanged, kept(owner, history_of=model._meta.db_table), NEVER_EMPTIED],
        },
    )
    return track(model)


class StandingRows(models.Manager[RowModel]):
    """What stands. A row that a merge has set aside is kept and shown apart: pages take it for nothing current."""

    def get_queryset(self) -> "models.QuerySet[RowModel]":
        return super().get_queryset().filter(set_aside=False)


class LearnerRow(Base):
    """A row of somebody's record. The person owns it; a prison or a number never does.

    `objects` leaves out what a merge has set aside, and so do the rows of a parent (`plan.goals`). `everything` and
    digests leave out nothing. A join by name (`plan_rows__status`) knows nothing of managers: name `set_aside` there.
    """

    learner = models.ForeignKey("learners.Learner", on_delete=models.PROTECT, related_name="%(class)s_rows")
    origin = models.ForeignKey(
        "learners.Learner", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    set_aside = models.BooleanField(default=False, db_default=False)

    if not TYPE_CHECKING:  # a model with words of its own has a manager of its own
        objects = StandingRows()
    everything: ClassVar[models.Manager[Any]] = models.Manager()

    VOLATILE = Base.VOLATILE | {"origin", "set_aside"}

    class Meta:
        abstract = True
        triggers = [KEPT, NEVER_EMPTIED]
