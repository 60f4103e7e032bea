"""The support plan with its versions and reviews, and the one date that follows from needs, courses and moves."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campus.accounts import actors
from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import Learner
from plans.needs import actions
from plans.needs.models import (
    EhcpStatus,
    SupportPlan,
    SupportPlanReview,
    SupportPlanVersion,
    SupportSchedule,
    SupportScheduleVersion,
)
from tests.factories import needs
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.needs import AT, REVIEW_ON, TODAY, content

pytestmark = pytest.mark.django_db
CAMPUS = actors.system


def schedule(learner: Learner) -> SupportSchedule:
    return SupportSchedule.objects.get(learner=learner)


def stands(learner: Learner) -> tuple[str, str, dt.date | None]:
    row = schedule(learner)
    return row.task, row.status, row.deadline_on


def starts(learner: Learner, on: dt.date = TODAY, *, pes: bool = True) -> None:
    actions.on_course_start(learner_id=learner.id, started_on=on, pes_funded=pes, by=CAMPUS(), at=AT)


def review(learner: Learner, **changed: object) -> SupportPlanReview:
    wanted = {
        "by": needs.nsm(), "learner_id": learner.id, "persons_view": "It helps.", "declined_to_take_part": False,
        "reviewers_view": "Going well.", "on": TODAY, "content": content(), "next_review_on": REVIEW_ON, "number": 1,
        "at": AT, **changed,
    }  # fmt: skip
    return actions.review_plan(**wanted)


class TestPlan:
    def test_is_written_once_and_keeps_every_version(self):
        learner, by = LearnerFactory(), needs.nsm()
        plan = needs.a_plan(learner, by)
        changed = content(adjustments="A quiet room", lnsp_support="", lnsp_hours=None)
        actions.change_plan(by=by, learner_id=learner.id, content=changed, number=1, at=AT)
        first, second = SupportPlanVersion.objects.filter(plan=plan).order_by("number")
        assert (first.adjustments, second.adjustments) == ("Extra time\nShort tasks", "A quiet room")
        assert first.content == content() and second.content == changed
        assert first.review_on == second.review_on == REVIEW_ON
        assert first.hours == Decimal("1.5") and first.people == "Joanne Nash, key worker"
        with pytest.raises(Refused, match="already"):
            needs.a_plan(learner)

    def test_that_says_the_same_is_no_new_version(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        actions.change_plan(by=needs.nsm(), learner_id=learner.id, content=content(), number=1, at=AT)
        assert SupportPlanVersion.objects.count() == 1

    def test_needs_a_need(self):
        learner = LearnerFactory()
        needs.a_screener(learner)
        with pytest.raises(Refused, match="answers a need"):
            actions.write_plan(
                by=needs.nsm(), learner_id=learner.id, content=content(), has_ehcp=False, review_on=REVIEW_ON, at=AT
            )

    def test_is_not_overwritten_by_a_stale_form(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        review(learner)
        with pytest.raises(StaleEdit) as stale:
            actions.change_plan(by=needs.nsm(), learner_id=learner.id, content=content(), number=1, at=AT)
        assert stale.value.lock_version == 2

    @pytest.mark.parametrize(
        ("role", "place"), [("EDU_MGR", "LEI"), ("TUTOR", "LEI"), ("DPO_SAR", None), ("NSM", "HLI")]
    )
    def test_is_for_those_who_keep_needs(self, role, place):
        learner = LearnerFactory()
        needs.a_plan(learner)
        by, who = posted(role, place), learner.id
        for verb in (
            lambda: actions.write_plan(
                by=by, learner_id=who, content=content(), has_ehcp=False, review_on=REVIEW_ON, at=AT
            ),
            lambda: actions.change_plan(by=by, learner_id=who, content=content(), number=1, at=AT),
            lambda: review(learner, by=by),
            lambda: actions.decline(by=by, learner_id=who, reason="EXEMPT_NOT_REQUIRED", detail="No", at=AT),
            lambda: actions.ask_again(by=by, learner_id=who, at=AT),
            lambda: actions.record_ehcp(by=by, learner_id=who, has_plan=True, at=AT),
        ):
            with pytest.raises(NotYours):
                verb()

    def test_answers_about_the_ehcp_are_kept_when_they_change(self):
        learner, by = LearnerFactory(), needs.nsm()
        needs.a_plan(learner, has_ehcp=False)
        for has in (False, True, True):
            actions.record_ehcp(by=by, learner_id=learner.id, has_plan=has, at=AT)
        assert list(EhcpStatus.objects.order_by("id").values_list("has_plan", flat=True)) == [False, True]

    @pytest.mark.parametrize("model", [SupportPlanVersion, SupportPlanReview, EhcpStatus, SupportScheduleVersion])
    def test_history_is_never_changed(self, model):
        needs.with_needs(LearnerFactory())
        with pytest.raises(Exception, match=r"(?i)cannot update"), transaction.atomic():
            model.objects.update(lock_version=9)


class TestReview:
    def test_keeps_the_plan_as_it_stood_after_it_and_whether_it_was_late(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        late = dt.datetime(2027, 1, 25, 9, tzinfo=dt.UTC)
        done = review(
            learner, content=content(adjustments="Nothing now"), on=late.date(), at=late,
            next_review_on=dt.date(2027, 4, 1),
        )  # fmt: skip
        assert (done.version.number, done.version.adjustments) == (2, "Nothing now")
        assert done.was_due_on == REVIEW_ON and done.was_late
        assert stands(learner) == ("REVIEW", "SCHEDULED", dt.date(2027, 4, 1))

    def test_may_say_that_the_person_declined(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        done = review(learner, persons_view="", declined_to_take_part=True)
        assert done.declined_to_take_part and not done.was_late

    def test_needs_a_plan(self):
        with pytest.raises(Refused, match="no support plan yet"):
            review(LearnerFactory())

    def test_saves_nothing_when_it_refuses(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        with pytest.raises(Refused):
            review(learner, next_review_on=dt.date(2028, 1, 1))
        assert SupportPlanVersion.objects.count() == 1 and not SupportPlanReview.objects.exists()


class TestDatabase:
    @pytest.mark.parametrize(
        "broken",
        [
            {"deadline_on": None, "no_deadline": ""}, {"no_deadline": "NOT_PES"},
            {"footing": "STUDYING", "course_started_on": None},
        ],
    )  # fmt: skip
    def test_holds_a_schedule_together(self, broken):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportSchedule.objects.update(**broken)

    @pytest.mark.parametrize("model", [SupportPlan, SupportSchedule])
    def test_holds_one_a_person(self, model):
        learner = LearnerFactory()
        needs.a_plan(learner)
        row = model.objects.get(learner=learner)
        row.pk = LearnerFactory().id
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


class TestLearner:
    def test_may_do_none_of_it(self):
        learner = LearnerFactory()
        with pytest.raises(NotYours):
            needs.a_plan(learner, as_learner(learner))
