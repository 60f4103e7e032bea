"""Which rows of this app are part of a person's record."""

import uuid
from collections.abc import Callable, Iterable

from learners.record_kinds import Kind, RecordClass, never
from transfers.packages.models import (
    AccessCase,
    AccessItem,
    AccessSection,
    CarriedRow,
    PackageCase,
    ReceivedPackage,
    ReceivedRow,
)

KINDS = [
    Kind("carried_row", CarriedRow, RecordClass.RECORD, "Things from another place"),
]

EXEMPT = {
    PackageCase: "a copy of the record on its way to somebody, not the record",
    ReceivedPackage: "what was sent to us about the person: what was taken in of it is the record",
    ReceivedRow: "where a row of the record came from",
    AccessCase: "the answer to a person who asked what is held about them",
    AccessSection: "a part of that answer, copied from the record",
    AccessItem: "what a reviewer decided about a part of that answer",
}

# (row id, file name, size in bytes, SHA-256)
KeptFile = tuple[uuid.UUID, str, int, str]


def files_of(learner_id: uuid.UUID | None) -> Iterable[KeptFile]:
    """The files of a person's carried rows, or of everybody's, for campus.core.files.check."""
    rows = CarriedRow.everything.exclude(files=[]).order_by("id")
    if learner_id is not None:
        rows = rows.filter(learner_id=learner_id)
    return [(row.id, file["name"], file["size"], file["sha256"]) for row in rows.iterator() for file in row.files]


FILES: list[tuple[str, Callable[[uuid.UUID | None], Iterable[KeptFile]]]] = [("carried_row", files_of)]

# What another place sent, in words that this campus does not know, may hold what is kept among staff there.
FOR_THE_PERSON = {"carried_row": never}
