"""The nightly look at every schedule: it heals, it goes on where it stopped, and it is done once a day."""

import datetime as dt
import itertools
import json

import pytest
from django.core.management import call_command

from campus.core import clock
from learners.models import Learner, Placement
from plans.actions import recalculation
from plans.models import InductionSchedule, RecalculationRun, ReviewSchedule, ReviewScheduleVersion
from tests.factories.learners import LearnerFactory
from tests.factories.schedules import induction_of, review_of, with_plan

pytestmark = pytest.mark.django_db
FAR = dt.date(2035, 1, 1)


def night(days: int = 0) -> RecalculationRun:
    return recalculation.run(at=clock.now() + dt.timedelta(days=days))


class TestHealing:
    def test_gives_a_schedule_to_whoever_has_none(self):
        learner = LearnerFactory()
        assert night().changed == 1
        assert induction_of(learner) is not None

    def test_changes_nothing_the_next_night(self):
        LearnerFactory()
        with_plan(release_on=FAR)
        night()
        assert night(1).changed == 0

    def test_closes_what_a_lost_message_left_open(self):
        learner = with_plan(release_on=FAR)
        Learner.objects.filter(id=learner.id).update(current_establishment=None)
        Placement.objects.filter(learner=learner).update(status="RELEASED", establishment=None)
        night()
        assert ReviewSchedule.objects.get(learner=learner).status == "EXEMPT_PRISONER_RELEASE"

    def test_knows_who_has_died(self):
        learner = with_plan(release_on=FAR)
        Learner.objects.filter(id=learner.id).update(current_establishment=None)
        Placement.objects.filter(learner=learner).update(status="DECEASED", establishment=None)
        night()
        assert ReviewSchedule.objects.get(learner=learner).status == "EXEMPT_PRISONER_DEATH"

    def test_opens_again_for_whoever_is_back(self):
        learner = with_plan(release_on=FAR)
        ReviewSchedule.objects.filter(learner=learner).update(status="EXEMPT_PRISONER_RELEASE")
        night()
        assert review_of(learner).rule == "PRISONER_READMISSION"

    def test_works_a_changed_sentence_in_and_says_so_once(self):
        learner = with_plan(release_on=FAR)
        Learner.objects.filter(id=learner.id).update(release_on=clock.today() + dt.timedelta(days=150))
        assert night().changed == 1
        assert review_of(learner).rule == "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE"
        assert list(ReviewScheduleVersion.objects.filter(learner=learner).values_list("cause", flat=True)) == [
            "INDUCTION_COMPLETE", "NIGHTLY",
        ]  # fmt: skip

    def test_leaves_a_hold_alone(self):
        learner = with_plan(release_on=FAR)
        ReviewSchedule.objects.filter(learner=learner).update(status="EXEMPT_PRISONER_SAFETY_ISSUES")
        assert night().changed == 0

    def test_leaves_those_alone_who_were_never_in(self):
        LearnerFactory(current_establishment_id=None)
        assert night().changed == 0
        assert not InductionSchedule.objects.exists()


class TestRun:
    @pytest.fixture(autouse=True)
    def _two_at_a_time(self, monkeypatch):
        monkeypatch.setattr(recalculation, "PEOPLE_AT_A_TIME", 2)

    def test_goes_on_where_it_was_stopped(self):
        for _ in range(5):
            LearnerFactory()
        turns = itertools.count()
        stopped = recalculation.run(at=clock.now(), may_go_on=lambda: next(turns) < 1)
        assert (stopped.read, stopped.finished_at) == (2, None)
        done = night()
        assert (done.id, done.read, done.changed) == (stopped.id, 5, 5)
        assert done.finished_at is not None

    def test_is_done_once_a_day(self):
        LearnerFactory()
        night()
        LearnerFactory()
        assert night().read == 1
        assert night(1).read == 2

    def test_that_fails_leaves_nothing_half_done(self, monkeypatch):
        for _ in range(3):
            LearnerFactory()
        broken = recalculation.Desk.flush

        def fail(self: object) -> None:
            broken(self)
            raise RuntimeError("the machine went away")

        monkeypatch.setattr(recalculation.Desk, "flush", fail)
        with pytest.raises(RuntimeError):
            night()
        assert not InductionSchedule.objects.exists()
        monkeypatch.setattr(recalculation.Desk, "flush", broken)
        assert night().changed == 3

    def test_by_command_says_what_it_did(self, capsys):
        LearnerFactory()
        call_command("recalculate_schedules", "--json")
        said = json.loads(capsys.readouterr().out)
        assert (said["read"], said["changed"]) == (1, 1)


class TestQueries:
    def test_are_the_same_for_one_and_for_thirty(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for number, days in ((1, 0), (30, 1)):
            for _ in range(number):
                LearnerFactory()
            with CaptureQueriesContext(connection) as asked:
                night(days)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestHospital:
    def test_is_no_return(self):
        """Somebody in hospital is still supported by a prison, and what was closed for that stays closed."""
        learner = with_plan(release_on=FAR)
        Placement.objects.filter(learner=learner).update(status="RESTRICTED_PATIENT")
        night()
        assert ReviewSchedule.objects.get(learner=learner).status == "EXEMPT_PRISONER_RELEASE_HOSPITAL"
        assert night(1).changed == 0
