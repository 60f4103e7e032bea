"""Each row of what a movement brings about (learners-plans-assessments.md 2.7)."""

import datetime as dt
from dataclasses import replace

import pytest

from learners.rules import MovementKind as M
from learners.rules import PlacementStatus as P
from plans.rules.movements import Decision, Standing, decide, heal
from plans.rules.schedules import ScheduleStatus as S
from plans.rules.windows import Event
from transfers.rules import Stand, movement_kind

TODAY = dt.date(2026, 11, 22)
AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
NEW = Standing(today=TODAY, has_plan=False)
OPEN = replace(NEW, induction=S.SCHEDULED)
PLANNED = Standing(today=TODAY, has_plan=True, induction=S.COMPLETED, review=S.SCHEDULED)
RETURNER = Standing(today=TODAY, has_plan=True)  # a plan from before there were schedules
SOON = TODAY + dt.timedelta(days=16)


class TestAdmission:
    @pytest.mark.parametrize("kind", [M.ADMISSION, M.READMISSION])
    @pytest.mark.parametrize(
        ("standing", "decision"),
        [
            (NEW, Decision(schedule_induction=True)),
            (OPEN, Decision(schedule_induction=True)),
            (RETURNER, Decision(new_review=Event.READMISSION)),
            (replace(OPEN, has_plan=True), Decision(complete_induction=True, new_review=Event.READMISSION)),
            (PLANNED, Decision(close_review=S.UNKNOWN, new_review=Event.READMISSION)),
            (replace(PLANNED, release_on=SOON), Decision(close_review=S.UNKNOWN)),
            (replace(RETURNER, release_on=SOON), Decision()),
        ],
    )
    def test_gives_whoever_has_a_plan_a_review_and_others_an_induction(self, kind, standing, decision):
        assert decide(kind, standing) == decision


class TestTransfer:
    @pytest.mark.parametrize(
        ("standing", "decision"),
        [
            (NEW, Decision(schedule_induction=True)),
            (OPEN, Decision(close_induction=S.TRANSFERRED, schedule_induction=True)),
            (replace(OPEN, induction=S.PENDING), Decision(close_induction=S.TRANSFERRED, schedule_induction=True)),
            (replace(OPEN, induction=S.SAFETY), Decision(close_induction=S.TRANSFERRED, schedule_induction=True)),
            (replace(OPEN, has_plan=True), Decision(complete_induction=True, new_review=Event.TRANSFER)),
            (PLANNED, Decision(close_review=S.TRANSFERRED, new_review=Event.TRANSFER)),
            (replace(PLANNED, release_on=SOON), Decision(close_review=S.TRANSFERRED)),
            (replace(PLANNED, review=None, after_final=True), Decision(new_review=Event.TRANSFER)),
        ],
    )
    def test_closes_at_the_old_prison_and_dates_at_the_new(self, standing, decision):
        assert decide(M.TRANSFER, standing) == decision


class TestAbsence:
    @pytest.mark.parametrize("kind", [M.COURT, M.COURT_RETURN, M.TEMPORARY_ABSENCE, M.IN_TRANSIT, M.TRANSIT_RETURN])
    @pytest.mark.parametrize("standing", [NEW, OPEN, PLANNED, RETURNER])
    def test_changes_nothing(self, kind, standing):
        assert decide(kind, standing).changes_nothing

    @pytest.mark.parametrize(
        ("standing", "decision"),
        [
            (NEW, Decision(schedule_induction=True)),
            (OPEN, Decision()),
            (replace(OPEN, induction=S.RELEASED), Decision(restart_induction=True)),
            (replace(OPEN, induction=S.SAFETY), Decision()),
            (PLANNED, Decision()),
            (replace(PLANNED, review=S.TEMPORARY_ABSENCE), Decision(restart_review=True)),
            (replace(PLANNED, review=S.SAFETY), Decision()),
            (RETURNER, Decision(new_review=Event.NONE)),
            (replace(RETURNER, release_on=SOON), Decision()),
        ],
    )
    def test_ends_with_what_it_paused(self, standing, decision):
        assert decide(M.TEMPORARY_ABSENCE_RETURN, standing) == decision


class TestLeaving:
    @pytest.mark.parametrize(("kind", "status"), [(M.RELEASE, S.RELEASED), (M.DEATH, S.DIED), (M.HOSPITAL, S.HOSPITAL)])
    def test_closes_both(self, kind, status):
        assert decide(kind, OPEN) == Decision(close_induction=status)
        assert decide(kind, PLANNED) == Decision(close_review=status)
        assert decide(kind, NEW).changes_nothing

    def test_told_again_changes_nothing(self):
        gone = replace(PLANNED, review=None, closed_review=S.RELEASED)
        assert decide(M.RELEASE, gone).changes_nothing
        assert decide(M.RELEASE, replace(OPEN, induction=S.RELEASED)).changes_nothing

    def test_by_death_takes_the_place_of_a_release(self):
        gone = replace(PLANNED, review=None, closed_review=S.RELEASED)
        assert decide(M.DEATH, gone) == Decision(close_review=S.DIED)
        assert decide(M.DEATH, replace(OPEN, induction=S.RELEASED)) == Decision(close_induction=S.DIED)
        assert decide(M.RELEASE, replace(OPEN, induction=S.DIED)).changes_nothing


class TestNightly:
    def test_leaves_alone_what_is_right(self):
        for standing in (OPEN, PLANNED, replace(OPEN, induction=S.PENDING), replace(OPEN, induction=S.SAFETY)):
            assert heal(standing).changes_nothing

    def test_gives_an_induction_to_whoever_has_neither_it_nor_a_plan(self):
        assert heal(NEW).schedule_induction
        assert heal(replace(OPEN, induction=S.RELEASED)).schedule_induction

    def test_gives_a_review_to_whoever_has_a_plan_and_none_to_come(self):
        assert heal(RETURNER).new_review == Event.NONE
        assert heal(replace(RETURNER, release_on=SOON)).changes_nothing

    def test_hears_of_a_readmission_that_nobody_told(self):
        back = replace(PLANNED, review=None, closed_review=S.RELEASED)
        assert heal(back) == Decision(new_review=Event.READMISSION)

    def test_closes_what_is_open_for_somebody_who_left(self):
        assert heal(PLANNED, gone=S.RELEASED).close_review == S.RELEASED
        assert heal(PLANNED, gone=S.DIED).close_review == S.DIED
        assert heal(NEW, gone=S.RELEASED).changes_nothing


class TestKindOfMovement:
    @pytest.mark.parametrize(
        ("before", "establishment", "status", "kind"),
        [
            (None, "LEI", P.IN, M.ADMISSION),
            ((None, P.RELEASED), "LEI", P.IN, M.READMISSION),
            (("LEI", P.RESTRICTED_PATIENT), "LEI", P.IN, M.READMISSION),
            (("LEI", P.IN), "HLI", P.IN, M.TRANSFER),
            (("LEI", P.IN_TRANSIT), "HLI", P.IN, M.TRANSFER),
            (("LEI", P.AT_COURT), "HLI", P.IN, M.TRANSFER),
            (("LEI", P.IN_TRANSIT), "LEI", P.IN, M.TRANSIT_RETURN),
            (("LEI", P.AT_COURT), "LEI", P.IN, M.COURT_RETURN),
            (("LEI", P.ROTL), "LEI", P.IN, M.TEMPORARY_ABSENCE_RETURN),
            (("LEI", P.IN), "LEI", P.AT_COURT, M.COURT),
            (("LEI", P.IN), "LEI", P.ROTL, M.TEMPORARY_ABSENCE),
            (("LEI", P.IN), "LEI", P.IN_TRANSIT, M.IN_TRANSIT),
            (("LEI", P.IN), "LEI", P.RESTRICTED_PATIENT, M.HOSPITAL),
            (("LEI", P.IN), None, P.RELEASED, M.RELEASE),
            ((None, P.RELEASED), None, P.DECEASED, M.DEATH),
        ],
    )
    def test_follows_from_where_the_person_stood(self, before, establishment, status, kind):
        stand = Stand(before[0], before[1], AT, None) if before else None
        assert movement_kind(stand, establishment, status) == kind
