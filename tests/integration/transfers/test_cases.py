"""A case from when a move is expected to when it is done with; and what the database refuses."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from campus.accounts import actors
from campus.core.errors import NotYours, Refused
from learners.models import Learner, Placement
from tests.factories.accounts import posted
from tests.factories.learners import AT, LearnerFactory, number_of
from tests.factories.transfers import case_in, event
from transfers.actions import cases, expected, inbox
from transfers.models import TransferCase, TransferTransition
from transfers.rules import ALLOWED, OPEN_STATES, CaseState

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SOON = AT.date() + 3 * DAY


def hour(n: int) -> dt.datetime:
    return AT + dt.timedelta(hours=n)


def heard(learner: Learner, *events: tuple[str, str, str, int]) -> None:
    """(prison, reason, kind, hour) of each."""
    number = number_of(learner)
    counts = inbox.ingest([event(number, p, reason=r, kind=k, at=hour(n)) for p, r, k, n in events])
    assert counts["applied"] == len(events), counts


def departed(n: int) -> tuple[str, str, str, int]:
    return ("OUT", "TRANSFERRED", "released", n)


def received(prison: str, n: int, reason: str = "TRANSFERRED") -> tuple[str, str, str, int]:
    return (prison, reason, "received", n)


def states(learner: Learner) -> list[str]:
    return list(TransferCase.objects.filter(learner=learner).order_by("id").values_list("state", flat=True))


def case_of(learner: Learner) -> TransferCase:
    return TransferCase.objects.filter(learner=learner).latest("id")


class TestSteps:
    def test_of_a_move_with_a_departure(self) -> None:
        learner = LearnerFactory()
        heard(learner, departed(1), received("HLI", 2))
        case = case_of(learner)
        assert (case.state, case.from_establishment_id, case.to_establishment_id) == ("ARRIVED", "LEI", "HLI")
        steps = case.transitions.order_by("number").values_list("number", "before", "after")
        assert list(steps) == [(1, "", "DEPARTED"), (2, "DEPARTED", "ARRIVED")]
        assert case.kind == "TRANSFER" and not case.diverted

    def test_of_somebody_turned_back(self) -> None:
        learner = LearnerFactory()
        heard(learner, departed(1), received("LEI", 2))
        assert states(learner) == ["RETURNED"]

    def test_of_a_next_move_before_the_last_was_accepted(self) -> None:
        learner = LearnerFactory()
        heard(learner, received("HLI", 1), received("MDI", 2))
        assert states(learner) == ["SUPERSEDED", "ARRIVED"]
        assert case_of(learner).carries.to_establishment_id == "HLI"

    def test_of_a_way_back_names_the_move_away(self) -> None:
        learner = LearnerFactory()
        heard(learner, received("HLI", 1), received("LEI", 2))
        case = case_of(learner)
        assert case.is_way_back
        assert (case.back_from.from_establishment_id, case.back_from.to_establishment_id) == ("LEI", "HLI")

    def test_of_a_return_to_prison(self) -> None:
        learner = LearnerFactory()
        heard(learner, ("OUT", "RELEASED", "released", 1), received("HLI", 2, "READMISSION"))
        case = case_of(learner)
        assert (case.kind, case.state, case.from_establishment_id) == ("RETURN", "ARRIVED", None)

    def test_of_a_release_end_the_case(self) -> None:
        learner = LearnerFactory()
        heard(learner, departed(1), ("OUT", "RELEASED", "released", 2))
        assert (case_of(learner).state, case_of(learner).ended_because) == ("CANCELLED", "RELEASED")

    def test_of_hospital_leave_the_case_alone(self) -> None:
        learner = LearnerFactory()
        heard(learner, received("HLI", 1), ("OUT", "RELEASED_TO_HOSPITAL", "released", 2))
        assert states(learner) == ["ARRIVED"]
        assert Placement.objects.get(learner=learner, ended_at__isnull=True).establishment_id == "HLI"

    def test_of_a_receipt_from_court_by_another_prison(self) -> None:
        learner = LearnerFactory()
        heard(learner, ("OUT", "SENT_TO_COURT", "released", 1), received("HLI", 2, "RETURN_FROM_COURT"))
        assert (case_of(learner).state, case_of(learner).to_establishment_id) == ("ARRIVED", "HLI")


class TestExpect:
    def test_a_move_that_then_happens(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)
        heard(learner, departed(1), received("HLI", 2))
        assert states(learner) == ["ARRIVED"]
        assert not case_of(learner).diverted

    def test_a_move_that_ends_elsewhere(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)
        heard(learner, received("MDI", 2))
        case = case_of(learner)
        assert (case.state, case.diverted, case.expected_establishment_id) == ("ARRIVED", True, "HLI")

    def test_another_prison_after_all(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        first = expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)
        again = expected.expect(by=by, learner_id=learner.id, establishment="MDI", expected_on=SOON, at=AT)
        assert (again.id, again.to_establishment_id) == (first.id, "MDI")

    def test_a_move_after_the_last_was_accepted_closes_it(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        accepted = case_in(CaseState.ACCEPTED, learner, sender="MDI", receiver="LEI")
        case = expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)
        assert (states(learner), case.carries_id) == (["CLOSED", "EXPECTED"], accepted.id)

    def test_nothing_of_a_move_to_where_the_person_is(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        with pytest.raises(Refused, match="at that prison already"):
            expected.expect(by=by, learner_id=learner.id, establishment="LEI", expected_on=SOON, at=AT)

    def test_nothing_by_somebody_from_elsewhere(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "HLI")
        with pytest.raises(NotYours):
            expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)

    def test_a_move_that_is_not_to_be(self) -> None:
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        case = expected.expect(by=by, learner_id=learner.id, establishment="HLI", expected_on=SOON, at=AT)
        expected.withdraw(by=by, case_id=case.id, at=AT)
        assert (case_of(learner).state, case_of(learner).ended_because) == ("CANCELLED", "WITHDRAWN")
        with pytest.raises(Refused):
            expected.withdraw(by=by, case_id=case.id, at=AT)


class TestTime:
    def test_flags_who_is_on_the_way_for_three_days(self) -> None:
        by = actors.system()
        case = case_in(CaseState.DEPARTED, LearnerFactory())
        assert expected.mark_overdue(by=by, at=AT + 3 * DAY - dt.timedelta(minutes=1)) == 0
        assert expected.mark_overdue(by=by, at=AT + 3 * DAY) == 1
        assert expected.mark_overdue(by=by, at=AT + 4 * DAY) == 0
        case.refresh_from_db()
        assert case.is_overdue and case.state == "DEPARTED"

    def test_ends_what_was_expected_and_never_began(self) -> None:
        case = case_in(CaseState.EXPECTED, LearnerFactory())
        assert expected.lapse(by=actors.system(), at=AT + 14 * DAY) == 0
        assert expected.lapse(by=actors.system(), at=AT + 15 * DAY) == 1
        case.refresh_from_db()
        assert (case.state, case.ended_because) == ("CANCELLED", "LAPSED")

    def test_closes_what_was_accepted_28_days_ago(self) -> None:
        case = case_in(CaseState.ACCEPTED, LearnerFactory())
        assert expected.close_old(by=actors.system(), at=AT + 27 * DAY) == 0
        assert expected.close_old(by=actors.system(), at=AT + 28 * DAY) == 1
        case.refresh_from_db()
        assert case.state == "CLOSED"


class TestAccept:
    def test_takes_a_verified_case_and_no_other(self) -> None:
        learner = LearnerFactory()
        by = actors.system()
        case = case_in(CaseState.VERIFIED, learner)
        assert cases.accept(case=case, learner=learner, by=by, at=AT).state == "ACCEPTED"
        with pytest.raises(Refused):
            cases.accept(case=case, learner=learner, by=by, at=AT)


def refused(change: Any, words: str) -> None:
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        change()


class TestTheDatabase:
    @pytest.mark.parametrize("state", [s for s in CaseState if s not in OPEN_STATES])
    def test_refuses_any_change_of_a_case_that_has_ended(self, state: CaseState) -> None:
        case = case_in(state, LearnerFactory())
        rows = TransferCase.objects.filter(id=case.id)
        refused(lambda: rows.update(diverted=True), "never changes")

    def test_refuses_a_state_without_its_step(self) -> None:
        rows = TransferCase.objects.filter(id=case_in(CaseState.ARRIVED, LearnerFactory()).id)
        refused(lambda: rows.update(state="VERIFIED"), "by a step only")
        refused(lambda: rows.update(state="VERIFIED", steps=3), "by a step only")

    def test_refuses_to_delete_a_case(self) -> None:
        case = case_in(CaseState.DEPARTED, LearnerFactory())
        refused(lambda: TransferCase.objects.filter(id=case.id)._raw_delete("default"), "never deleted")

    def test_refuses_a_step_out_of_its_place(self) -> None:
        case = case_in(CaseState.ARRIVED, LearnerFactory())
        given = {"case": case, "by_id": actors.system().user_id, "at": AT, "epoch": 1}

        def made(number: int, before: str, after: str) -> None:
            TransferTransition.objects.create(number=number, before=before, after=after, **given)

        refused(lambda: made(4, "ARRIVED", "VERIFIED"), "follows the one before")
        refused(lambda: made(3, "DEPARTED", "ARRIVED"), "follows the one before")
        refused(lambda: made(3, "ARRIVED", "CLOSED"), "transition_is_allowed")

    @pytest.mark.parametrize("before", [s for s in CaseState if s in OPEN_STATES])
    def test_takes_each_pair_of_the_table_and_no_other(self, before: CaseState) -> None:
        learner = LearnerFactory()
        case = case_in(before, learner)
        given = {"case": case, "by_id": actors.system().user_id, "at": AT, "epoch": 1, "number": case.steps + 1}
        for after in CaseState:
            try:
                with transaction.atomic():
                    TransferTransition.objects.create(before=before, after=after, **given)
                    raise ZeroDivisionError
            except ZeroDivisionError:
                assert (before, after) in ALLOWED
            except DatabaseError:
                assert (before, after) not in ALLOWED

    def test_holds_one_open_case_a_person(self) -> None:
        learner = LearnerFactory()
        case_in(CaseState.VERIFIED, learner)
        refused(lambda: case_in(CaseState.DEPARTED, learner), "one_open_case_a_person")
