"""Whose a row is that was written while two records were one."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours
from learners.models import Learner
from transfers.merges import rules
from transfers.merges.actions import moving, rows
from transfers.merges.actions.rows import Aside
from transfers.merges.models import Allocation
from transfers.merges.rules import Allotment


@transaction.atomic
def allot(*, by: Actor, allocation_id: uuid.UUID, moves: bool, at: dt.datetime) -> Allocation:
    """Leave a row with the person who has it, or give it to the other of the two."""
    by.check(Permission.MERGE_DECIDE)
    found = Allocation.objects.filter(id=allocation_id).first()
    if found is None:
        raise NotYours("allocation")
    list(Learner.objects.select_for_update().filter(id__in=[found.learner_id, found.other_id]).order_by("id"))
    allocation = Allocation.objects.select_for_update().select_related("case", "other").get(id=allocation_id)
    rules.check_may_allot(allocation.state)
    if moves:
        row = moving.found(kind=allocation.kind, row_id=allocation.row_id)
        moving.move(row=row, to=allocation.other, by=by, at=at)
        # What was set aside for it stands again.
        asides = {Aside(label, uuid.UUID(row_id)) for label, row_id in allocation.case.set_aside}
        people = [allocation.learner_id, allocation.other_id]
        rows.bring_back(asides, people=people, stands_at=None)
    allocation.state = Allotment.MOVED if moves else Allotment.STAYED
    allocation.decided_at, allocation.decided_by_id = at, by.user_id
    allocation.touch(by, at)
    allocation.save()
    record(by=by, verb="allocation.decided", subject=allocation, moved=moves)
    return allocation
