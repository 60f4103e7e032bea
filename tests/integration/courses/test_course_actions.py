"""The verbs of courses: who may, what they change, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from campus.core.errors import NotYours, Refused, StaleEdit
from plans.courses import actions, selectors
from plans.courses.models import ClassPlace, Enrolment, Offering
from tests.factories import courses
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.traces import lines, owed, verbs

pytestmark = pytest.mark.django_db
AT, TODAY = courses.AT, courses.AT.date()


class TestCourses:
    def test_are_offered_where_they_are_written(self):
        course = courses.a_course(code="mat1", qualification="Award in maths")
        assert (course.code, course.accredited) == ("MAT1", True)
        assert [o.establishment_id for o in Offering.objects.filter(course=course)] == ["LEI"]

    def test_have_a_code_of_their_own(self):
        courses.a_course(code="MAT1")
        with pytest.raises(Refused, match="already"):
            courses.a_course("HLI", code="mat1")

    def test_are_changed_by_the_only_prison_that_offers_them(self):
        course = courses.a_course()
        said = {"title": "Maths", "level": "", "area": "", "summary": "", "qualification": "", "at": AT}
        actions.change_course(by=courses.manager(), course_id=course.id, lock_version=course.lock_version, **said)
        course.refresh_from_db()
        assert course.title == "Maths"
        with pytest.raises(StaleEdit):
            actions.change_course(by=courses.manager(), course_id=course.id, lock_version=1, **said)
        courses.also_at(course, "HLI")
        with pytest.raises(Refused, match="Other prisons"):
            actions.change_course(by=courses.manager(), course_id=course.id, lock_version=2, **said)

    def test_are_offered_once_and_no_longer_when_their_classes_end(self):
        course = courses.a_course()
        with pytest.raises(Refused, match="already"):
            courses.also_at(course, "LEI")
        group = courses.a_class(course)
        with pytest.raises(Refused, match="last day"):
            actions.stop_offering(by=courses.manager(), course_id=course.id, at=AT)
        said = {n: getattr(group, n) for n in ("name", "tutor_id", "starts_on", "places", "weekdays", "begins", "room")}
        actions.change_class(by=courses.manager(), class_id=group.id, lock_version=1, ends_on=TODAY, at=AT, **said)
        actions.stop_offering(by=courses.manager(), course_id=course.id, at=AT)
        assert selectors.courses_offered_at("LEI") == []
        courses.also_at(course, "LEI")

    @pytest.mark.parametrize("role", ["TUTOR", "CIAG", "KEYW", "NAT_VIEW"])
    def test_are_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            courses.a_course(by=posted(role, None if role == "NAT_VIEW" else "LEI"))

    def test_of_another_prison_take_no_class_from_here(self):
        course = courses.a_course("HLI")
        with pytest.raises(Refused, match="not offered here"):
            courses.a_class(course, "LEI")
        group = courses.a_class(course, "HLI")
        with pytest.raises(NotYours):
            actions.change_class(
                by=courses.manager(), class_id=group.id, name="x", tutor_id=None, starts_on=TODAY,
                ends_on=None, places=1, weekdays="", begins=None, room="", lock_version=1, at=AT,
            )  # fmt: skip


class TestEnrol:
    def test_begins_the_course_and_tells_those_who_plan(self):
        learner, by = LearnerFactory(), courses.manager()
        enrolment = courses.enrolled(learner, by=by)
        assert (enrolment.status, enrolment.created_at_establishment_id) == ("IN_PROGRESS", "LEI")
        assert lines(learner) == ["COURSE_STARTED"] and verbs(learner) == ["enrolment.started"]
        assert owed("courses.started") == [{"learner": str(learner.id), "on": "2026-11-02", "pes": True}]

    def test_says_when_it_is_not_funded_by_pes(self):
        courses.enrolled(LearnerFactory(), funding="DPS")
        assert [body["pes"] for body in owed("courses.started")] == [False]

    def test_gives_a_place_in_the_class_that_is_named(self):
        learner, course = LearnerFactory(), courses.a_course()
        group = courses.a_class(course)
        enrolment = courses.enrolled(learner, course, group)
        assert [(p.course_class, p.state) for p in enrolment.places.all()] == [(group, "HELD")]

    def test_saves_nothing_when_the_class_is_full(self):
        course = courses.a_course()
        group = courses.a_class(course, places=1)
        courses.enrolled(LearnerFactory(), course, group)
        other = LearnerFactory()
        with pytest.raises(Refused, match="full"):
            courses.enrolled(other, course, group)
        assert not Enrolment.objects.filter(learner=other).exists()

    def test_refuses_a_course_that_is_not_offered_where_the_person_is(self):
        with pytest.raises(Refused, match="not offered"):
            courses.enrolled(LearnerFactory(), courses.a_course("HLI"))

    def test_refuses_the_same_course_twice_at_a_time(self):
        learner, course = LearnerFactory(), courses.a_course()
        courses.enrolled(learner, course)
        with pytest.raises(Refused, match="already"):
            courses.enrolled(learner, course, started_on=TODAY)

    def test_may_be_of_the_same_course_again_later(self):
        learner, course = LearnerFactory(), courses.a_course()
        first = courses.enrolled(learner, course)
        actions.complete(
            by=courses.manager(), enrolment_id=first.id, ended_on=TODAY, outcome="NOT_ACHIEVED", grade="", at=AT
        )
        with pytest.raises(Refused, match="that day"):
            courses.enrolled(learner, course)
        courses.enrolled(learner, course, started_on=TODAY)

    @pytest.mark.parametrize("role", ["TUTOR", "CIAG", "KEYW", "POM", "MODERATOR"])
    def test_is_not_for_other_roles(self, role):
        learner, course = LearnerFactory(), courses.a_course()
        with pytest.raises(NotYours):
            courses.enrolled(learner, course, by=posted(role))

    def test_is_not_for_another_prison_nor_the_person(self):
        learner, course = LearnerFactory(), courses.a_course()
        for by in (courses.manager("HLI"), as_learner(learner)):
            with pytest.raises(NotYours):
                courses.enrolled(learner, course, by=by)

    def test_is_held_to_its_natural_key_by_the_database(self):
        one = courses.enrolled(LearnerFactory())
        for _ in range(2):
            twice = Enrolment.objects.get(id=one.id)
            twice.pk = LearnerFactory().id
            twice._state.adding = True
            with pytest.raises(IntegrityError), transaction.atomic():
                twice.save(force_insert=True)


class TestEnds:
    def complete(self, enrolment, **said):
        wanted = {"ended_on": TODAY, "outcome": "ACHIEVED", "grade": "MERIT", "at": AT, **said}
        return actions.complete(by=courses.manager(), enrolment_id=enrolment.id, **wanted)

    def test_completed_frees_the_place_and_tells_those_who_plan(self):
        learner, course = LearnerFactory(), courses.a_course()
        group = courses.a_class(course)
        enrolment = courses.enrolled(learner, course, group)
        done = self.complete(enrolment)
        assert (done.status, done.outcome, done.grade, done.ended_on) == ("COMPLETED", "ACHIEVED", "MERIT", TODAY)
        assert ClassPlace.objects.get().state == "ENDED"
        assert owed("courses.ended") == [{"learner": str(learner.id)}]
        assert selectors.completed_course_ids([learner.id]) == {learner.id: {course.id}}
        assert lines(learner)[-1] == "COURSE_COMPLETED"

    def test_completed_once(self):
        enrolment = courses.enrolled(LearnerFactory())
        self.complete(enrolment)
        with pytest.raises(Refused, match="completed"):
            self.complete(enrolment)

    def test_withdrawn_says_why(self):
        enrolment = courses.enrolled(LearnerFactory())
        with pytest.raises(Refused):
            self.withdraw(enrolment, "OTHER", "")
        done = self.withdraw(enrolment, "ILL_HEALTH", "")
        assert (done.status, done.withdrawal_reason) == ("WITHDRAWN", "ILL_HEALTH")
        assert selectors.in_education([enrolment.learner_id]) == set()

    def withdraw(self, enrolment, reason, note):
        return actions.withdraw(
            by=courses.manager(), enrolment_id=enrolment.id, ended_on=TODAY, reason=reason, note=note, at=AT
        )

    def test_by_mistake_is_put_right_with_its_history_kept(self):
        enrolment = courses.enrolled(LearnerFactory())
        self.complete(enrolment)
        again = actions.reopen(by=courses.manager(), enrolment_id=enrolment.id, reason="Wrong person", at=AT)
        assert (again.status, again.ended_on, again.outcome) == ("IN_PROGRESS", None, "")
        kept = enrolment.history.model.objects.filter(pgh_obj_id=enrolment.id).values_list("status", flat=True)
        assert list(kept) == ["IN_PROGRESS", "COMPLETED", "IN_PROGRESS"]

    def test_is_for_nobody_else(self):
        enrolment = courses.enrolled(LearnerFactory())
        for by in (posted("TUTOR"), courses.manager("HLI")):
            with pytest.raises(NotYours):
                actions.take_break(by=by, enrolment_id=enrolment.id, on=TODAY, until=None, at=AT)


class TestBreak:
    def test_frees_the_place_and_gives_it_back(self):
        course = courses.a_course()
        group = courses.a_class(course, places=1)
        enrolment = courses.enrolled(LearnerFactory(), course, group)
        actions.take_break(by=courses.manager(), enrolment_id=enrolment.id, on=TODAY, until=None, at=AT)
        assert ClassPlace.objects.get().state == "SUSPENDED"
        assert selectors.in_education([enrolment.learner_id]) == set()
        back = actions.come_back(by=courses.manager(), enrolment_id=enrolment.id, on=TODAY, at=AT)
        assert (back.status, back.break_from_on) == ("IN_PROGRESS", None)
        assert ClassPlace.objects.get().state == "HELD"

    def test_does_not_give_back_a_place_that_somebody_else_has(self):
        course = courses.a_course()
        group = courses.a_class(course, places=1)
        enrolment = courses.enrolled(LearnerFactory(), course, group)
        actions.take_break(by=courses.manager(), enrolment_id=enrolment.id, on=TODAY, until=None, at=AT)
        courses.enrolled(LearnerFactory(), course, group)
        actions.come_back(by=courses.manager(), enrolment_id=enrolment.id, on=TODAY, at=AT)
        place = ClassPlace.objects.get(enrolment=enrolment)
        assert place.state == "SUSPENDED"
        with pytest.raises(Refused, match="full"):
            actions.resume_place(by=courses.manager(), place_id=place.id, at=AT)
