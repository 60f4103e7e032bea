"""Writing down what is hard, what is easy and what helps. Anybody who works with the person may (3.5)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TypeVar

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans.needs.actions.standing import settle
from plans.needs.models import Challenge, Condition, NeedItem, Strength, SupportStrategy
from plans.needs.rules import recording as rules
from plans.needs.rules.codes import ConditionSource

Item = TypeVar("Item", bound=NeedItem)


@transaction.atomic
def add_condition(
    *, by: Actor, learner_id: uuid.UUID, code: str, source: str, name: str, details: str, at: dt.datetime
) -> Condition:
    """Write down a condition. What the person tells, anybody who works with them may write; a diagnosis needs more."""
    diagnosed = source == ConditionSource.CONFIRMED_DIAGNOSIS
    permission = Permission.NEED_EDIT if diagnosed else Permission.NEED_RECORD
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    rules.check_condition(code=code, source=source, name=name)
    condition = Condition(
        learner=learner, code=code, source=source, name=rules.check_length(name, field="name", most=rules.NAME_MOST),
        details=rules.check_length(details, field="details"), **written(by, at),
    )  # fmt: skip
    return _added(condition, "condition", "CONDITION_ADDED", by, at)


@transaction.atomic
def add_challenge(
    *, by: Actor, learner_id: uuid.UUID, code: str, symptoms: str, how: Sequence[str], how_other: str, at: dt.datetime
) -> Challenge:
    """Write down what is hard for the person."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_RECORD)
    rules.check_skill_by_hand(code=code, is_strength=False)
    rules.check_how(how=how, other=how_other)
    challenge = Challenge(
        learner=learner, code=code, symptoms=rules.check_length(symptoms, field="symptoms"), how=list(how),
        how_other=rules.check_length(how_other, field="how_other", most=rules.REASON_MOST), **written(by, at),
    )  # fmt: skip
    return _added(challenge, "challenge", "CHALLENGE_ADDED", by, at)


@transaction.atomic
def add_strength(
    *, by: Actor, learner_id: uuid.UUID, code: str, symptoms: str, how: Sequence[str], how_other: str, at: dt.datetime
) -> Strength:
    """Write down what the person is good at, or likes."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_RECORD)
    rules.check_skill_by_hand(code=code, is_strength=True)
    rules.check_how(how=how, other=how_other)
    strength = Strength(
        learner=learner, code=code, symptoms=rules.check_length(symptoms, field="symptoms"), how=list(how),
        how_other=rules.check_length(how_other, field="how_other", most=rules.REASON_MOST), **written(by, at),
    )  # fmt: skip
    return _added(strength, "strength", "STRENGTH_ADDED", by, at)


@transaction.atomic
def add_strategy(*, by: Actor, learner_id: uuid.UUID, category: str, detail: str, at: dt.datetime) -> SupportStrategy:
    """Write down what helps. Every teacher reads it, and so does the person."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_RECORD)
    rules.check_strategy(category=category, detail=detail)
    strategy = SupportStrategy(learner=learner, category=category, detail=detail.strip(), **written(by, at))
    return _added(strategy, "strategy", "SUPPORT_STRATEGY_ADDED", by, at)


@transaction.atomic
def say_what_helps(*, by: Actor, learner_id: uuid.UUID, text: str, at: dt.datetime) -> SupportStrategy:
    """The person says at the kiosk what helps them to learn."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    told = SupportStrategy.objects.filter(learner=learner, told_by_person=True).in_use().count()
    words = rules.check_own_words(text=text, told=told)
    strategy = SupportStrategy(
        learner=learner, category="GENERAL", detail=words, told_by_person=True, **written(by, at)
    )
    return _added(strategy, "strategy", "SUPPORT_STRATEGY_ADDED", by, at)


@transaction.atomic
def take_back(*, by: Actor, strategy_id: uuid.UUID, at: dt.datetime) -> SupportStrategy:
    """The person takes back what they said. It goes to history."""
    learner_id = SupportStrategy.objects.kept().filter(id=strategy_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("strategy")
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    strategy = SupportStrategy.objects.get(id=strategy_id)
    rules.check_may_take_back(told_by_person=strategy.told_by_person, in_use=not strategy.is_archived)
    strategy.archived_at, strategy.archived_by = at, by.user
    strategy.archive_reason = "Taken back by the person"
    strategy.touch(by, at)
    strategy.save()
    record(by=by, verb="strategy.taken_back", subject=strategy)
    return strategy


def _added(item: Item, noun: str, line: str, by: Actor, at: dt.datetime) -> Item:
    """Save, audit, one line of history that names nothing, and what it comes to."""
    item.save(force_insert=True)
    record(by=by, verb=f"{noun}.added", subject=item)
    timeline.note(line, learner=item.learner, by=by, at=at, subject=item)
    settle(item.learner, by=by, at=at)
    return item
