"""Saying that a learning record is this person's, and keeping what it holds."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import outbox
from campus.core.errors import Refused
from campus.core.models import written
from learners import actions as people
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.assessments import selectors
from plans.assessments.actions.screening import note_if_complete
from plans.assessments.learning_records import Read
from plans.assessments.models import LearningEvent, LearningReading, UlnMatch
from plans.assessments.rules import matching as rules
from plans.assessments.rules.matching import MatchStatus
from plans.assessments.rules.results import check_reason
from plans.assessments.selectors.learning import READ_TOPIC, read_key

ULN_SOURCE = "LRS"


@dataclass(frozen=True)
class Match:
    """What somebody saw and confirmed: the number that holds, and under what answer it was found."""

    uln: str
    match_type: str
    count: int
    given_name: str
    family_name: str
    replaced_uln: str = ""


@transaction.atomic
def match(*, by: Actor, learner_id: uuid.UUID, found: Match, at: dt.datetime) -> UlnMatch:
    """Confirm that a learning record is this person's. One number, one person. A worker then reads what it holds."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    rules.check_may_match(status=selectors.match_status(learner.id))
    try:
        people.take_uln(by=by, learner_id=learner.id, uln=found.uln, source=ULN_SOURCE, at=at)
    except people.UlnTaken:
        raise Refused(rules.TAKEN) from None
    row = UlnMatch.objects.create(
        learner=learner, status=MatchStatus.MATCHED, match_type=found.match_type, count=found.count, uln=found.uln,
        replaced_uln=found.replaced_uln, given_name=found.given_name, family_name=found.family_name, **written(by, at),
    )  # fmt: skip
    record(by=by, verb="uln.matched", subject=row)
    timeline.note("ULN_MATCHED", learner=learner, by=by, at=at, subject=row)
    _owe_reading(learner)
    return row


@transaction.atomic
def looked_up(*, by: Actor, learner_id: uuid.UUID, outcome: str, at: dt.datetime) -> None:
    """Write that somebody looked the person up outside: it tells another service who they are."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    record(by=by, verb="learning_record.looked_up", subject=learner, outcome=outcome)


@transaction.atomic
def cannot_be_matched(
    *, by: Actor, learner_id: uuid.UUID, outcome: str, count: int, at: dt.datetime
) -> UlnMatch:  # fmt: skip
    """Write that somebody looked and what the service answered, so that nobody looks again for nothing."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    rules.check_may_give_up(status=selectors.match_status(learner.id), outcome=outcome)
    row = UlnMatch.objects.create(
        learner=learner, status=MatchStatus.CANNOT_BE_MATCHED, match_type=outcome, count=count, **written(by, at)
    )
    record(by=by, verb="uln.not_found", subject=row, outcome=outcome)
    timeline.note(
        "ULN_NOT_FOUND", learner=learner, by=by, at=at, subject=row, outcome=rules.OUTCOMES[rules.Outcome(outcome)]
    )
    return row


@transaction.atomic
def unmatch(*, by: Actor, learner_id: uuid.UUID, why: str, at: dt.datetime) -> UlnMatch:
    """Undo a match: the number is free, and what came with it counts no more. Nothing is deleted."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    before = selectors.newest_match(learner.id)
    rules.check_may_unmatch(status=before.status if before else None)
    check_reason(why)
    assert before is not None
    people.free_uln(by=by, learner_id=learner.id, uln=before.uln, at=at)
    row = UlnMatch.objects.create(
        learner=learner, status=MatchStatus.UNMATCHED, match_type=before.match_type, uln=before.uln, why=why.strip(),
        **written(by, at),
    )  # fmt: skip
    for event in LearningEvent.objects.filter(learner=learner, withdrawn_at__isnull=True):
        event.withdrawn_at = at
        event.touch(by, at)
        event.save()
    record(by=by, verb="uln.unmatched", subject=row)
    timeline.note("ULN_UNMATCHED", learner=learner, by=by, at=at, subject=row)
    return row


@transaction.atomic
def ask_to_read(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> None:
    """Have the learning record read again. What is owed already is tried now."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    if selectors.match_status(learner.id) != MatchStatus.MATCHED:
        raise Refused("Match the person first.")
    record(by=by, verb="learning_record.asked", subject=learner)
    if not outbox.hasten(read_key(learner.id)):
        _owe_reading(learner)


@transaction.atomic
def store_reading(*, by: Actor, learner_id: uuid.UUID, read: Read, at: dt.datetime) -> LearningReading | None:
    """Keep what the service answered. Nothing, where the match was undone or changed while it was asked."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    now = selectors.newest_match(learner.id)
    if now is None or now.status != MatchStatus.MATCHED or now.uln != read.asked:
        return None
    if read.outcome in rules.READABLE:
        _keep_events(learner, read.uln, read.events, by, at)
    row = LearningReading.objects.create(
        learner=learner, outcome=read.outcome, uln=read.uln, events=len(read.events), **written(by, at)
    )
    record(by=by, verb="learning_record.read", subject=row, outcome=read.outcome, events=len(read.events))
    note_if_complete(learner=learner, by=by, at=at)
    return row


def _keep_events(
    learner: Learner, uln: str, events: Sequence[Mapping[str, Any]], by: Actor, at: dt.datetime
) -> None:  # fmt: skip
    """Each event once, as it is now; one that the service no longer gives is withdrawn, not deleted."""
    known = {row.event_id: row for row in LearningEvent.objects.filter(learner=learner)}
    for values in {str(event["event_id"]): event for event in events}.values():
        row = known.pop(str(values["event_id"]), None)
        if row is None:
            LearningEvent.objects.create(learner=learner, uln=uln, fetched_at=at, **values, **written(by, at))
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.uln, row.fetched_at, row.withdrawn_at = uln, at, None
        row.touch(by, at)
        row.save()
    for row in known.values():
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            row.touch(by, at)
            row.save()


def _owe_reading(learner: Learner) -> None:
    outbox.queue(topic=READ_TOPIC, key=read_key(learner.id), body={"learner": str(learner.id)})
