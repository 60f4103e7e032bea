"""Screeners: a new one sends the one before to history with what it found; deleting it brings that back."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans.needs.actions.standing import settle
from plans.needs.models import Challenge, NeedItem, Screener, Strength
from plans.needs.rules import recording as rules
from plans.needs.rules.codes import DeletionReason

REPLACED = "Replaced by a newer screener"


@transaction.atomic
def add_screener(
    *, by: Actor, learner_id: uuid.UUID, on: dt.date, challenges: Sequence[str], strengths: Sequence[str],
    at: dt.datetime,
) -> Screener:  # fmt: skip
    """Key in a screener. Only what the screener before it found goes to history; what was written by hand stays."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_RECORD)
    current = Screener.objects.in_use().filter(learner=learner).first()
    rules.check_screener(
        on=on, today=clock.london_date(at), challenges=challenges, strengths=strengths,
        current_on=current.screened_on if current else None,
    )  # fmt: skip
    if current:
        for item in (current, *findings(current)):
            item.archived_at, item.archived_by, item.archive_reason = at, by.user, REPLACED
            _save(item, by, at)
    screener = Screener.objects.create(learner=learner, screened_on=on, **written(by, at))
    for model, codes in ((Challenge, challenges), (Strength, strengths)):
        for code in dict.fromkeys(codes):
            model.objects.create(learner=learner, screener=screener, code=code, **written(by, at))
    record(by=by, verb="screener.added", subject=screener)
    timeline.note("ALN_SCREENER_ADDED", learner=learner, by=by, at=at, subject=screener)
    settle(learner, by=by, at=at)
    return screener


def findings(screener: Screener) -> Iterator[NeedItem]:
    """What a screener found and is not deleted."""
    yield from Challenge.objects.kept().filter(screener=screener)
    yield from Strength.objects.kept().filter(screener=screener)


def bury_findings(screener: Screener, because: DeletionReason, by: Actor, at: dt.datetime) -> None:
    for item in findings(screener):
        item.deleted_at, item.deleted_by, item.deletion_reason = at, by.user, because
        _save(item, by, at)


def bring_back_previous(learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> None:
    """Make the latest screener that is left the current one, unless there is a current one."""
    rows = Screener.objects.kept().filter(learner_id=learner_id)
    if rows.in_use().exists():
        return
    previous = rows.order_by("-screened_on", "-created_at", "-id").first()
    if previous:
        for item in (previous, *findings(previous)):
            item.archived_at, item.archived_by, item.archive_reason = None, None, ""
            _save(item, by, at)


def _save(item: NeedItem, by: Actor, at: dt.datetime) -> None:
    item.touch(by, at)
    item.save()
