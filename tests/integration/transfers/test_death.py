"""When somebody has died: nothing more is sent, and nobody works with them any more. The roll alone says so."""

import datetime as dt
import json

import pytest

from campus.accounts import actors
from campus.core import relaying
from campus.core.models import OutboxMessage
from providers import actions as providers
from providers.models import Assignment
from tests.factories.accounts import posted
from tests.factories.learners import AT, LearnerFactory, number_of
from tests.factories.providers import a_worker
from tests.factories.transfers import case_in
from transfers.actions import roll
from transfers.models import TransferCase
from transfers.rules import CaseState

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=3)


def assigned() -> Assignment:
    learner, worker = LearnerFactory(), a_worker()
    return providers.assign(
        learner_id=learner.id, posting_id=worker.postings[0].id, purpose="Housing", by=posted("EDU_MGR", "LEI"), at=AT
    )


def the_roll_says(assignment: Assignment, status: str, place: str | None, seq: int) -> None:
    line = json.dumps({
        "prison_number": number_of(assignment.learner), "establishment": place, "status": status, "movement_seq": seq,
        "moved_at": LATER.isoformat(),
    })  # fmt: skip
    assert roll.sync([line], wrong=lambda n, why: pytest.fail(why))["changed"] == 1


class TestDeath:
    def test_ends_the_work_of_support_workers_in_neutral_words(self) -> None:
        assignment = assigned()
        the_roll_says(assignment, "DECEASED", None, 5)
        relaying.empty()
        assignment.refresh_from_db()
        assert assignment.ended_at is not None and assignment.ended_because == "DONE"
        assert providers.end_after_death(learner_id=assignment.learner_id, by=actors.system(), at=LATER) == 0

    def test_ends_the_transfer(self) -> None:
        assignment = assigned()
        case_in(CaseState.DEPARTED, assignment.learner)
        the_roll_says(assignment, "DECEASED", None, 5)
        case = TransferCase.objects.get(learner=assignment.learner)
        assert (case.state, case.ended_because) == ("CANCELLED", "DIED")

    def test_that_was_a_mistake_ends_nobody_s_work(self) -> None:
        assignment = assigned()
        the_roll_says(assignment, "DECEASED", None, 5)
        the_roll_says(assignment, "IN", "LEI", 6)
        relaying.empty()
        assignment.refresh_from_db()
        assert assignment.is_open

    def test_is_not_a_release(self) -> None:
        assignment = assigned()
        the_roll_says(assignment, "RELEASED", None, 5)
        assert not OutboxMessage.objects.filter(topic="learner.died").exists()
