"""R4: every file of the record is in the store, as long as it was; each is read whole once in twenty nights."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from campus.core import files
from transfers.files import sources
from transfers.proof.rules import FILES_PARTS, FINDINGS_KEPT, CheckId, Finding, Outcome, part_of_files, together

ListFiles = Callable[[Any], Iterable[tuple[Any, str, int, str]]]


def check(today: dt.date) -> Outcome:
    return together(CheckId.FILES, [_of_kind(kind, list_files, today) for kind, list_files in sources()])


def _of_kind(kind: str, list_files: ListFiles, today: dt.date) -> Outcome:
    expected = read = wrong = errored = 0
    found: list[Finding] = []
    for row_id, name, size, sha256 in list_files(None):
        expected += 1
        whole = part_of_files(row_id.int, FILES_PARTS, today)
        try:
            problem = files.check(name, size, sha256) if whole else files.glance(name, size)
        except Exception:  # a store that cannot be asked is a failed reading, not a pass; the next file may be read
            errored += 1
            continue
        read += 1
        if problem:
            wrong += 1
            found.append(Finding(kind, str(row_id), problem))
    return Outcome(CheckId.FILES, expected, read, wrong, errored, tuple(found[:FINDINGS_KEPT]))
