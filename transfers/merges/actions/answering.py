"""What one steward answers: a merge that was refused, two learner numbers of one person, a booking that was moved."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from learners.models import Identifier, Learner
from transfers.merges import rules
from transfers.merges.models import MergeCase, StewardTask
from transfers.merges.rules import MergeState, TaskKind


@transaction.atomic
def answer(*, by: Actor, task_id: uuid.UUID, words: str, other_number: bool, at: dt.datetime) -> StewardTask:
    """Say what was found and done. Of two learner numbers, `other_number` makes the other one the one in use."""
    by.check(Permission.MERGE_ASK)
    found = StewardTask.objects.filter(id=task_id).first()
    if found is None:
        raise NotYours("task")
    Learner.objects.select_for_update().get(id=found.learner_id)
    task = StewardTask.objects.select_for_update().get(id=task_id)
    if task.answered_at is not None:
        raise Refused("This was answered already.")
    said = rules.check_reason(words, "words")
    if task.kind == TaskKind.ULN and other_number:
        _swap(task, by)
    if task.kind == TaskKind.REFUSED and task.case_id:
        MergeCase.objects.filter(id=task.case_id, state=MergeState.EXCEPTION).update(state=MergeState.ANSWERED)
    task.answered_at, task.answered_by_id, task.answer = at, by.user_id, said
    task.touch(by, at)
    task.save()
    record(by=by, verb="steward_task.answered", subject=task, kind=task.kind)
    return task


def _swap(task: StewardTask, by: Actor) -> None:
    """Both numbers are kept. Which of them is in use is a mark of the merge, and no part of what they say."""
    current = Identifier.everything.filter(id=task.facts["current"], learner_id=task.learner_id).first()
    aside = Identifier.everything.filter(id=task.facts["aside"], learner_id=task.learner_id, set_aside=True).first()
    if current is None or aside is None or aside.status != Identifier.Status.ACTIVE:
        raise Refused("These numbers are not what they were. Look again.")
    Identifier.everything.filter(id=current.id).update(set_aside=True)
    Identifier.everything.filter(id=aside.id).update(set_aside=False)
    if task.case is not None:
        swapped = [Identifier._meta.label, str(aside.id)], [Identifier._meta.label, str(current.id)]
        task.case.set_aside = [swapped[1] if one == swapped[0] else one for one in task.case.set_aside]
        task.case.save(update_fields=["set_aside"])
    record(by=by, verb="identifier.chosen", subject=aside, instead_of=str(current.id))
