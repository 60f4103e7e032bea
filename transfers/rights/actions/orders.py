"""Erasure orders: asked for by one person, approved or refused by another. What an approved one does: `erasing`."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock, outbox
from campus.core.errors import NotYours
from campus.core.models import written
from learners.access import writable
from learners.models import ErasureOrder, Learner
from learners.rules import ErasureState
from transfers.rights.rules import erasure as rules
from transfers.rights.selectors import orders as selectors
from transfers.rights.selectors import reaching

TOPIC = "erasure.execute"


@transaction.atomic
def ask(
    *, by: Actor, learner_id: uuid.UUID, reason: str, words: str, kinds: Sequence[str], period: str, at: dt.datetime
) -> ErasureOrder:
    """Ask for an erasure. `kinds` names the kinds that go, none for everything; `period` the line of the table."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ERASURE_ASK)
    rules.check_order(reason=reason, words=words, kinds=kinds, known=[kind.name for kind in reaching.choosable()])
    rules.check_may_ask(**selectors.standing(learner, whole=not kinds, today=clock.london_date(at)))
    taken = [kind.name for kind in reaching.with_what_hangs_on(kinds)] if kinds else []
    order = ErasureOrder.objects.create(
        learner=learner, reason=reason, words=words.strip(), kinds=taken, period=period, **written(by, at)
    )
    record(by=by, verb="erasure.asked", subject=order, reason=reason, kinds=taken)
    return order


@transaction.atomic
def decide(*, by: Actor, order_id: uuid.UUID, agree: bool, words: str, at: dt.datetime) -> ErasureOrder:
    """Approve or refuse what somebody else asked for. The worker does what is approved."""
    order = _locked(by, order_id)
    people = reaching.everybody_in(order.learner_id)
    rules.check_may_decide(
        state=order.state, is_asker=order.created_by_id == by.user_id, agree=agree, words=words,
        held=selectors.is_held(people, clock.london_date(at)),
    )  # fmt: skip
    order.state = ErasureState.APPROVED if agree else ErasureState.REFUSED
    order.decided_at, order.decided_by, order.decision_words = at, by.user, words.strip()
    order.touch(by, at)
    order.save()
    record(by=by, verb=f"erasure.{order.state.lower()}", subject=order)
    if agree:
        _owe(order)
    return order


def take_up_again(learner: Learner) -> None:
    """What was approved before a hold began is done once it has ended."""
    for order in ErasureOrder.objects.filter(learner=learner, state=ErasureState.APPROVED):
        _owe(order)


def take_up_all(*, at: dt.datetime) -> int:
    """Orders that waited for a hold whose last day is over. By the clock, each night; it erases nothing itself."""
    waiting = list(ErasureOrder.objects.filter(state=ErasureState.APPROVED).order_by("created_at"))
    today = clock.london_date(at)
    due = [one for one in waiting if not selectors.is_held(reaching.everybody_in(one.learner_id), today)]
    with transaction.atomic():
        for order in due:
            _owe(order)
    return len(due)


def _owe(order: ErasureOrder) -> None:
    outbox.queue(topic=TOPIC, key=f"erasure:{order.id}", body={"order": str(order.id)})


def _locked(by: Actor, order_id: uuid.UUID) -> ErasureOrder:
    learner_id = ErasureOrder.objects.filter(id=order_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("erasure order")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ERASURE_DECIDE)
    order = ErasureOrder.objects.select_for_update().get(id=order_id)
    order.learner = learner
    return order
