"""Merges as lines of a person's history. They are read from cases: a merge writes no row of the record."""

import datetime as dt

from django.db.models import Q

from learners.timeline import Asked, Group, Line, fits
from transfers.merges.models import MergeCase
from transfers.merges.rules import MergeState


def merge_lines(asked: Asked) -> list[Line]:
    """That records were joined, and that they were parted again. Somebody has a few at most."""
    if asked.group not in (None, Group.MOVEMENTS):
        return []
    concerned = Q(survivor_id=asked.learner_id) | Q(removed_id=asked.learner_id)
    concerned |= Q(removed__canonical_id=asked.learner_id)
    lines: list[Line] = []
    for case in MergeCase.objects.filter(concerned, state__in=[MergeState.MERGED, MergeState.UNDONE]).distinct():
        both = (case.removed_number, case.survivor_number)
        if case.merged_at:
            lines.append(_line(case, case.merged_at, "Two records were joined", " into ".join(both), "MERGE"))
        if case.undone_at:
            lines.append(_line(case, case.undone_at, "Two records were parted", " and ".join(both), "UNMERGE"))
    lines.sort(key=lambda line: (line.at, line.key), reverse=True)
    return [line for line in lines if fits(line, asked)][: asked.fetch + 1]


def _line(case: MergeCase, at: dt.datetime, title: str, words: str, code: str) -> Line:
    return Line(at, title, words, Group.MOVEMENTS, code=code, key=str(case.id))
