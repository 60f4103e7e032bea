"""Who came to a class, and who asks for a place."""

import datetime as dt

import pytest

from campus.core.errors import NotYours, Refused
from plans.courses import actions, selectors
from plans.courses.actions import Mark
from plans.courses.models import Attendance, Course
from tests.factories import courses, providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.traces import lines

pytestmark = pytest.mark.django_db
AT, TODAY = courses.AT, courses.AT.date()


class TestAttendance:
    def take(self, group, marks, on=TODAY, by=None):
        return actions.record_attendance(by=by or posted("TUTOR"), class_id=group.id, on=on, marks=marks, at=AT)

    @pytest.fixture
    def room(self):
        course = courses.a_course()
        group = courses.a_class(course)
        return group, [courses.enrolled(LearnerFactory(), course, group) for _ in range(3)]

    def test_is_taken_for_a_whole_class_and_put_right(self, room):
        group, (a, b, c) = room
        first = self.take(group, {a.id: Mark("ATTENDED"), b.id: Mark("ABSENT"), c.id: Mark("LATE", "bus")})
        assert (first.saved, first.left_out) == (3, 0)
        again = self.take(group, {a.id: Mark("ATTENDED"), b.id: Mark("ABSENT_ACCEPTED", "Legal visit")})
        assert again.saved == 1
        assert Attendance.objects.get(enrolment=b).code == "ABSENT_ACCEPTED"
        mark = Attendance.objects.get(enrolment=b)
        kept = mark.history.model.objects.filter(pgh_obj_id=mark.id).values_list("code", flat=True)
        assert list(kept) == ["ABSENT", "ABSENT_ACCEPTED"]

    def test_leaves_out_whoever_has_moved_or_has_no_place(self, room):
        group, (a, b, _) = room
        providers.moved(b.learner, to="HLI")
        stranger = courses.enrolled(LearnerFactory())
        marked = self.take(group, {x.id: Mark("ATTENDED") for x in (a, b, stranger)})
        assert (marked.saved, marked.left_out) == (1, 2)
        assert list(Attendance.objects.values_list("enrolment_id", flat=True)) == [a.id]

    def test_is_refused_for_a_day_to_come(self, room):
        group, (a, *_) = room
        with pytest.raises(Refused, match="on the day"):
            self.take(group, {a.id: Mark("ATTENDED")}, on=TODAY + dt.timedelta(days=1))

    def test_is_not_for_another_prison_nor_a_reader(self, room):
        group, (a, *_) = room
        for by in (posted("TUTOR", "HLI"), posted("KEYW"), posted("NAT_VIEW", None)):
            with pytest.raises(NotYours):
                self.take(group, {a.id: Mark("ATTENDED")}, by=by)


class TestRequests:
    def test_are_made_answered_and_read(self):
        learner = LearnerFactory()
        request = courses.asked(learner)
        assert [r.id for r in selectors.waiting_at("LEI")] == [request.id]
        actions.answer(by=courses.manager(), request_id=request.id, answer="LATER", note="In January", at=AT)
        request.refresh_from_db()
        assert (request.state, request.answer, request.answer_note) == ("ANSWERED", "LATER", "In January")
        assert lines(learner) == ["COURSE_ASKED", "COURSE_ANSWERED"]
        with pytest.raises(Refused):
            actions.take_back(by=as_learner(learner), request_id=request.id, at=AT)

    def test_are_made_once_and_taken_back(self):
        learner, course = LearnerFactory(), courses.a_course()
        request = courses.asked(learner, course)
        with pytest.raises(Refused, match="asked"):
            courses.asked(learner, course)
        actions.take_back(by=as_learner(learner), request_id=request.id, at=AT)
        courses.asked(learner, course)

    def test_go_with_the_person(self):
        learner = LearnerFactory()
        request = courses.asked(learner)
        providers.moved(learner, to="HLI")
        assert not selectors.waiting_at("LEI") and [r.id for r in selectors.waiting_at("HLI")] == [request.id]

    def test_are_nobody_elses(self):
        request = courses.asked(LearnerFactory())
        with pytest.raises(NotYours):
            actions.take_back(by=as_learner(LearnerFactory()), request_id=request.id, at=AT)
        for by in (courses.manager("HLI"), posted("TUTOR")):
            with pytest.raises(NotYours):
                actions.answer(by=by, request_id=request.id, answer="YES", note="", at=AT)

    def test_of_a_course_that_is_not_on_here_are_refused(self):
        course = courses.a_course("HLI")
        with pytest.raises(Refused, match="not on here"):
            courses.asked(LearnerFactory(), course)
        assert Course.objects.count() == 1
