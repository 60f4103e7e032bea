"""What the clock does, and the published measure."""

import datetime as dt

import pytest

from campus.core import clock, outbox
from learners.models import TimelineEvent
from learners.timeline import line_of
from tests.factories import handover
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from transfers.handover.actions import late, watching
from transfers.handover.models import HandOver
from transfers.handover.selectors import measures
from transfers.models import TransferCase

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def came(at: dt.datetime, to: str = "LEI", accepted: dt.datetime | None = None) -> TransferCase:
    """A verified arrival at an instant, without the weight of a counted move."""
    from campus.accounts import actors
    from campus.core.models import written
    from transfers.actions import cases
    from transfers.rules import CaseState

    by, learner = actors.system(), LearnerFactory(current_establishment_id=to)
    case = TransferCase(
        learner=learner, from_establishment_id="HLI", to_establishment_id=to, arrived_at=at, **written(by, at)
    )
    cases.step(case, learner, CaseState.ARRIVED, None, by, at)
    cases.step(case, learner, CaseState.VERIFIED, None, by, at)
    if accepted:
        cases.accept(case=case, learner=learner, by=by, at=accepted)
    return case


def notices():
    return [(m.body["what"], m.body["count"]) for m in outbox.owed().filter(topic="handover.notice").order_by("id")]


class TestReminders:
    def test_go_to_the_managers_after_two_working_days(self):
        posted("EDU_MGR", email="manager@example.org")
        posted("EDU_MGR", "WWI", email="other@example.org")
        posted("TUTOR", email="tutor@example.org")
        came(MONDAY)
        came(MONDAY)
        assert watching.remind(at=MONDAY + dt.timedelta(days=1)) == 0
        assert watching.remind(at=MONDAY + dt.timedelta(days=2)) == 2
        assert notices() == [("HANDOVER", 2)]

    def test_go_once(self):
        posted("EDU_MGR", email="manager@example.org")
        came(MONDAY)
        for _ in range(2):
            watching.remind(at=MONDAY + dt.timedelta(days=2))
        assert len(notices()) == 1

    def test_go_to_stewards_after_five(self):
        posted("NAT_STEWARD", None, email="steward@example.org")
        came(MONDAY)
        watching.remind(at=MONDAY + dt.timedelta(days=4))
        assert notices() == []
        watching.remind(at=MONDAY + dt.timedelta(days=7))
        assert notices() == [("HANDOVER", 1)]

    def test_go_for_nobody_who_was_accepted_or_at_night(self):
        posted("EDU_MGR", email="manager@example.org")
        came(MONDAY, accepted=MONDAY + dt.timedelta(hours=1))
        came(MONDAY)
        assert watching.remind(at=dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)) == 0
        assert watching.remind(at=dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)) == 0
        assert HandOver.objects.filter(reminded_at__isnull=False).count() == 0


class TestTheMeasure:
    def test_counts_working_days_by_prison_and_everywhere(self):
        for hours in (1, 30, 60, 100, 200):
            came(MONDAY, accepted=MONDAY + dt.timedelta(hours=hours))
        came(MONDAY)
        came(MONDAY, to="WWI", accepted=MONDAY + dt.timedelta(hours=1))
        found = measures.acceptance(dt.date(2026, 12, 10))
        leeds = next(one for one in found.prisons if one.code == "LEI")
        assert (leeds.total, leeds.within) == (6, {1: 2, 3: 3, 5: 4})
        assert (found.everywhere.total, found.everywhere.within) == (7, {1: 3, 3: 4, 5: 5})

    def test_waits_until_the_five_days_are_over(self):
        came(MONDAY)
        assert measures.acceptance(dt.date(2026, 11, 30)).everywhere.total == 0
        assert measures.acceptance(dt.date(2026, 12, 1)).everywhere.total == 1

    def test_shows_nothing_about_fewer_than_ten(self):
        long_ago = clock.now() - dt.timedelta(days=30)
        for _ in range(9):
            came(long_ago, accepted=long_ago)
        _, client = handover.staff()
        page = client.get("/staff/transfers/accepted/").content.decode()
        assert "Fewer than 10" in page and "100%" not in page
        came(long_ago, accepted=long_ago)
        assert "100%" in client.get("/staff/transfers/accepted/").content.decode()

    def test_is_asked_in_the_same_number_of_queries_for_one_and_for_many(self, django_assert_num_queries):
        came(MONDAY)
        with django_assert_num_queries(2):
            measures.acceptance(dt.date(2026, 12, 10))
        for _ in range(10):
            came(MONDAY, to="WWI")
        with django_assert_num_queries(2):
            measures.acceptance(dt.date(2026, 12, 10))


class TestLateContributions:
    def test_become_a_note_of_their_author_after_28_days(self):
        author = posted("EDU_MGR", "WWI", given_name="Rachel", family_name="Marsh")
        row = handover.came_late(LearnerFactory(), author=author)
        at = row.created_at + dt.timedelta(days=28)
        assert late.attach_old(at=at - dt.timedelta(minutes=1)) == 0
        assert late.attach_old(at=at) == 1
        assert late.attach_old(at=at) == 0
        row.refresh_from_db()
        line = line_of(TimelineEvent.objects.get(kind="LATE_NOTE", learner_id=row.learner_id))
        assert row.state == "ATTACHED" and line.who == "Rachel Marsh"
        assert "Add a goal, written at Wandsworth" in line.words and "Goal: Learn to weld" in line.words

    def test_keep_to_themselves_what_only_few_may_read(self):
        row = handover.came_late(LearnerFactory(), permission="need.view_diagnosis")
        late.attach_old(at=row.created_at + dt.timedelta(days=28))
        assert "weld" not in line_of(TimelineEvent.objects.get(kind="LATE_NOTE")).words

    def test_are_left_alone_once_decided(self):
        row = handover.came_late(LearnerFactory())
        late.give_back(by=posted("EDU_MGR"), late_id=row.id, reason="Known", at=clock.now())
        assert late.attach_old(at=row.created_at + dt.timedelta(days=90)) == 0
