"""Whether a record is what it was when counted, plus what was written since (transfers-access-security.md 1.5)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from learners.digests import RecordDigest
from learners.record_kinds import Kind, RecordClass, counted

# A write waits for the person's lock and may carry the instant before it waited: longer than any lock is waited for.
MARGIN = dt.timedelta(seconds=60)


@dataclass
class Written:
    """Of one kind: how many rows are surely new, how many may be, and whether any was changed."""

    new: int = 0
    perhaps_new: int = 0
    changed: bool = False


def differences_since(
    learner_id: uuid.UUID, before: Mapping[str, Any], now: RecordDigest, since: dt.datetime
) -> list[dict[str, str]]:
    """What nobody's writing explains: rows that are gone or came by themselves, and kinds that say something else.

    `before` is the summary of the earlier count. What was written or changed since is explained by that; where nothing
    was changed, the other rows must give the earlier digest together. Bindings follow the person, and are not asked.
    """
    found = _written(learner_id, since)
    problems = []
    for name, kind in now.kinds.items():
        earlier = before.get(name)
        if earlier is None or kind.record_class != RecordClass.RECORD:
            continue
        wrote = found.get(name, Written())
        most = len(kind.rows) - wrote.new
        if most < earlier["count"]:
            problems.append({"kind": name, "row": "", "problem": "missing"})
        elif most - wrote.perhaps_new > earlier["count"] and not wrote.changed:
            problems.append({"kind": name, "row": "", "problem": "added"})
        elif wrote == Written() and kind.digest != earlier["digest"]:
            problems.append({"kind": name, "row": "", "problem": "changed"})
    return problems


def _written(learner_id: uuid.UUID, since: dt.datetime) -> dict[str, Written]:
    """What was written into each kind since, by its history, in one query."""
    found: dict[str, Written] = {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"learner": learner_id, "since": since, "margin": since - MARGIN})
        for name, new, perhaps, changed in cursor.fetchall():
            found[name] = Written(new, perhaps, changed)
    return found


@cache
def _statement() -> str:
    kinds = [kind for kind in counted() if kind.record_class == RecordClass.RECORD]
    return "\nUNION ALL\n".join(_of_kind(kind) for kind in kinds)


def _of_kind(kind: Kind) -> str:
    """History sees each row that was written and each change, at the database's own time, whoever wrote."""
    quote = connection.ops.quote_name
    owner = "pgh_obj_id" if kind.learner == "id" else kind.learner
    history = kind.model.history.rel.related_model._meta.db_table  # type: ignore[attr-defined]
    return (
        f"SELECT '{kind.name}', count(*) FILTER (WHERE pgh_label = 'insert' AND pgh_created_at > %(since)s), "  # noqa: S608
        "count(*) FILTER (WHERE pgh_label = 'insert' AND pgh_created_at <= %(since)s), "
        "count(*) FILTER (WHERE pgh_label = 'update') > 0 "
        f"FROM {quote(history)} WHERE {quote(owner)} = %(learner)s AND pgh_created_at > %(margin)s"
    )
