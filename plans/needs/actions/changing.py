"""Changing the words of an item that exists. The version before is kept by the database."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core.errors import StaleEdit
from learners import timeline
from plans.needs.actions.removing import held
from plans.needs.models import NeedItem
from plans.needs.rules import recording as rules
from plans.needs.rules.recording import ItemKind


@transaction.atomic
def change_condition(
    *, by: Actor, item_id: uuid.UUID, name: str, details: str, lock_version: int, at: dt.datetime
) -> NeedItem:
    """Change what is said of a condition. Which one it is stays: another one is another row."""
    item = held(by, ItemKind.CONDITION, item_id)
    _check(item, lock_version, {"name": item.name, "details": item.details})
    rules.check_condition(code=item.code, source=item.source, name=name)
    item.name = rules.check_length(name, field="name", most=rules.NAME_MOST)
    item.details = rules.check_length(details, field="details")
    return _changed(item, ItemKind.CONDITION, by, at)


@transaction.atomic
def change_skill(
    *, by: Actor, kind: ItemKind, item_id: uuid.UUID, symptoms: str, how: Sequence[str], how_other: str,
    lock_version: int, at: dt.datetime,
) -> NeedItem:  # fmt: skip
    """Change what is said of a challenge or a strength that somebody wrote by hand."""
    item = held(by, kind, item_id)
    _check(item, lock_version, {"symptoms": item.symptoms, "how_other": item.how_other})
    rules.check_how(how=how, other=how_other, kept=item.how)
    item.symptoms, item.how = rules.check_length(symptoms, field="symptoms"), list(how)
    item.how_other = rules.check_length(how_other, field="how_other", most=rules.REASON_MOST)
    return _changed(item, kind, by, at)


@transaction.atomic
def change_strategy(
    *, by: Actor, item_id: uuid.UUID, category: str, detail: str, lock_version: int, at: dt.datetime
) -> NeedItem:
    """Change what helps. What the person said in their own words stays as they said it."""
    item = held(by, ItemKind.STRATEGY, item_id)
    _check(item, lock_version, {"category": item.category, "detail": item.detail})
    rules.check_may_reword(told_by_person=item.told_by_person)
    rules.check_strategy(category=category, detail=detail)
    item.category, item.detail = category, detail.strip()
    return _changed(item, ItemKind.STRATEGY, by, at)


def _check(item: NeedItem, lock_version: int, theirs: Mapping[str, str]) -> None:
    rules.check_may_change(archived=item.is_archived, from_screener=item.is_from_screener)
    if item.lock_version != lock_version:
        raise StaleEdit(theirs, item.lock_version)


def _changed(item: NeedItem, kind: ItemKind, by: Actor, at: dt.datetime) -> NeedItem:
    item.touch(by, at)
    item.save()
    record(by=by, verb=f"{rules.NOUNS[kind]}.changed", subject=item)
    timeline.note(f"{rules.LINES[kind]}_CHANGED", learner=item.learner, by=by, at=at, subject=item)
    return item
