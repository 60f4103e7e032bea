"""Opening a record in an emergency, and looking at each use afterwards."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.core.errors import Refused
from learners import selectors as people
from learners import windows
from learners.models import AccessWindow
from transfers.handover import rules

UNKNOWN = "Nobody is known by this number. Look at it again."
WITHIN_REACH = "You can open this record already. Find the person in People."


@transaction.atomic
def open_record(*, by: Actor, prison_number: str, reason: str, words: str, at: dt.datetime) -> AccessWindow:
    """Open the record of whoever is known by this number, for an hour, to look at."""
    rules.check_emergency(reason, words)
    learner = people.by_prison_number(prison_number)
    if learner is None:
        raise Refused(UNKNOWN, field="number")
    learner_id = people.stands_for(learner.id)
    if people.person(by, learner_id) is not None:
        raise Refused(WITHIN_REACH, field="number")
    return windows.break_glass(
        by=by, learner_id=learner_id, reason_code=reason, reason=words, until=at + rules.EMERGENCY_FOR, at=at
    )


@transaction.atomic
def review(*, by: Actor, window_id: uuid.UUID, outcome: str, words: str, at: dt.datetime) -> AccessWindow:
    """Say what the look was. Each one gets such a word, by somebody else than who looked."""
    window = windows.locked_for_review(by=by, window_id=window_id)
    rules.check_review(
        outcome=outcome, words=words, is_reviewed=window.is_reviewed, is_own=window.user_id == by.user_id
    )
    return windows.reviewed(by=by, window=window, outcome=outcome, words=words, at=at)
