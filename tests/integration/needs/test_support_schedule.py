"""The one date that follows from needs, courses, moves and refusals."""

import datetime as dt

import pytest

from campus.accounts import actors
from campus.core.errors import Refused
from learners.models import Learner, TimelineEvent
from learners.record_kinds import RecordClass, kinds
from learners.rules import MovementKind
from plans.needs import actions
from plans.needs.models import (
    SupportSchedule,
    SupportScheduleVersion,
)
from plans.needs.rules.recording import ItemKind
from tests.factories import needs, providers
from tests.factories.learners import LearnerFactory
from tests.factories.needs import AT, REVIEW_ON, TODAY

pytestmark = pytest.mark.django_db
CAMPUS = actors.system


def schedule(learner: Learner) -> SupportSchedule:
    return SupportSchedule.objects.get(learner=learner)


def stands(learner: Learner) -> tuple[str, str, dt.date | None]:
    row = schedule(learner)
    return row.task, row.status, row.deadline_on


def starts(learner: Learner, on: dt.date = TODAY, *, pes: bool = True) -> None:
    actions.on_course_start(learner_id=learner.id, started_on=on, pes_funded=pes, by=CAMPUS(), at=AT)


def moves(learner: Learner, kind: MovementKind) -> None:
    actions.on_movement(learner_id=learner.id, kind=kind, on=TODAY, by=CAMPUS(), at=AT)


class TestDeadline:
    def test_is_five_working_days_after_a_paid_course_for_an_assessed_need(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner, dt.date(2026, 11, 6))
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 13))
        starts(learner, dt.date(2026, 11, 6))
        starts(learner, dt.date(2026, 11, 9))
        assert stands(learner)[2] == dt.date(2026, 11, 13)
        assert SupportScheduleVersion.objects.count() == 1

    @pytest.mark.parametrize(
        ("before", "pes", "why"),
        [
            (lambda who: needs.an_aln_result(who), False, "NOT_PES"),
            (lambda who: needs.a_challenge(who), True, "NEED_NOT_ASSESSED"),
            (lambda who: needs.an_aln_result(who, on=dt.date(2026, 11, 11)), True, "ASSESSED_LATER"),
        ],
    )
    def test_is_missing_for_a_reason(self, before, pes, why):
        learner = LearnerFactory()
        before(learner)
        starts(learner, pes=pes)
        assert stands(learner) == ("PLAN", "SCHEDULED", None) and schedule(learner).no_deadline == why

    def test_comes_with_the_first_course_that_the_contract_pays_for(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner, dt.date(2026, 11, 2), pes=False)
        starts(learner, dt.date(2026, 11, 6))
        starts(learner, dt.date(2026, 11, 7), pes=False)
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 13))

    def test_follows_the_need(self):
        learner, by = LearnerFactory(), needs.nsm()
        starts(learner)
        assert stands(learner)[1] == "EXEMPT_NO_NEED"
        item = needs.a_challenge(learner)
        assert stands(learner)[1] == "SCHEDULED"
        actions.archive(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, reason="Over", at=AT)
        assert stands(learner)[1] == "EXEMPT_NO_NEED"
        actions.restore(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, at=AT)
        assert stands(learner)[1] == "SCHEDULED"
        actions.delete(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, reason="ENTERED_IN_ERROR", at=AT)
        needs.an_aln_result(learner, "YES", dt.date(2026, 10, 1))
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 17))
        needs.an_aln_result(learner, "NO", dt.date(2026, 10, 2))
        assert stands(learner)[1] == "EXEMPT_NO_NEED"
        numbers = list(SupportScheduleVersion.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, 8))

    def test_ends_with_education_and_begins_with_the_next_course(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner)
        for _ in range(2):
            actions.on_education_end(learner_id=learner.id, by=CAMPUS(), at=AT)
        assert stands(learner)[1] == "EXEMPT_NOT_IN_EDUCATION"
        assert SupportScheduleVersion.objects.count() == 2
        starts(learner, dt.date(2026, 11, 20))
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 27))

    def test_of_a_review_is_brought_forward_by_a_paid_course(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        starts(learner, TODAY, pes=False)
        assert stands(learner) == ("REVIEW", "SCHEDULED", REVIEW_ON)
        starts(learner, TODAY)
        assert stands(learner) == ("REVIEW", "SCHEDULED", dt.date(2026, 11, 17))

    def test_of_a_plan_is_done_in_its_own_version(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner)
        needs.a_plan(learner)
        rows = SupportScheduleVersion.objects.order_by("number").values_list("task", "status", "because")
        assert list(rows) == [
            ("PLAN", "SCHEDULED", "COURSE_STARTED"), ("PLAN", "COMPLETED", "PLAN_WRITTEN"),
            ("REVIEW", "SCHEDULED", "PLAN_WRITTEN"),
        ]  # fmt: skip


class TestMovement:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("TRANSFER", "EXEMPT_PRISONER_TRANSFER"), ("RELEASE", "EXEMPT_PRISONER_RELEASE"),
            ("DEATH", "EXEMPT_PRISONER_DEATH"), ("COURT", "SCHEDULED"), ("TEMPORARY_ABSENCE", "SCHEDULED"),
            ("ADMISSION", "SCHEDULED"), ("HOSPITAL", "SCHEDULED"), ("IN_TRANSIT", "SCHEDULED"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("has_plan", [False, True])
    def test_changes_the_date_as_its_kind_says_and_nothing_of_the_record(self, kind, status, has_plan):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner)
        if has_plan:
            needs.a_plan(learner)
        before = self.record(learner)
        moved = providers.moved(learner, to="HLI" if kind == "TRANSFER" else learner.current_establishment_id)
        for _ in range(2):
            moves(moved, MovementKind(kind))
        assert stands(learner)[1] == status
        assert self.record(learner) == before

    def record(self, learner: Learner) -> dict[str, list]:
        """Every row of every kind of record but who the person is."""
        return {
            kind.name: list(kind.model.objects.filter(**{kind.learner: learner.id}).order_by("pk").values())
            for kind in kinds() if kind.record_class == RecordClass.RECORD and kind.name != "identity"
        }  # fmt: skip

    def test_that_is_told_after_the_first_course_there_changes_nothing(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner, dt.date(2026, 10, 5))
        moved = providers.moved(learner, to="HLI")
        starts(moved, dt.date(2026, 11, 9))
        moves(moved, MovementKind.TRANSFER)
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 16))

    def test_is_over_with_the_first_course_at_the_new_prison(self):
        learner = LearnerFactory()
        needs.a_plan(learner)
        starts(learner, dt.date(2026, 10, 5))
        moved = providers.moved(learner, to="HLI")
        moves(moved, MovementKind.TRANSFER)
        starts(moved, dt.date(2027, 2, 1))
        assert stands(learner) == ("REVIEW", "SCHEDULED", dt.date(2027, 2, 8))

    def test_finds_nothing_to_do_for_somebody_without_a_schedule(self):
        learner = LearnerFactory()
        moves(learner, MovementKind.TRANSFER)
        assert not SupportSchedule.objects.exists()

    def test_leaves_the_dead_alone(self):
        learner = LearnerFactory()
        starts(learner)
        moves(learner, MovementKind.DEATH)
        moves(learner, MovementKind.RELEASE)
        starts(learner, dt.date(2026, 12, 1))
        needs.a_challenge(learner)
        assert stands(learner)[1] == "EXEMPT_PRISONER_DEATH"

    def test_of_somebody_released_is_written_by_the_campus(self):
        learner = LearnerFactory()
        starts(learner)
        learner.current_establishment = None
        learner.save()
        moves(learner, MovementKind.RELEASE)
        assert stands(learner)[1] == "EXEMPT_PRISONER_RELEASE"


class TestDecline:
    def decline(self, learner: Learner) -> None:
        actions.decline(
            by=needs.nsm(), learner_id=learner.id, reason="EXEMPT_REFUSED_TO_ENGAGE", detail="Said no.", at=AT
        )

    def test_stands_through_courses_and_moves_until_somebody_asks_again(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner)
        starts(learner)
        self.decline(learner)
        moves(learner, MovementKind.RELEASE)
        starts(learner, dt.date(2026, 11, 20))
        assert stands(learner)[1] == "EXEMPT_PRISONER_NOT_COMPLY"
        with pytest.raises(Refused):
            self.decline(learner)
        actions.ask_again(by=needs.nsm(), learner_id=learner.id, at=AT)
        assert stands(learner) == ("PLAN", "SCHEDULED", dt.date(2026, 11, 27))
        with pytest.raises(Refused):
            actions.ask_again(by=needs.nsm(), learner_id=learner.id, at=AT)

    def test_is_over_when_a_plan_is_written(self):
        learner = LearnerFactory()
        self.decline(learner)
        needs.a_plan(learner)
        assert stands(learner) == ("REVIEW", "SCHEDULED", REVIEW_ON)
        with pytest.raises(Refused, match="already"):
            self.decline(learner)

    def test_stands_in_the_history(self):
        learner = LearnerFactory()
        self.decline(learner)
        assert TimelineEvent.objects.get(learner=learner).kind == "ELSP_DECLINED"
