"""What planning makes of two records that are one: dates are one person's, and come apart again."""

import datetime as dt
import uuid

import pytest

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from learners.models import Learner
from plans.actions import joining
from plans.models import CaseWorker, InductionSchedule, ReviewSchedule
from plans.needs.models import SupportSchedule
from plans.rules.schedules import ACTIVE_REVIEW
from tests.factories import plans_days
from tests.factories.merges import a_record, merged, parted

pytestmark = pytest.mark.django_db
MERGED = "EXEMPT_PRISONER_MERGE"


def delivered() -> None:
    """Everything that the outbox owes to planning."""
    for _ in range(5):
        messages = outbox.claim(lanes=frozenset({"relay"}))
        if not messages:
            return
        for message in messages:
            outbox.deliver(message)


def with_review() -> Learner:
    return plans_days.with_review(a_record("plan"), opens=-1, closes=20)


class TestJoined:
    def test_closes_what_was_due_under_the_closed_number(self):
        one, two = with_review(), with_review()
        theirs = ReviewSchedule.objects.get(learner=two, status__in=ACTIVE_REVIEW)
        merged(one, two, at=clock.now())
        delivered()
        theirs = ReviewSchedule.everything.get(id=theirs.id)
        assert (theirs.status, theirs.learner_id) == (MERGED, one.id)
        assert ReviewSchedule.objects.filter(learner=one, status__in=ACTIVE_REVIEW).count() == 1
        assert OutboxMessage.objects.filter(topic="learner.merged", sent_at__isnull=True).count() == 0

    def test_is_done_once(self):
        one, two = with_review(), with_review()
        merged(one, two, at=clock.now())
        delivered()
        before = list(ReviewSchedule.everything.order_by("id").values_list("id", "status", "version"))
        origins = [two.id]
        joining.joined(survivor_id=one.id, origins=origins, left=None, by=actors.system(), at=clock.now())
        assert list(ReviewSchedule.everything.order_by("id").values_list("id", "status", "version")) == before

    def test_gives_an_induction_to_somebody_without_one(self):
        one, two = a_record(), plans_days.with_induction(a_record(), due=20)
        merged(one, two, at=clock.now())
        delivered()
        assert InductionSchedule.objects.get(learner=one).status != MERGED

    def test_keeps_one_case_worker(self):
        one, two = a_record("worker"), a_record("worker")
        merged(one, two, at=clock.now())
        assert CaseWorker.objects.filter(learner=one, ended_at__isnull=True).count() == 1

    def test_ends_the_support_date_that_was_set_aside(self):
        one, two = a_record("needs"), a_record("needs")
        merged(one, two, at=clock.now())
        delivered()
        aside = SupportSchedule.everything.filter(learner=one, set_aside=True)
        assert [schedule.status for schedule in aside] == [MERGED] * aside.count()


class TestParted:
    def test_opens_again_what_the_merge_closed(self):
        one, two = with_review(), with_review()
        theirs = ReviewSchedule.objects.get(learner=two, status__in=ACTIVE_REVIEW)
        case = merged(one, two, at=clock.now())
        delivered()
        parted(case, at=clock.now() + dt.timedelta(minutes=1))
        delivered()
        again = ReviewSchedule.objects.get(id=theirs.id)
        assert (again.status, again.learner_id, again.latest_on) == ("SCHEDULED", two.id, theirs.latest_on)


def test_a_message_about_the_closed_person_reaches_the_survivor():
    one, two = a_record("plan"), a_record("plan")
    merged(one, two, at=clock.now())
    outbox.queue(topic="learner.sentence_changed", key=f"learner:{two.id}", body={"learner": str(two.id)})
    delivered()
    assert not OutboxMessage.objects.filter(sent_at__isnull=True, attempts__gt=0).exists()
    assert uuid.UUID(str(one.id))
