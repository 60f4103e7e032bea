"""Rules of courses, classes, places and attendance (learners-plans-assessments.md 1.2)."""

import datetime as dt
import itertools

import pytest

from campus.core.errors import Refused
from learners.rules import MovementKind
from plans.courses import rules
from plans.courses.rules import EnrolmentStatus, PlaceState, RequestState

TODAY = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


class TestStatus:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("IN_PROGRESS", "COMPLETED"), ("IN_PROGRESS", "WITHDRAWN"), ("IN_PROGRESS", "TEMPORARILY_WITHDRAWN"),
            ("TEMPORARILY_WITHDRAWN", "IN_PROGRESS"), ("TEMPORARILY_WITHDRAWN", "WITHDRAWN"),
            ("COMPLETED", "IN_PROGRESS"), ("WITHDRAWN", "IN_PROGRESS"),
        ],
    )  # fmt: skip
    def test_moves_as_listed(self, before, after):
        rules.check_move(before, after)

    def test_moves_in_no_other_way(self):
        allowed = {(b, a) for b, afters in rules.MOVES.items() for a in afters}
        for pair in set(itertools.product(EnrolmentStatus, repeat=2)) - allowed:
            assert not rules.may_move(*pair)
            with pytest.raises(Refused):
                rules.check_move(*pair)

    def test_has_the_four_values_of_the_specification_and_a_label_for_each(self):
        four = {"IN_PROGRESS", "COMPLETED", "WITHDRAWN", "TEMPORARILY_WITHDRAWN"}
        assert set(rules.STATUS_LABELS) == four == {s.value for s in EnrolmentStatus}

    @pytest.mark.parametrize(
        ("values", "labels"),
        [
            (rules.Outcome, rules.OUTCOME_LABELS), (rules.Grade, rules.GRADE_LABELS),
            (rules.Answer, rules.ANSWER_LABELS),
            (rules.Funding, rules.FUNDING_LABELS), (rules.WithdrawalReason, rules.REASON_LABELS),
            (rules.AttendanceCode, rules.ATTENDANCE_LABELS),
        ],
    )  # fmt: skip
    def test_and_every_other_code_has_a_label(self, values, labels):
        assert set(values) == set(labels)


class TestEnrol:
    def check(self, **other):
        said = {
            "withdrawn_on": None, "is_offered": True, "is_enrolled": False, "started_before": False,
            "started_on": TODAY,
        }  # fmt: skip
        rules.check_may_enrol(**{**said, **other})

    def test_is_allowed_for_a_course_that_is_offered(self):
        self.check()

    @pytest.mark.parametrize(
        ("other", "field"),
        [
            ({"is_offered": False}, "course"), ({"is_enrolled": True}, "course"), ({"withdrawn_on": TODAY}, "course"),
            ({"started_before": True}, "started_on"),
        ],
    )  # fmt: skip
    def test_is_refused_beside_its_field(self, other, field):
        with pytest.raises(Refused) as refused:
            self.check(**other)
        assert refused.value.field == field

    def test_is_allowed_the_day_before_a_course_is_withdrawn(self):
        self.check(withdrawn_on=TODAY + DAY)

    @pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False), (1, False), (None, False)])
    def test_plans_no_end_before_the_start(self, days, refused):
        end = None if days is None else TODAY + days * DAY
        if refused:
            with pytest.raises(Refused):
                rules.check_planned_end(started_on=TODAY, planned_end_on=end)
        else:
            rules.check_planned_end(started_on=TODAY, planned_end_on=end)


class TestEnd:
    @pytest.mark.parametrize("days", [-5, 0])
    def test_is_between_the_start_and_today(self, days):
        rules.check_end(started_on=TODAY - 5 * DAY, ended_on=TODAY + days * DAY, today=TODAY)

    @pytest.mark.parametrize("days", [-6, 1])
    def test_is_not_outside(self, days):
        with pytest.raises(Refused):
            rules.check_end(started_on=TODAY - 5 * DAY, ended_on=TODAY + days * DAY, today=TODAY)

    @pytest.mark.parametrize(
        ("outcome", "grade", "refused"),
        [
            ("ACHIEVED", "", False), ("ACHIEVED", "MERIT", False), ("ACHIEVED", "FAILED", True),
            ("PARTIALLY_ACHIEVED", "PASSED", False), ("PARTIALLY_ACHIEVED", "FAILED", True),
            ("NOT_ACHIEVED", "FAILED", False), ("NOT_ACHIEVED", "", False), ("NOT_ACHIEVED", "PASSED", True),
        ],
    )  # fmt: skip
    def test_has_a_grade_that_fits_its_outcome(self, outcome, grade, refused):
        if refused:
            with pytest.raises(Refused):
                rules.check_result(outcome=outcome, grade=grade)
        else:
            rules.check_result(outcome=outcome, grade=grade)

    def test_for_another_reason_says_which(self):
        rules.check_withdrawal(reason="OTHER", note="Has a job now")
        rules.check_withdrawal(reason="ILL_HEALTH", note="")
        with pytest.raises(Refused):
            rules.check_withdrawal(reason="OTHER", note="  ")

    def test_is_opened_again_with_a_reason_unless_begun_again(self):
        rules.check_reopen(status="COMPLETED", reason="Wrong person", is_enrolled=False)
        for status, reason, again in [
            ("IN_PROGRESS", "x", False), ("COMPLETED", " ", False), ("WITHDRAWN", "x", True),
        ]:  # fmt: skip
            with pytest.raises(Refused):
                rules.check_reopen(status=status, reason=reason, is_enrolled=again)


class TestBreak:
    def test_begins_in_the_course_and_not_later_than_today(self):
        rules.check_break(on=TODAY, until=None, started_on=TODAY, today=TODAY)
        for on, until in [(TODAY - DAY, None), (TODAY + DAY, None), (TODAY, TODAY - DAY)]:
            with pytest.raises(Refused):
                rules.check_break(on=on, until=until, started_on=TODAY, today=TODAY)

    def test_ends_with_a_return(self):
        rules.check_return(status="TEMPORARILY_WITHDRAWN", on=TODAY, break_from_on=TODAY, today=TODAY)
        for status, on, since in [
            ("IN_PROGRESS", TODAY, None), ("TEMPORARILY_WITHDRAWN", TODAY - DAY, TODAY),
            ("TEMPORARILY_WITHDRAWN", TODAY + DAY, TODAY),
        ]:  # fmt: skip
            with pytest.raises(Refused):
                rules.check_return(status=status, on=on, break_from_on=since, today=TODAY)


class TestPlace:
    def check(self, **other):
        said = {"is_over": False, "same_course": True, "here": True, "status": "IN_PROGRESS", "holds_one": False}
        rules.check_place(**{**said, **other})

    @pytest.mark.parametrize(
        "other",
        [
            {"is_over": True}, {"same_course": False}, {"here": False}, {"holds_one": True},
            {"status": "TEMPORARILY_WITHDRAWN"}, {"status": "COMPLETED"},
        ],
    )  # fmt: skip
    def test_is_refused(self, other):
        self.check()
        with pytest.raises(Refused):
            self.check(**other)

    @pytest.mark.parametrize(
        ("held", "places", "room"), [(0, 1, True), (11, 12, True), (12, 12, False), (13, 12, False)]
    )
    def test_needs_room(self, held, places, room):
        assert rules.may_join(held=held, places=places) is room
        if not room:
            with pytest.raises(Refused, match="full"):
                rules.check_room(held=held, places=places)

    def test_that_has_ended_stays_so(self):
        assert not any(rules.may_move_place("ENDED", after) for after in PlaceState)
        assert rules.may_move_place("SUSPENDED", "HELD") and not rules.may_move_place("HELD", "HELD")

    def test_is_touched_by_four_movements_only(self):
        touched = {"TRANSFER", "RELEASE", "HOSPITAL", "DEATH"}
        assert set(rules.AFTER_MOVEMENT) == {k for k in MovementKind if k.value in touched}
        assert rules.AFTER_MOVEMENT[MovementKind.DEATH] == PlaceState.ENDED


class TestClass:
    def check(self, **other):
        said = {"name": "A", "starts_on": TODAY, "ends_on": None, "places": 12, "held": 0}
        rules.check_class(**{**said, **other})

    @pytest.mark.parametrize(
        "other",
        [{"name": " "}, {"ends_on": TODAY - DAY}, {"places": 0}, {"places": rules.MOST_PLACES + 1}, {"held": 13}],
    )
    def test_is_refused(self, other):
        self.check(held=12, places=12)
        with pytest.raises(Refused):
            self.check(**other)

    @pytest.mark.parametrize(
        ("weekdays", "start", "end", "found"),
        [
            ("5", 0, None, 0), ("6", 0, None, 1), ("4", 0, None, 6), ("15", 0, None, 0), ("15", 1, None, 3),
            ("", 0, None, None),
            ("4", 0, 5, None), ("4", 0, 6, 6),
        ],
    )  # fmt: skip
    def test_meets_next_on_one_of_its_days(self, weekdays, start, end, found):
        """20 November 2026 is a Friday."""
        ends_on = None if end is None else TODAY + end * DAY
        day = rules.next_session(weekdays, from_on=TODAY, starts_on=TODAY + start * DAY, ends_on=ends_on)
        assert day == (None if found is None else TODAY + found * DAY)

    def test_is_marked_on_a_day_on_which_it_ran(self):
        rules.check_attendance(on=TODAY, starts_on=TODAY, ends_on=TODAY, today=TODAY)
        for on, ends_on in [(TODAY + DAY, None), (TODAY - 6 * DAY, None), (TODAY, TODAY - DAY)]:
            with pytest.raises(Refused):
                rules.check_attendance(on=on, starts_on=TODAY - 5 * DAY, ends_on=ends_on, today=TODAY)

    def test_is_marked_with_a_known_code(self):
        assert rules.check_mark("LATE") == "LATE"
        with pytest.raises(Refused):
            rules.check_mark("ASLEEP")


class TestCourse:
    def test_needs_a_code_and_a_name(self):
        rules.check_course(code="M1", title="Maths")
        for code, title in [("", "Maths"), ("M1", " ")]:
            with pytest.raises(Refused):
                rules.check_course(code=code, title=title)

    def test_of_several_prisons_is_changed_by_none_of_them(self):
        assert rules.may_change_course(offered_elsewhere=False)
        with pytest.raises(Refused):
            rules.check_may_change_course(offered_elsewhere=True)

    def test_is_offered_once_and_not_after_it_was_withdrawn(self):
        rules.check_may_offer(withdrawn_on=TODAY + DAY, is_offered=False, today=TODAY)
        for withdrawn_on, offered in [(TODAY, False), (None, True)]:
            with pytest.raises(Refused):
                rules.check_may_offer(withdrawn_on=withdrawn_on, is_offered=offered, today=TODAY)

    def test_is_no_longer_offered_when_its_classes_have_a_last_day(self):
        rules.check_may_stop_offering(is_open=True, open_classes=0)
        for is_open, classes in [(False, 0), (True, 1)]:
            with pytest.raises(Refused):
                rules.check_may_stop_offering(is_open=is_open, open_classes=classes)


class TestRequest:
    def test_is_for_a_course_that_is_on_here_and_not_taken(self):
        said = {"is_offered": True, "withdrawn_on": None, "is_enrolled": False, "is_waiting": False, "today": TODAY}
        assert rules.may_ask(**said)
        for other in [{"is_offered": False}, {"withdrawn_on": TODAY}, {"is_enrolled": True}, {"is_waiting": True}]:
            assert not rules.may_ask(**{**said, **other})

    def test_moves_once(self):
        assert rules.may_move_request("WAITING", "ANSWERED") and rules.may_move_request("WAITING", "TAKEN_BACK")
        for before in (RequestState.ANSWERED, RequestState.TAKEN_BACK):
            with pytest.raises(Refused):
                rules.check_request_move(before, "ANSWERED")

    def test_is_told_why_not(self):
        rules.check_answer(answer="YES", note="")
        with pytest.raises(Refused):
            rules.check_answer(answer="NO", note=" ")
