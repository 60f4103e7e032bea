"""Places in classes: a class is never too full, and a move holds what it must and writes nothing else."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from campus.accounts import actors
from campus.core.errors import NotYours, Refused
from learners import digests
from learners.rules import MovementKind
from plans.courses import actions
from plans.courses.models import ClassPlace, CourseClass
from tests.factories import courses, providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory

AT, TODAY = courses.AT, courses.AT.date()


def moved(enrolment, kind=MovementKind.TRANSFER, left="LEI"):
    return actions.on_movement(
        learner_id=enrolment.learner_id, kind=kind, from_code=left, on=TODAY, by=actors.system(), at=AT
    )


def seated(places=2, at="LEI"):
    course = courses.a_course(at)
    group = courses.a_class(course, at, places=places)
    return course, group, courses.enrolled(LearnerFactory(current_establishment_id=at), course, group)


@pytest.mark.django_db
class TestMovement:
    @pytest.mark.parametrize(
        ("kind", "state"),
        [
            ("TRANSFER", "SUSPENDED"), ("RELEASE", "SUSPENDED"), ("HOSPITAL", "SUSPENDED"), ("DEATH", "ENDED"),
            ("COURT", "HELD"), ("COURT_RETURN", "HELD"), ("TEMPORARY_ABSENCE", "HELD"), ("ADMISSION", "HELD"),
            ("IN_TRANSIT", "HELD"), ("READMISSION", "HELD"),
        ],
    )  # fmt: skip
    def test_leaves_a_place_in_the_right_state(self, kind, state):
        *_, enrolment = seated()
        moved(enrolment, MovementKind[kind])
        assert ClassPlace.objects.get().state == state

    def test_writes_no_row_of_the_record(self):
        *_, enrolment = seated()
        courses.asked(enrolment.learner)
        before = digests.take(enrolment.learner_id)
        moved(enrolment)
        after = digests.take(enrolment.learner_id)
        assert before.root == after.root
        assert {d.kind for d in digests.differences(before, after)} == {"class_place"}

    def test_told_twice_changes_nothing_the_second_time(self):
        *_, enrolment = seated()
        assert (moved(enrolment), moved(enrolment)) == (1, 0)

    def test_leaves_places_at_other_prisons_alone(self):
        *_, enrolment = seated()
        assert moved(enrolment, left="HLI") == 0

    def test_there_and_back_the_place_can_be_resumed(self):
        course, group, enrolment = seated()
        providers.moved(enrolment.learner, to="HLI")
        moved(enrolment)
        place = ClassPlace.objects.get()
        with pytest.raises(NotYours):
            actions.resume_place(by=courses.manager("LEI"), place_id=place.id, at=AT)
        with pytest.raises(NotYours):
            actions.resume_place(by=courses.manager("HLI"), place_id=place.id, at=AT)
        providers.moved(enrolment.learner, to="LEI")
        actions.resume_place(by=courses.manager("LEI"), place_id=place.id, at=AT)
        place.refresh_from_db()
        assert (place.state, place.suspended_on, place.suspended_because) == ("HELD", None, "")
        assert course.id == enrolment.course_id and group.id == place.course_class_id

    def test_at_the_new_prison_another_class_of_the_course_can_be_joined(self):
        course, _, enrolment = seated()
        courses.also_at(course, "HLI")
        there = courses.a_class(course, "HLI")
        providers.moved(enrolment.learner, to="HLI")
        moved(enrolment)
        actions.give_place(by=courses.manager("HLI"), enrolment_id=enrolment.id, class_id=there.id, at=AT)
        assert sorted(ClassPlace.objects.values_list("state", flat=True)) == ["HELD", "SUSPENDED"]


@pytest.mark.django_db
class TestPlaces:
    def test_are_given_and_let_go(self):
        *_, enrolment = seated()
        place = ClassPlace.objects.get()
        actions.end_place(by=courses.manager(), place_id=place.id, at=AT)
        with pytest.raises(Refused, match="ended"):
            actions.end_place(by=courses.manager(), place_id=place.id, at=AT)
        with pytest.raises(Refused, match="ended"):
            actions.resume_place(by=courses.manager(), place_id=place.id, at=AT)
        actions.give_place(by=courses.manager(), enrolment_id=enrolment.id, class_id=place.course_class_id, at=AT)
        assert ClassPlace.objects.filter(state="HELD").count() == 1

    def test_are_one_at_a_time_for_a_course(self):
        course, _, enrolment = seated()
        other = courses.a_class(course)
        with pytest.raises(Refused, match="has a place"):
            actions.give_place(by=courses.manager(), enrolment_id=enrolment.id, class_id=other.id, at=AT)

    def test_are_not_in_a_class_of_another_course_nor_of_the_past(self):
        *_, enrolment = seated()
        place = ClassPlace.objects.get()
        actions.end_place(by=courses.manager(), place_id=place.id, at=AT)
        strange = courses.a_class(courses.a_course())
        past = courses.a_class(enrolment.course, ends_on=TODAY - dt.timedelta(days=1))
        for group in (strange, past):
            with pytest.raises(Refused):
                actions.give_place(by=courses.manager(), enrolment_id=enrolment.id, class_id=group.id, at=AT)

    def test_are_given_by_the_manager_of_the_prison_only(self):
        seated()
        for by in (posted("TUTOR"), courses.manager("HLI")):
            with pytest.raises(NotYours):
                actions.end_place(by=by, place_id=ClassPlace.objects.get().id, at=AT)


@pytest.mark.django_db
class TestDatabase:
    def test_refuses_a_place_too_many_whoever_asks(self):
        course, group, enrolment = seated(places=1)
        other = courses.enrolled(LearnerFactory(), course)
        held = ClassPlace.objects.get(enrolment=enrolment)
        extra = ClassPlace(
            learner=other.learner, enrolment=other, course_class=group, started_on=TODAY, created_at=AT, updated_at=AT
        )
        with pytest.raises(IntegrityError, match="full"), transaction.atomic():
            extra.save()
        ClassPlace.objects.filter(id=held.id).update(state="SUSPENDED", suspended_on=TODAY)
        extra.save()
        with pytest.raises(IntegrityError, match="full"), transaction.atomic():
            ClassPlace.objects.filter(id=held.id).update(state="HELD", suspended_on=None)

    def test_refuses_a_class_smaller_than_who_is_in_it(self):
        course, group, _ = seated(places=2)
        courses.enrolled(LearnerFactory(), course, group)
        with pytest.raises(IntegrityError, match="more people"), transaction.atomic():
            CourseClass.objects.filter(id=group.id).update(places=1)

    def test_refuses_to_delete_a_place(self):
        seated()
        with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
            ClassPlace.objects.all().delete()


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_for_the_last_place_is_won_by_one(self):
        course = courses.a_course()
        group = courses.a_class(course, places=1)
        waiting = [courses.enrolled(LearnerFactory(), course) for _ in range(4)]
        by, start = courses.manager(), threading.Barrier(4)
        outcomes: list[str] = []

        def try_it(enrolment):
            start.wait(10)
            try:
                actions.give_place(by=by, enrolment_id=enrolment.id, class_id=group.id, at=AT)
                outcomes.append("given")
            except Refused:
                outcomes.append("full")
            finally:
                connection.close()

        threads = [threading.Thread(target=try_it, args=(enrolment,)) for enrolment in waiting]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(outcomes) == ["full", "full", "full", "given"]
        assert ClassPlace.objects.filter(state="HELD").count() == 1
