"""Which rows of this app are part of a person's record, and which of them stand for a file."""

import uuid
from collections.abc import Callable, Iterable

from jobs.cvs.models import Cv, CvAnswer, CvGrant, CvRendering, CvVersion, Document, PrintRequest
from learners.record_kinds import Kind, RecordClass, never

KINDS = [
    Kind("cv", Cv, RecordClass.RECORD, "CV"),
    Kind("cv_answer", CvAnswer, RecordClass.RECORD, "CV answers"),
    Kind("cv_version", CvVersion, RecordClass.RECORD, "CVs"),
    Kind("cv_rendering", CvRendering, RecordClass.DERIVED, "CV pages"),
    Kind("document", Document, RecordClass.RECORD, "Papers"),
    Kind("print_request", PrintRequest, RecordClass.RECORD, "Things to print"),
]

EXEMPT = {CvGrant: "who may read a CV by name until a date: a way to it, not a part of it"}

# (row id, file name, size in bytes, SHA-256)
KeptFile = tuple[uuid.UUID, str, int, str]


def files_of(learner_id: uuid.UUID | None) -> Iterable[KeptFile]:
    """The files of a person's documents, or of everybody's, for campus.core.files.check."""
    every = Document.everything.order_by("id")
    rows = every if learner_id is None else every.filter(learner_id=learner_id)
    return rows.order_by("id").values_list("id", "file_name", "size", "sha256").iterator()


FILES: list[tuple[str, Callable[[uuid.UUID | None], Iterable[KeptFile]]]] = [("document", files_of)]


def made_of(learner_id: uuid.UUID) -> Iterable[tuple[uuid.UUID, str]]:
    """The files that can be made again: the pages of a person's CVs, as PDF and as pictures."""
    rows = CvRendering.everything.filter(learner_id=learner_id, state="READY").order_by("id")
    return [(one.id, name) for one in rows for name in (one.file_name, *one.pictures)]


# They go with the record so that nothing has to be made again before it can be read.
MADE_FILES = [("cv_rendering", made_of)]
FOR_THE_PERSON = {"cv_rendering": never}
