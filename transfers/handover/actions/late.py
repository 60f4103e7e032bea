"""Keeping what came late, and what becomes of it."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import Writer, record
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.late import LateWrite
from learners.models import Learner
from transfers.handover import rules
from transfers.handover.models import LateContribution
from transfers.handover.rules import LateState

# What only few may read is attached by its title alone: everybody who sees the history would read the words.
CONFIDENTIAL = frozenset({Permission.NEED_VIEW_DIAGNOSIS, Permission.NEED_EDIT})
TURN = 200


@transaction.atomic
def keep(*, by: Actor, learner_id: uuid.UUID, late: LateWrite, at: dt.datetime) -> LateContribution:
    """Keep a form that was sent after the person had moved. Whoever calls has read it as it was to be read."""
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner_id)
    row = LateContribution.objects.create(
        learner=learner, page=late.page, names=late.names, query=late.query[:300], typed=late.typed,
        said=[list(pair) for pair in late.said], title=late.title[:100], permission=late.permission,
        opened_at=late.opening.at, opened_epoch=late.opening.epoch, author_establishment_id=late.opening.establishment,
        **written(by, at),
    )  # fmt: skip
    record(by=by, verb="late_contribution.kept", subject=row, page=late.page)
    return row


def in_hand(*, by: Actor, late_id: uuid.UUID) -> LateContribution:
    """Lock the person and what came late about them, for whoever decides. Inside a transaction. Raises NotYours."""
    learner_id = LateContribution.objects.for_deciding(by).filter(id=late_id).values_list("learner_id", flat=True)
    found = learner_id.first()
    if found is None:
        raise NotYours(f"late contribution {late_id}")
    writable(by=by, learner_id=found, permission=Permission.LATE_DECIDE)
    row = LateContribution.objects.select_for_update(of=("self",)).select_related("created_by").get(id=late_id)
    rules.check_may_decide(state=row.state)
    return row


def writer_of(row: LateContribution) -> Writer:
    """Whose words are saved when somebody accepts them."""
    author = row.created_by
    assert author is not None
    return Writer(author.id, author.name)


@transaction.atomic
def accepted(*, by: Actor, late_id: uuid.UUID, changed: bool, result_url: str, at: dt.datetime) -> LateContribution:
    """The verb was performed in this same transaction, by whoever accepts, in the words of the author."""
    row = in_hand(by=by, late_id=late_id)
    row.changed, row.result_url = changed, result_url[:500]
    return _decided(row, LateState.ACCEPTED, by, at)


@transaction.atomic
def give_back(*, by: Actor, late_id: uuid.UUID, reason: str, at: dt.datetime) -> LateContribution:
    """Not accepted, and the author is told why. What was written is kept."""
    row = in_hand(by=by, late_id=late_id)
    rules.check_reason(reason)
    row.reason = reason.strip()
    return _decided(row, LateState.RETURNED, by, at)


def _decided(row: LateContribution, state: LateState, by: Actor, at: dt.datetime) -> LateContribution:
    row.state, row.decided_at, row.decided_by = state, at, by.user
    row.touch(by, at)
    row.save()
    record(by=by, verb=f"late_contribution.{state.lower()}", subject=row, changed=row.changed)
    return row


@transaction.atomic
def seen_by_author(*, by: Actor, at: dt.datetime) -> None:
    """The author has read what became of everything that was decided."""
    rows = LateContribution.objects.filter(created_by_id=by.user_id, told_at__isnull=True)
    rows.exclude(state=LateState.WAITING).update(told_at=at)


def attach_old(*, at: dt.datetime) -> int:
    """What nobody decided about for 28 days goes into the person's history as a dated note that names the author."""
    old = LateContribution.objects.over(at - rules.ATTACHED_AFTER).order_by("created_at")
    found = old.values_list("id", "learner_id")[:TURN]
    return sum(_attach(late_id, learner_id, at) for late_id, learner_id in found)


@transaction.atomic
def _attach(late_id: uuid.UUID, learner_id: uuid.UUID, at: dt.datetime) -> bool:
    by = actors.system()
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner_id)
    row = LateContribution.objects.select_for_update(of=("self",)).select_related(
        "created_by", "author_establishment"
    ).get(id=late_id)  # fmt: skip
    if not row.is_waiting:
        return False
    private = row.permission in CONFIDENTIAL
    words = "" if private else "; ".join(f"{label}: {text}" for label, text in row.said)
    timeline.note(
        "LATE_NOTE", learner=learner, by=by, at=at, subject=row, title=row.title, words=words,
        prison=row.author_establishment.short_name, written_on=row.created_at, written_by=writer_of(row).name,
    )  # fmt: skip
    row.state, row.decided_at = LateState.ATTACHED, at
    row.touch(by, at)
    row.save()
    record(by=by, verb="late_contribution.attached", subject=row)
    return True
