"""Moving to history, bringing back, and deleting with a reason. Nothing leaves the database."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours
from learners import timeline
from learners.access import reaches, writable
from plans.needs.actions import screeners
from plans.needs.actions.standing import settle
from plans.needs.models import NeedItem, Screener
from plans.needs.rules import recording as rules
from plans.needs.rules.codes import DeletionReason
from plans.needs.rules.recording import ItemKind
from plans.needs.selectors import MODELS


@transaction.atomic
def archive(*, by: Actor, kind: ItemKind, item_id: uuid.UUID, reason: str, at: dt.datetime) -> NeedItem:
    """Move an item to history, with why."""
    item = held(by, kind, item_id)
    rules.check_may_archive(archived=item.is_archived, from_screener=_is_of_screener(kind, item))
    item.archive_reason = rules.check_archive_reason(reason)
    item.archived_at, item.archived_by = at, by.user
    return _saved(item, kind, "archived", by, at)


@transaction.atomic
def restore(*, by: Actor, kind: ItemKind, item_id: uuid.UUID, at: dt.datetime) -> NeedItem:
    """Bring an item back from history."""
    item = held(by, kind, item_id)
    rules.check_may_restore(archived=item.is_archived, from_screener=_is_of_screener(kind, item))
    item.archived_at, item.archived_by, item.archive_reason = None, None, ""
    return _saved(item, kind, "restored", by, at)


@transaction.atomic
def delete(*, by: Actor, kind: ItemKind, item_id: uuid.UUID, reason: str, at: dt.datetime) -> NeedItem:
    """Delete an item: a tombstone with who, when and why. A screener goes with all that it found, and the one before
    it comes back."""
    item = held(by, kind, item_id)
    rules.check_may_delete(from_screener=item.is_from_screener)
    because = rules.check_deletion_reason(reason)
    bury(item, because, by, at)
    if isinstance(item, Screener):
        screeners.bury_findings(item, because, by, at)
        screeners.bring_back_previous(item.learner_id, by, at)
    record(by=by, verb=f"{rules.NOUNS[kind]}.deleted", subject=item, reason=because)
    timeline.note(f"{rules.LINES[kind]}_DELETED", learner=item.learner, by=by, at=at, subject=item)
    settle(item.learner, by=by, at=at)
    return item


def bury(item: NeedItem, because: DeletionReason, by: Actor, at: dt.datetime) -> None:
    item.deleted_at, item.deleted_by, item.deletion_reason = at, by.user, because
    item.touch(by, at)
    item.save()


def held(by: Actor, kind: ItemKind, item_id: uuid.UUID) -> Any:
    """The item under the person's lock, for somebody who may edit needs. Conditions are for those who may see them."""
    model = MODELS[kind]
    learner_id = model.objects.kept().filter(id=item_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours(kind)
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    if kind == ItemKind.CONDITION and not reaches(by, learner, Permission.NEED_VIEW_DIAGNOSIS):
        raise NotYours(kind)
    item = model.objects.kept().filter(id=item_id).select_related("learner").first()
    if item is None:
        raise NotYours(kind)
    return item


def _is_of_screener(kind: ItemKind, item: NeedItem) -> bool:
    return kind == ItemKind.SCREENER or item.is_from_screener


def _saved(item: NeedItem, kind: ItemKind, what: str, by: Actor, at: dt.datetime) -> NeedItem:
    item.touch(by, at)
    item.save()
    record(by=by, verb=f"{rules.NOUNS[kind]}.{what}", subject=item)
    timeline.note(f"{rules.LINES[kind]}_{what.upper()}", learner=item.learner, by=by, at=at, subject=item)
    settle(item.learner, by=by, at=at)
    return item
