"""What movements, staff and results make of schedules (learners-plans-assessments.md 2.4-2.7)."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from campus.accounts import actors
from campus.core import clock
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.estate.models import Establishment
from learners.models import Learner
from plans.actions import schedules
from plans.models import (
    ContractTerm,
    InductionSchedule,
    InductionScheduleVersion,
    ReviewSchedule,
    ReviewScheduleVersion,
)
from plans.rules.schedules import ScheduleStatus
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.schedules import happened, inducted, induction_of, review_of, with_goal, with_plan

pytestmark = pytest.mark.django_db
S = ScheduleStatus


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def under(contract: str) -> None:
    """One contract everywhere, from long ago."""
    ContractTerm.objects.all().delete()
    at = clock.now()
    ContractTerm.objects.create(contract=contract, starts_on=dt.date(2020, 1, 1), created_at=at, updated_at=at)


def admitted(**fields: object) -> Learner:
    """Somebody received from outside by an event."""
    learner = LearnerFactory(current_establishment_id=None, **fields)
    happened(learner, "received", "NEW_ADMISSION", "LEI")
    learner.refresh_from_db()
    return learner


class TestAdmission:
    def test_under_pef_gives_twenty_days(self):
        under("PEF")
        schedule = induction_of(admitted())
        assert (schedule.status, schedule.due_on, schedule.version) == (S.SCHEDULED, in_days(20), 1)
        version = InductionScheduleVersion.objects.get(schedule=schedule)
        assert (version.cause, version.created_at_establishment_id) == ("ADMISSION", "LEI")

    def test_under_pes_waits_for_assessments(self):
        under("PES")
        schedule = induction_of(admitted())
        assert (schedule.status, schedule.due_on) == (S.PENDING, None)

    def test_under_pes_is_dated_when_assessments_are_complete(self):
        under("PES")
        learner = admitted()
        assert schedules.assessments_complete(
            learner_id=learner.id, on=clock.today(), by=actors.system(), at=clock.now()
        )
        assert (induction_of(learner).status, induction_of(learner).due_on) == (S.SCHEDULED, in_days(10))

    def test_follows_a_prisons_own_contract(self):
        under("PES")
        at = clock.now()
        ContractTerm.objects.create(
            establishment=Establishment.objects.get(code="LEI"), contract="PEF", starts_on=dt.date(2020, 1, 1),
            created_at=at, updated_at=at,
        )  # fmt: skip
        assert induction_of(admitted()).due_on == in_days(20)

    def test_of_somebody_with_a_plan_gives_a_review_and_no_induction(self):
        learner = with_plan()
        happened(learner, "released", "RELEASED")
        happened(learner, "received", "READMISSION", "HLI")
        assert induction_of(learner) is None
        assert (review_of(learner).rule, review_of(learner).latest_on) == ("PRISONER_READMISSION", in_days(10))
        assert [s.status for s in ReviewSchedule.objects.filter(learner=learner).order_by("created_at")] == [
            "EXEMPT_PRISONER_RELEASE", "SCHEDULED",
        ]  # fmt: skip

    def test_of_somebody_who_leaves_within_seventeen_days_gives_no_review(self):
        learner = with_plan(release_on=in_days(16))
        happened(learner, "released", "RELEASED")
        happened(learner, "received", "READMISSION", "HLI")
        assert review_of(learner) is None


class TestTransfer:
    def test_dates_an_open_review_ten_days_ahead_at_the_new_prison(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        before = review_of(learner)
        happened(learner, "received", "TRANSFERRED", "HLI")
        after = review_of(learner)
        assert after.id == before.id
        assert (after.earliest_on, after.latest_on) == (clock.today(), in_days(10))
        versions = ReviewScheduleVersion.objects.filter(schedule=after).order_by("version")
        assert [(v.status, v.created_at_establishment_id) for v in versions] == [
            ("SCHEDULED", "LEI"), ("EXEMPT_PRISONER_TRANSFER", "LEI"), ("SCHEDULED", "HLI"),
        ]  # fmt: skip

    @pytest.mark.parametrize(("days", "is_due"), [(16, False), (17, True)])
    def test_keeps_the_last_week_clear(self, days, is_due):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=in_days(days))
        happened(learner, "received", "TRANSFERRED", "HLI")
        assert (review_of(learner) is not None) is is_due

    def test_after_a_closed_review_makes_a_new_one_when_there_is_time_again(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=in_days(10))
        happened(learner, "received", "TRANSFERRED", "HLI")
        Learner.objects.filter(id=learner.id).update(release_on=in_days(40))
        happened(learner, "received", "TRANSFERRED", "LEI")
        assert review_of(learner).latest_on == in_days(10)

    def test_gives_an_open_induction_a_new_date(self):
        under("PEF")
        learner = admitted()
        happened(learner, "received", "TRANSFERRED", "HLI")
        schedule = induction_of(learner)
        assert (schedule.status, schedule.due_on) == (S.SCHEDULED, in_days(20))
        versions = InductionScheduleVersion.objects.filter(schedule=schedule).order_by("version")
        assert [v.status for v in versions] == ["SCHEDULED", "EXEMPT_PRISONER_TRANSFER", "SCHEDULED"]

    def test_under_pes_waits_again_where_assessments_are_not_done(self):
        under("PES")
        learner = admitted()
        happened(learner, "received", "TRANSFERRED", "HLI")
        assert induction_of(learner).status == S.PENDING

    def test_told_twice_changes_things_once(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        at = clock.now()
        happened(learner, "received", "TRANSFERRED", "HLI", at)
        happened(learner, "received", "TRANSFERRED", "HLI", at)
        assert review_of(learner).version == 3

    def test_changes_nothing_of_the_record(self):
        from learners import digests

        learner = with_plan(release_on=dt.date(2029, 1, 1))
        before = digests.take(learner.id)
        happened(learner, "received", "TRANSFERRED", "HLI")
        after = digests.take(learner.id)
        assert before.root == after.root
        assert before.kinds["review_schedule"].digest != after.kinds["review_schedule"].digest


class TestLeaving:
    @pytest.mark.parametrize(
        ("reason", "status"),
        [("RELEASED", "EXEMPT_PRISONER_RELEASE"), ("RELEASED_TO_HOSPITAL", "EXEMPT_PRISONER_RELEASE_HOSPITAL")],
    )
    def test_closes_what_is_open(self, reason, status):
        under("PEF")
        planned, new = with_plan(), admitted()
        for learner in (planned, new):
            happened(learner, "released", reason)
        assert ReviewSchedule.objects.get(learner=planned).status == status
        assert induction_of(new).status == status

    def test_by_death_after_a_release_is_told_as_a_death(self):
        learner = with_plan()
        happened(learner, "released", "RELEASED")
        Learner.objects.filter(id=learner.id).update(current_establishment=None)
        schedules.react(
            learner_id=learner.id, kind="DEATH", left=None, moved_on=clock.today(), by=actors.system(), at=clock.now()
        )
        assert ReviewSchedule.objects.get(learner=learner).status == "EXEMPT_PRISONER_DEATH"

    @pytest.mark.parametrize("reason", ["SENT_TO_COURT", "TEMPORARY_ABSENCE_RELEASE", "TRANSFERRED"])
    def test_for_a_while_changes_nothing(self, reason):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        happened(learner, "released", reason)
        assert (review_of(learner).status, review_of(learner).version) == (S.SCHEDULED, 1)

    def test_and_coming_back_in_the_wrong_order_ends_in_the_truth(self):
        """The message of a release is delivered after the person was received again."""
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        schedules.react(
            learner_id=learner.id, kind="RELEASE", left="LEI", moved_on=clock.today(), by=actors.system(),
            at=clock.now(),
        )  # fmt: skip
        assert review_of(learner).status == S.SCHEDULED


class TestHold:
    def hold(self, learner: Learner, reason: str, words: str = "", version: int | None = None) -> None:
        schedules.hold(
            by=posted("EDU_MGR"), learner_id=learner.id, reason=reason, words=words, lock_version=version,
            at=clock.now(),
        )  # fmt: skip

    def test_then_restart_gives_the_days_of_the_reason(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        ReviewSchedule.objects.filter(learner=learner).update(earliest_on=in_days(0), latest_on=in_days(2))
        self.hold(learner, "EXEMPT_PRISONER_SAFETY_ISSUES", "Told by the wing")
        assert review_of(learner).hold_words == "Told by the wing"
        schedules.restart(by=posted("EDU_MGR"), learner_id=learner.id, lock_version=None, at=clock.now())
        assert (review_of(learner).latest_on, review_of(learner).hold_words) == (in_days(10), "")
        causes = ReviewScheduleVersion.objects.filter(learner=learner).order_by("version")
        assert [v.cause for v in causes] == ["INDUCTION_COMPLETE", "HOLD", "RESTART"]

    def test_for_a_technical_reason_never_holds(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        ReviewSchedule.objects.filter(learner=learner).update(earliest_on=in_days(0), latest_on=in_days(0))
        self.hold(learner, "EXEMPT_SYSTEM_TECHNICAL_ISSUE")
        assert (review_of(learner).status, review_of(learner).latest_on) == (S.SCHEDULED, in_days(5))
        assert review_of(learner).version == 3

    def test_is_refused_twice(self):
        learner = with_plan()
        ReviewSchedule.objects.filter(learner=learner)
        self.hold(learner, "EXEMPT_PRISONER_SAFETY_ISSUES")
        with pytest.raises(Refused, match="already on hold"):
            self.hold(learner, "EXEMPT_PRISONER_FAILED_TO_ENGAGE")

    def test_is_refused_to_who_may_not_and_to_who_is_elsewhere(self):
        learner = with_plan()
        for actor in (posted("TUTOR"), posted("EDU_MGR", "HLI")):
            with pytest.raises(NotYours):
                schedules.hold(
                    by=actor, learner_id=learner.id, reason="EXEMPT_PRISONER_SAFETY_ISSUES", words="",
                    lock_version=None, at=clock.now(),
                )  # fmt: skip

    def test_is_refused_when_somebody_changed_it_meanwhile(self):
        learner = with_plan()
        with pytest.raises(StaleEdit):
            self.hold(learner, "EXEMPT_PRISONER_SAFETY_ISSUES", version=99)


class TestPlanExists:
    def test_only_with_an_induction_and_a_goal(self):
        under("PEF")
        learner = admitted(release_on=dt.date(2029, 1, 1))
        inducted(learner)
        assert (induction_of(learner).status, review_of(learner)) == (S.SCHEDULED, None)
        with_goal(learner)
        assert induction_of(learner).status == S.COMPLETED
        assert review_of(learner).rule == "BETWEEN_12_AND_60_MONTHS_TO_SERVE"

    def test_in_either_order(self):
        under("PEF")
        learner = admitted()
        with_goal(learner)
        inducted(learner)
        assert induction_of(learner).status == S.COMPLETED


class TestSentence:
    def test_that_changes_moves_the_review(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=in_days(150))
        assert schedules.sentence_changed(learner_id=learner.id, by=actors.system(), at=clock.now())
        assert review_of(learner).rule == "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE"
        assert not schedules.sentence_changed(learner_id=learner.id, by=actors.system(), at=clock.now())


class TestDatabase:
    def test_holds_one_active_review_a_person(self):
        learner = with_plan(release_on=dt.date(2029, 1, 1))
        second = review_of(learner)
        second.pk, second._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_holds_one_induction_schedule_a_person(self):
        under("PEF")
        second = induction_of(admitted())
        second.pk, second._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_never_changes_what_is_complete(self):
        under("PEF")
        learner = admitted()
        inducted(learner)
        with_goal(learner)
        with pytest.raises(DatabaseError, match="done_is_done"), transaction.atomic():
            InductionSchedule.objects.filter(learner=learner).update(due_on=clock.today())

    def test_never_changes_a_version(self):
        with_plan(release_on=dt.date(2029, 1, 1))
        with pytest.raises(DatabaseError, match="written_once"), transaction.atomic():
            ReviewScheduleVersion.objects.update(cause="NOTHING")
        with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
            ReviewScheduleVersion.objects.all().delete()
