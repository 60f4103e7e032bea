"""People as planning meets them: with an induction, a goal and a review to come, and moved by real events."""

import datetime as dt
import json
from typing import Any

from campus.accounts import actors
from campus.core import clock, relaying
from campus.core.models import written
from learners.models import Learner
from learners.rules import MovementKind
from plans import actions
from plans.actions import schedules
from plans.models import Induction, InductionSchedule, ReviewSchedule
from plans.rules.schedules import ACTIVE_REVIEW
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, number_of
from transfers.actions import inbox


def inducted(learner: Learner, *, at: dt.datetime | None = None) -> Induction:
    """An induction that was recorded, with nothing more said."""
    when = at or clock.now()
    induction = Induction.objects.create(
        learner=learner, held_on=clock.london_date(when), questions_version=1, **written(posted("EDU_MGR"), when)
    )
    schedules.settle(learner=learner, by=actors.system(), at=when)
    return induction


def with_goal(learner: Learner, *, at: dt.datetime | None = None) -> Any:
    manager = posted("EDU_MGR", learner.current_establishment_id)
    return actions.add_goal(
        by=manager, learner_id=learner.id, title="Get a job", target_on=dt.date(2099, 1, 1), steps=["Ask"], note="",
        at=at or clock.now(),
    )  # fmt: skip


def with_plan(*, at: dt.datetime | None = None, **fields: Any) -> Learner:
    """Somebody who has an induction and a goal, and so a review to come."""
    learner = LearnerFactory(**fields)
    inducted(learner, at=at)
    with_goal(learner, at=at)
    return learner


def review_of(learner: Learner) -> ReviewSchedule | None:
    """The active one."""
    return ReviewSchedule.objects.filter(learner=learner, status__in=ACTIVE_REVIEW).first()


def induction_of(learner: Learner) -> InductionSchedule | None:
    return InductionSchedule.objects.filter(learner=learner).first()


def happened(learner: Learner, kind: str, reason: str, prison: str = "OUT", at: dt.datetime | None = None) -> None:
    """A movement event comes in, and everything that it sets off is done."""
    told(learner, kind, reason, prison, at)
    relaying.empty()


def told(learner: Learner, kind: str, reason: str, prison: str = "OUT", at: dt.datetime | None = None) -> None:
    """A movement event comes in; what it sets off is owed."""
    inbox.ingest([json.dumps({
        "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1,
        "occurredAt": (at or clock.now()).isoformat(),
        "additionalInformation": {"nomsNumber": number_of(learner), "reason": reason, "prisonId": prison},
    })])  # fmt: skip


def with_sessions(learner: Learner, *, at: dt.datetime) -> None:
    """An induction that was due, held and followed by a goal; a review that was held; and the next one to come."""
    from plans.actions import reviews

    learner.release_on = dt.date(2035, 1, 1)
    learner.save()
    place = learner.current_establishment_id
    schedules.react(
        learner_id=learner.id, kind=MovementKind.ADMISSION, left=None, moved_on=clock.london_date(at),
        by=actors.system(), at=at,
    )  # fmt: skip
    inducted(learner, at=at)
    with_goal(learner, at=at)
    reviews.complete(
        by=posted("EDU_MGR", place), learner_id=learner.id, held_on=clock.london_date(at), note="It went well.", at=at
    )
