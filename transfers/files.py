"""The files of a person's record, read as they are stored."""

import importlib
import uuid
from typing import Any

from django.apps import apps

from campus.core import files


def problems_of(learner_id: uuid.UUID) -> list[dict[str, Any]]:
    """Each file that is gone, short or changed, by kind and row. Apps name their files in `record.py`, as FILES."""
    found = []
    for kind, list_files in sources():
        for row_id, name, size, sha256 in list_files(learner_id):
            problem = files.check(name, size, sha256)
            if problem:
                found.append({"kind": kind, "row": str(row_id), "problem": "file", "says": problem})
    return found


def sources() -> list[tuple[str, Any]]:
    """Each kind of row that has files, with what lists them: of one person, or of everybody for None."""
    found: list[tuple[str, Any]] = []
    for app in apps.get_app_configs():
        try:
            module = importlib.import_module(f"{app.name}.record")
        except ModuleNotFoundError:
            continue
        found += getattr(module, "FILES", [])
    return found
