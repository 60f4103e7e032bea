"""The schedules of a synthetic estate: in likely proportions, and as the nightly look would leave them."""

import datetime as dt

import pytest
from django.db import connection, transaction

from campus.core import clock
from campus.seeding import making
from learners.models import Learner
from plans.actions import recalculation
from plans.models import CaseWorker, InductionSchedule, Review, ReviewSchedule
from plans.rules.schedules import ACTIVE_REVIEW
from plans.selectors import caseload, schedules, summary
from plans.selectors.sessions import with_session

pytestmark = pytest.mark.django_db
AS_AT = dt.date(2026, 11, 20)
NEXT_DAY = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def estate(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            made = making.make(number=2_000, seed=3, as_at=AS_AT, say=lambda *words: None)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = origin")
            yield made
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.mark.usefixtures("estate")
class TestSchedules:
    def test_are_those_of_everybody_in_custody(self):
        held = Learner.objects.filter(current_establishment__isnull=False)
        assert InductionSchedule.objects.count() == held.count()
        assert not InductionSchedule.objects.exclude(learner__in=held).exists()

    def test_keep_each_constraint(self):
        """The seed turns triggers off, so what they and the checks hold is asked again here."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT learner_id FROM plans_reviewschedule WHERE status = ANY(%s) GROUP BY 1 HAVING count(*) > 1",
                [sorted(ACTIVE_REVIEW)],
            )
            assert cursor.fetchall() == []

    def test_are_left_alone_by_the_nightly_look(self):
        run = recalculation.run(at=NEXT_DAY)
        assert run.finished_at is not None
        assert run.changed <= run.read * 0.001

    def test_are_overdue_and_due_in_likely_proportions(self):
        rows = with_session(Learner.objects.filter(current_establishment__isnull=False), AS_AT)
        reviews = rows.exclude(session_kind="INDUCTION").exclude(session_state="")
        found, all_ = summary.summary(reviews, AS_AT), reviews.count()
        assert 0.01 < found.overdue / all_ < 0.09
        assert 0.06 < found.due / all_ < 0.25
        assert 0.02 < found.on_hold / all_ < 0.12
        everybody = summary.summary(Learner.objects.filter(current_establishment__isnull=False), AS_AT)
        assert everybody.pending > 5

    def test_follow_reviews_that_were_held_after_the_plan_was_made(self):
        assert Review.objects.count() > 50
        assert not Review.objects.filter(held_on__gt=AS_AT).exists()
        late = [review for review in Review.objects.all() if not review.was_on_time]
        assert 0 < len(late) < Review.objects.count() / 3

    def test_of_the_future_were_worked_out_by_the_rule(self):
        for row in ReviewSchedule.objects.filter(status__in=ACTIVE_REVIEW).select_related("learner")[:100]:
            assert row.worked_out_on <= AS_AT
            assert (row.release_on, row.legal_status) == (row.learner.release_on, row.learner.legal_status)


@pytest.mark.usefixtures("estate")
class TestWorkers:
    def test_are_those_of_nine_in_ten_where_they_are_now(self):
        held = Learner.objects.filter(current_establishment__isnull=False).count()
        assert 0.85 < CaseWorker.objects.count() / held < 0.95
        for row in CaseWorker.objects.select_related("learner")[:50]:
            assert row.establishment_id == row.learner.current_establishment_id
            assert caseload.may_plan_at(row.establishment_id, row.user_id, AS_AT)

    def test_give_priya_the_people_of_the_demo(self):
        daniel = Learner.objects.get(given_name="Daniel", family_name="Osei")
        assert caseload.worker_of(daniel).user.username == "priya.shah"
        session = schedules.next_session(daniel.id)
        assert session is not None and session.state(clock.today()) == "due"
