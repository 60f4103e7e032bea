"""The daily digest: to whom, when, once a day, and nothing about anybody in it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from campus.doubles.notify import KEY, NotifyDouble
from learners.models import Placement
from plans.actions import digest
from plans.models import DigestSent
from plans.rules.schedules import ScheduleStatus
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_days import with_induction, with_review, works_with

pytestmark = pytest.mark.django_db
S = ScheduleStatus


def london(day: int, hour: int, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, 30, tzinfo=clock.LONDON)


MONDAY = london(23, 7)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """Half past seven on a Monday; the sessions of the factories are counted from that day."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return MONDAY


def queue(at: dt.datetime) -> int:
    return digest.queue_digests(by=actors.system(), at=at)


def adviser(email: str = "helen@example.org", **fields: Any) -> Any:
    found = posted("CIAG", email=email, **fields)
    learner = with_induction(due=-3)
    works_with(found.user_id, learner)
    return found


class TestTime:
    @pytest.mark.parametrize(
        ("at", "is_time"),
        [
            (london(23, 6), False), (london(23, 7), True), (london(23, 15), True),
            (london(21, 9), False), (london(22, 9), False),
            (london(25, 9, 12), False), (london(28, 9, 12), False), (london(29, 9, 12), True),
            # Seven in London is six in UTC in summer.
            (dt.datetime(2026, 7, 6, 6, 5, tzinfo=dt.UTC), True),
            (dt.datetime(2026, 7, 6, 5, 55, tzinfo=dt.UTC), False),
        ],
    )  # fmt: skip
    def test_is_from_seven_on_working_days(self, at, is_time):
        assert digest.is_time(at) == is_time


class TestQueue:
    def test_is_once_a_day_however_often_it_runs(self, monday):
        adviser()
        assert queue(monday) == 1
        assert queue(monday + dt.timedelta(hours=1)) == 0
        assert queue(monday + dt.timedelta(days=1)) == 1
        assert DigestSent.objects.count() == 2

    def test_counts_sessions_of_the_caseload_and_arrivals_of_the_prison(self, monday):
        helen = adviser()
        works_with(helen.user_id, with_review(opens=-1, closes=9))
        works_with(helen.user_id, with_review(opens=-1, closes=9, status=S.OTHER_HEALTH))
        with_review(opens=-9, closes=-1)
        Placement.objects.filter(learner=LearnerFactory()).update(started_at=london(21, 15))
        queue(monday)
        assert DigestSent.objects.get().facts == {"overdue": 1, "due": 1, "arrivals": 1}

    def test_counts_nobody_who_moved_away(self, monday):
        helen = adviser()
        works_with(helen.user_id, with_induction(due=-1, current_establishment_id="HLI"), at_prison="LEI")
        queue(monday)
        assert DigestSent.objects.get().facts["overdue"] == 1

    def test_counts_no_return_from_court_as_an_arrival(self, monday):
        adviser()
        learner = LearnerFactory()
        first = Placement.objects.get(learner=learner)
        Placement.objects.filter(id=first.id).update(ended_at=london(22, 12))
        Placement.objects.create(
            learner=learner, establishment_id="LEI", status="IN", started_at=london(22, 12), created_at=MONDAY,
            updated_at=MONDAY,
        )  # fmt: skip
        queue(monday)
        assert DigestSent.objects.get().facts["arrivals"] == 0

    def test_goes_to_those_with_an_address_and_a_caseload(self, monday):
        adviser(email="")
        adviser(email="left@example.org", is_active=False)
        posted("CIAG", email="free@example.org")
        assert queue(monday) == 0
        assert not DigestSent.objects.exists()

    def test_with_nothing_to_tell_is_noted_and_not_sent(self, monday):
        helen = posted("CIAG", email="helen@example.org")
        works_with(helen.user_id, LearnerFactory())
        assert queue(monday) == 0
        assert DigestSent.objects.count() == 1
        assert not OutboxMessage.objects.filter(topic="plans.digest").exists()

    def test_asks_the_same_for_one_and_for_thirty_but_for_what_it_writes(self, monday, django_assert_num_queries):
        from plans.selectors import caseload

        for _ in range(2):
            adviser(email=f"a{DigestSent.objects.count()}{_}@example.org")
        with django_assert_num_queries(2):
            assert len(caseload.digests_due(clock.today(), since=london(20, 0))) == 2


class TestSending:
    @pytest.fixture
    def notify(self, settings: Any) -> Iterator[NotifyDouble]:
        with NotifyDouble() as double:
            settings.CAMPUS_NOTIFY_URL, settings.CAMPUS_NOTIFY_KEY = double.url, KEY
            yield double

    def work(self) -> None:
        OutboxMessage.objects.filter(sent_at=None, dead_at=None).update(available_at=clock.now())
        for message in outbox.claim():
            outbox.deliver(message)

    def test_says_three_numbers_and_a_link(self, monday, notify: NotifyDouble, settings: Any):
        adviser()
        queue(monday)
        self.work()
        (sent,) = notify.mailbox.sent()
        assert sent["email_address"] == "helen@example.org"
        assert sent["personalisation"] == {"link": settings.CAMPUS_STAFF_URL, "overdue": 1, "due": 0, "arrivals": 0}
        assert sent["template"]["id"] == settings.CAMPUS_NOTIFY_DIGEST_TEMPLATE
        for word in ("Daniel", "Osei", "Leeds", "LEI"):
            assert word not in str(sent)

    def test_is_sent_once_when_the_answer_was_lost(self, monday, notify: NotifyDouble):
        adviser()
        queue(monday)
        notify.mailbox.behave("accept_then_drop", 1)
        self.work()
        self.work()
        assert len(notify.mailbox.sent()) == 1
        assert OutboxMessage.objects.get(topic="plans.digest").sent_at is not None

    def test_is_not_sent_to_somebody_who_left_meanwhile(self, monday, notify: NotifyDouble):
        helen = adviser()
        queue(monday)
        helen.user.is_active = False
        helen.user.save()
        self.work()
        assert notify.mailbox.sent() == []
