"""What staff do about providers: say what one does, and which worker works with whom."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.models import Posting
from campus.audit.recording import record
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.access import writable
from learners.models import Learner, Placement
from learners.rules import PlacementStatus
from providers import rules, selectors
from providers.models import Assignment


@transaction.atomic
def assign(*, learner_id: uuid.UUID, posting_id: uuid.UUID, purpose: str, by: Actor, at: dt.datetime) -> Assignment:
    """Let one worker, named by the post they hold, work with a person. They may then write to each other."""
    learner = writable(by=by, learner_id=learner_id, permission="provider.assign")
    posting = Posting.objects.select_related("organisation", "user").filter(id=posting_id).first()
    if posting is None or posting.organisation is None:
        raise Refused("Choose who will work with this person", field="worker")
    organisation = posting.organisation
    rules.check_may_assign(
        kind=organisation.kind,
        status=organisation.status,
        worker_is_posted=selectors.is_posted(posting.user_id, organisation.id, london_date(at)),
    )
    if Assignment.objects.open().filter(learner=learner, worker=posting.user, organisation=organisation).exists():
        raise Refused(f"{posting.user.name} works with {learner.called} already.", field="worker")
    assignment = Assignment.objects.create(
        learner=learner,
        organisation=organisation,
        worker=posting.user,
        purpose=purpose,
        started_at=at,
        **written(by, at),
    )
    record(
        by=by,
        verb="assignment.started",
        subject=assignment,
        worker=str(posting.user_id),
        organisation=str(organisation.id),
    )
    return assignment


@transaction.atomic
def end(*, assignment_id: uuid.UUID, because: rules.EndedBecause, by: Actor, at: dt.datetime) -> Assignment:
    """Stop a worker's access to a person, from this instant. What was written stays in the person's record."""
    found = Assignment.objects.filter(id=assignment_id).values_list("learner_id", flat=True).first()
    if found is None:
        raise NotYours(f"assignment {assignment_id}")
    writable(by=by, learner_id=found, permission="provider.assign")
    assignment = Assignment.objects.select_for_update(no_key=True).get(id=assignment_id)
    rules.check_may_end(is_open=assignment.is_open)
    assignment.ended_at, assignment.ended_because = at, because
    assignment.touch(by, at)
    assignment.save()
    record(by=by, verb="assignment.ended", subject=assignment, because=because)
    return assignment


@transaction.atomic
def end_after_death(*, learner_id: uuid.UUID, by: Actor, at: dt.datetime) -> int:
    """End the work of everybody who works with somebody who has died, in words that say no more than that it is done.

    Looks again whether it is so: the source may have taken it back. Returns how many ended; the second time, none.
    """
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner_id)
    held = Placement.objects.filter(learner=learner, ended_at__isnull=True, set_aside=False).first()
    if held is None or held.status != PlacementStatus.DECEASED:
        return 0
    ended = list(Assignment.objects.open().select_for_update(no_key=True).filter(learner=learner))
    for assignment in ended:
        assignment.ended_at, assignment.ended_because = at, rules.EndedBecause.DONE
        assignment.touch(by, at)
        assignment.save()
        record(by=by, verb="assignment.ended", subject=assignment, because=assignment.ended_because)
    return len(ended)
