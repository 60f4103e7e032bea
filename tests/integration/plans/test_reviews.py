"""Holding a review (learners-plans-assessments.md 2.6)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from campus.audit.models import Event
from campus.core import clock
from campus.core.errors import NotYours, Refused
from learners.models import Learner, TimelineEvent
from plans.actions import reviews
from plans.models import Review, ReviewSchedule
from tests.factories.accounts import posted
from tests.factories.schedules import happened, review_of, with_plan

pytestmark = pytest.mark.django_db


def held(learner: Learner, **said: object) -> Review:
    values: dict = {"held_on": clock.today(), "note": "It went well.", "at": clock.now(), "by": posted("CIAG")}
    return reviews.complete(learner_id=learner.id, **{**values, **said})


class TestComplete:
    def test_finishes_the_schedule_and_dates_the_next_one(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        first = review_of(learner)
        review = held(learner)
        first.refresh_from_db()
        assert (first.status, review.schedule_id, review.due_on) == ("COMPLETED", first.id, first.latest_on)
        assert review_of(learner).id != first.id
        assert (review.was_on_time, review.is_last) == (True, False)

    def test_after_its_date_is_late(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        yesterday = clock.today() - dt.timedelta(days=1)
        ReviewSchedule.objects.filter(learner=learner).update(earliest_on=yesterday, latest_on=yesterday)
        assert not held(learner).was_on_time

    def test_within_three_months_of_release_is_the_last(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=clock.today() + dt.timedelta(days=60))
        assert held(learner).is_last
        assert review_of(learner) is None

    def test_that_was_the_last_is_followed_by_another_at_the_next_prison(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=clock.today() + dt.timedelta(days=60))
        held(learner)
        happened(learner, "received", "TRANSFERRED", "HLI")
        assert review_of(learner).rule == "PRISONER_TRANSFER_AFTER_FINAL_REVIEW"

    def test_is_told_in_the_history_and_in_the_audit(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        review = held(learner)
        assert TimelineEvent.objects.filter(kind="ACTION_PLAN_REVIEW_COMPLETED", subject_id=review.id).count() == 1
        assert Event.objects.filter(verb="review.completed").count() == 1

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"note": "  "}, "note"),
            ({"held_on": dt.date(2099, 1, 1)}, "held_on"),
            ({"held_by_name": "Ann Lee"}, "held_by_role"),
            ({"held_by_role": "Tutor"}, "held_by_name"),
        ],
    )
    def test_refuses_what_is_not_whole(self, said, field):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        with pytest.raises(Refused) as refused:
            held(learner, **said)
        assert refused.value.field == field

    def test_refuses_where_none_is_due(self):
        learner = with_plan(release_on=clock.today() + dt.timedelta(days=30))
        with pytest.raises(Refused, match="No review is due"):
            held(learner)

    def test_is_refused_to_who_may_not(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        for actor in (posted("TUTOR"), posted("CIAG", "HLI")):
            with pytest.raises(NotYours):
                held(learner, by=actor)

    def test_keeps_each_version_of_what_was_written(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        review = held(learner)
        Review.objects.filter(id=review.id).update(note="Another word.")
        assert list(review.history.order_by("pgh_id").values_list("note", flat=True)) == [
            "It went well.", "Another word.",
        ]  # fmt: skip
        with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
            Review.objects.filter(id=review.id).delete()
