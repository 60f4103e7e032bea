"""Seeded needs are what the rules make of them."""

import datetime as dt

import pytest
from django.db import connection

from campus.accounts import actors
from campus.seeding import assessments, kinds, making, needs
from learners.models import Learner
from plans.needs import actions, selectors
from plans.needs.models import NeedsProfile, SupportPlan, SupportSchedule
from tests.factories.needs import AT

pytestmark = pytest.mark.django_db
AS_AT = dt.date(2026, 11, 20)


@pytest.fixture
def estate(monkeypatch):
    """A small estate with nothing but what needs are worked out from."""
    parts = (kinds.Part(assessments.COLUMNS, assessments.rows), kinds.Part(needs.COLUMNS, needs.rows))
    monkeypatch.setattr(kinds, "PARTS", parts)
    made = making.make(number=1200, seed=3, as_at=AS_AT, say=lambda *words: None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    return made


class TestSeededNeeds:
    def test_are_had_by_about_three_in_ten_people_in_custody(self, estate):
        held = Learner.objects.filter(current_establishment__isnull=False)
        share = NeedsProfile.objects.filter(learner__in=held).count() / held.count()
        assert 0.2 < share < 0.5

    def test_come_to_what_the_profile_says(self, estate):
        """Working them out again changes nothing."""
        rows = list(NeedsProfile.objects.order_by("id"))
        for row in rows:
            actions.recompute(learner_id=row.learner_id, by=actors.system(), at=AT)
        assert [(r.has_need, sorted(r.sources), r.screened_on) for r in rows] == [
            (r.has_need, sorted(r.sources), r.screened_on) for r in NeedsProfile.objects.order_by("id")
        ]
        assert all(row.sources for row in rows)

    def test_have_plans_and_dates_and_somebody_in_the_demo_has_both(self, estate):
        marcus = Learner.objects.get(given_name="Marcus", family_name="Brown", current_establishment="LEI")
        plan = selectors.plan_of(marcus.id, AS_AT)
        assert plan.current is not None and plan.standing.deadline_on == plan.current.review_on
        assert SupportSchedule.objects.filter(task="PLAN").exists()
        assert SupportPlan.objects.count() == SupportSchedule.objects.filter(task="REVIEW").count()
