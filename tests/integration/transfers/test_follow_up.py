"""What the clock starts about transfers."""

import datetime as dt
from typing import Any

import pytest

from campus.core import clock
from tests.factories.learners import AT, LearnerFactory
from tests.factories.transfers import case_in
from transfers import tasks
from transfers.actions import reconciling
from transfers.models import TransferCase
from transfers.rules import CaseState

pytestmark = pytest.mark.django_db


class TestTasks:
    def test_follow_each_case_that_time_alone_moves(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=40))
        late, forgotten, done = (
            case_in(state, LearnerFactory()) for state in (CaseState.DEPARTED, CaseState.EXPECTED, CaseState.ACCEPTED)
        )
        tasks.follow_cases()
        found = dict(TransferCase.objects.values_list("id", "state"))
        assert (found[late.id], found[forgotten.id], found[done.id]) == ("DEPARTED", "CANCELLED", "CLOSED")
        assert TransferCase.objects.get(id=late.id).is_overdue

    def test_ask_the_source_for_a_bounded_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        given: dict[str, Any] = {}
        monkeypatch.setattr(reconciling, "run", lambda **said: given.update(said))
        monkeypatch.setattr(tasks, "TURN_SECONDS", 0)
        tasks.reconcile()
        assert not given["may_go_on"]()

    def test_are_in_the_beat(self, settings: Any) -> None:
        known = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        assert {"transfers.reconcile", "transfers.cases"} <= known
