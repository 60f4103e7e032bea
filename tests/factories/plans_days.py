"""Sessions as they stand on a day, written as they are, and who works with whom."""

import datetime as dt
from typing import Any

from campus.core import clock
from campus.core.models import written
from learners.models import Learner
from plans.actions import caseload
from plans.models import CaseWorker, Induction, InductionSchedule, ReviewSchedule
from plans.rules.schedules import EXEMPT, ScheduleStatus
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, provenance


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def with_induction(learner: Learner | None = None, *, due: int | None = 0, **fields: Any) -> Learner:
    """Somebody whose induction is due in so many days; none, and it waits for assessments. `status` for another."""
    status = fields.pop("status", ScheduleStatus.SCHEDULED if due is not None else ScheduleStatus.PENDING)
    found = learner or LearnerFactory(**fields)
    InductionSchedule.objects.create(
        learner=found, status=status, due_on=None if due is None else in_days(due), rule="NEW_PRISON_ADMISSION",
        contract="PEF", admitted_on=in_days(-30), exempted_on=in_days(-1) if status in EXEMPT else None, version=1,
        **provenance(),
    )  # fmt: skip
    return found


def with_review(learner: Learner | None = None, *, opens: int = 0, closes: int = 0, **fields: Any) -> Learner:
    """Somebody whose review is to be held between two days, counted from today. `status` and `type` for others."""
    status, kind = fields.pop("status", ScheduleStatus.SCHEDULED), fields.pop("type", "REVIEW")
    found = learner or LearnerFactory(**fields)
    ReviewSchedule.objects.create(
        learner=found, status=status, earliest_on=in_days(opens), latest_on=in_days(closes), rule="PRISONER_TRANSFER",
        type=kind, worked_out_on=in_days(min(opens, 0)), release_on=found.release_on, legal_status=found.legal_status,
        exempted_on=in_days(-1) if status in EXEMPT else None, version=1, **provenance(),
    )  # fmt: skip
    return found


def recorded(learner: Learner) -> Induction:
    """The induction was held, and nothing was made of it."""
    return Induction.objects.create(
        learner=learner, held_on=clock.today(), questions_version=1, **written(posted("EDU_MGR"), clock.now())
    )


def works_with(user_id: Any, learner: Learner, *, at_prison: str | None = None) -> CaseWorker:
    """A member of staff works with the person, at the prison where they are unless another is named."""
    return CaseWorker.objects.create(
        learner=learner, user_id=user_id, establishment_id=at_prison or learner.current_establishment_id,
        started_at=clock.now(), **provenance(),
    )  # fmt: skip


def with_worker(learner: Learner, *, at: dt.datetime) -> CaseWorker:
    """For a whole record: somebody works with the person."""
    manager = posted("EDU_MGR", learner.current_establishment_id)
    return caseload.take_on(by=manager, learner_id=learner.id, at=at)
