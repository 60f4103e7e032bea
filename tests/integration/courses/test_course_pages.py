"""Pages of courses: what they show, to whom, and in how many queries."""

import re

import pytest

from plans.courses import notes, selectors
from plans.courses.models import Attendance, ClassPlace, Course, CourseClass, CourseRequest, Enrolment
from tests.factories import courses, providers
from tests.factories.learners import LearnerFactory, as_learner
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
LONG = "Wolverhampton-Featherstonehaugh-Longname"
READERS = ["EDU_MGR", "TUTOR", "KEYW"]


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def address(enrolment: Enrolment, tail: str = "") -> str:
    return f"/staff/people/{enrolment.learner_id}/education/courses/{enrolment.id}/{tail}"


class TestQueries:
    def test_of_the_list_of_courses(self):
        clients = {role: staff(role) for role in [*READERS, "NAT_VIEW"]}
        by = courses.manager()
        same_for_one_and_for_thirty(clients, "/staff/courses/", lambda: courses.a_class(courses.a_course(by=by), by=by))

    def test_of_a_course(self):
        by = courses.manager()
        course = courses.a_course(by=by)
        clients = {role: staff(role) for role in [*READERS, "NAT_VIEW"]}
        same_for_one_and_for_thirty(clients, f"/staff/courses/{course.id}/", lambda: courses.a_class(course, by=by))

    def test_of_a_class(self):
        by = courses.manager()
        course = courses.a_course(by=by)
        group = courses.a_class(course, by=by, places=40)
        clients = {role: staff(role) for role in READERS}
        same_for_one_and_for_thirty(
            clients, f"/staff/courses/classes/{group.id}/",
            lambda: courses.enrolled(LearnerFactory(), course, group, by=by),
        )  # fmt: skip

    def test_of_what_people_ask_for(self):
        course = courses.a_course()
        same_for_one_and_for_thirty(
            {"EDU_MGR": staff("EDU_MGR")}, "/staff/courses/requests/", lambda: courses.asked(LearnerFactory(), course)
        )

    def test_of_a_persons_education(self):
        learner, by = LearnerFactory(), courses.manager()
        clients = {role: staff(role) for role in READERS}

        def more():
            course = courses.a_course(by=by)
            courses.enrolled(learner, course, courses.a_class(course, by=by), by=by)

        same_for_one_and_for_thirty(clients, f"/staff/people/{learner.id}/education/", more)

    def test_of_the_persons_own_courses(self):
        learner, by = LearnerFactory(), courses.manager()
        as_learner(learner)
        client = providers.at_kiosk(learner)

        def more():
            course = courses.a_course(by=by)
            courses.enrolled(learner, course, courses.a_class(course, by=by), by=by)
            courses.asked(learner, courses.a_course(by=by))

        same_for_one_and_for_thirty({"learner": client}, "/learn/courses/", more)

    def test_of_taking_attendance(self):
        """Thirty people are marked with as many statements as one, but for the check of each."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for people in (1, 30):
            by = courses.manager()
            course = courses.a_course(by=by)
            group = courses.a_class(course, by=by, places=40)
            made = [courses.enrolled(LearnerFactory(), course, group, by=by) for _ in range(people)]
            client = staff("TUTOR")
            with CaptureQueriesContext(connection) as asked:
                client.post(
                    f"/staff/courses/classes/{group.id}/attendance/", {f"mark-{e.id.hex}": "ATTENDED" for e in made}
                )
            counts.append(len(asked))
        assert Attendance.objects.count() == 31
        assert counts[0] == counts[1]


class TestCourses:
    def test_shows_what_the_own_prison_offers_with_its_numbers(self):
        course = courses.a_course(title="Maths Level 1")
        courses.a_course("HLI", title="Bricklaying")
        courses.enrolled(LearnerFactory(), course, courses.a_class(course))
        page = text(staff("TUTOR").get("/staff/courses/"))
        assert "Maths Level 1" in page and "Bricklaying" not in page and "1 course is offered at Leeds now" in page

    def test_finds_by_name_code_or_subject_and_says_when_nothing_fits(self):
        courses.a_course(title="Maths Level 1", area="Numbers", code="MAT1")
        client = staff("TUTOR")
        for asked in ("maths", "MAT1", "numb"):
            assert "Maths Level 1" in text(client.get(f"/staff/courses/?q={asked}"))
        assert "No courses match" in text(client.get("/staff/courses/?q=welding"))

    def test_shows_every_course_to_a_national_reader(self):
        courses.a_course("HLI", title="Bricklaying")
        assert "Bricklaying" in text(staff("NAT_VIEW").get("/staff/courses/"))

    def test_offers_a_button_only_to_who_may_press_it(self):
        course = courses.a_course()
        assert "Add a class" in text(staff("EDU_MGR").get(f"/staff/courses/{course.id}/"))
        assert "Add a class" not in text(staff("TUTOR").get(f"/staff/courses/{course.id}/"))

    def test_takes_a_new_course_and_a_class_of_it(self):
        client = staff("EDU_MGR")
        done = client.post("/staff/courses/add/", {"code": "WEL1", "title": "Welding", "summary": "Join metal."})
        course = Course.objects.get(code="WEL1")
        assert done["Location"] == f"/staff/courses/{course.id}/"
        said = {"name": "Group A", "places": "8", "weekdays": ["1", "3"], "begins": "9:00"}
        day = {"starts_on_day": "2", "starts_on_month": "11", "starts_on_year": "2026"}
        client.post(f"/staff/courses/{course.id}/classes/add/", {**said, **day})
        group = CourseClass.objects.get()
        assert (group.weekdays, group.places, group.days) == ("13", 8, "Monday and Wednesday")
        page = text(client.get(f"/staff/courses/{course.id}/"))
        assert "Group A" in page and "0 of 8" in page

    def test_keeps_what_was_typed_when_something_is_wrong(self):
        course = courses.a_course()
        answer = staff("EDU_MGR").post(f"/staff/courses/{course.id}/classes/add/", {"name": "Group A", "places": "0"})
        page = text(answer)
        assert answer.status_code == 422 and 'value="Group A"' in page
        assert "A class has at least 1 place" in page and "Enter the first day" in page

    def test_offers_a_course_of_another_prison_here(self):
        course = courses.a_course("HLI", title="Bricklaying")
        client = staff("EDU_MGR")
        assert "Bricklaying" in text(client.get("/staff/courses/add/?q=brick"))
        client.post(f"/staff/courses/{course.id}/offer/")
        assert [c.title for c in selectors.courses_offered_at("LEI")] == ["Bricklaying"]
        again = client.post(f"/staff/courses/{course.id}/offer/")
        assert again.status_code == 422 and "offered here already" in text(again)


class TestClass:
    @pytest.fixture
    def seated(self):
        course = courses.a_course()
        group = courses.a_class(course)
        return group, courses.enrolled(LearnerFactory(family_name=LONG), course, group)

    def test_shows_people_and_what_helps_them(self, seated, monkeypatch):
        group, enrolment = seated
        monkeypatch.setattr(notes, "_sources", [lambda ids: {enrolment.learner_id: ["Coloured paper"]}])
        page = text(staff("TUTOR").get(f"/staff/courses/classes/{group.id}/"))
        assert LONG in page and "Coloured paper" in page and "1 of 12 places taken" in page

    def test_takes_attendance_and_shows_it(self, seated):
        group, enrolment = seated
        client = staff("TUTOR")
        sent = {f"mark-{enrolment.id.hex}": "LATE", f"note-{enrolment.id.hex}": "Ten minutes"}
        done = client.post(f"/staff/courses/classes/{group.id}/attendance/?on=2026-11-05", sent)
        assert done["Location"].endswith("?on=2026-11-05")
        mark = Attendance.objects.get()
        assert (mark.code, mark.note, str(mark.on)) == ("LATE", "Ten minutes", "2026-11-05")
        assert "Ten minutes" in text(client.get(done["Location"]))
        assert "Late" in text(staff("KEYW").get(done["Location"]))

    def test_offers_the_sheet_only_to_who_may_fill_it(self, seated):
        group, _ = seated
        assert "Save attendance" not in text(staff("KEYW").get(f"/staff/courses/classes/{group.id}/"))
        assert staff("KEYW").post(f"/staff/courses/classes/{group.id}/attendance/").status_code == 404

    @pytest.mark.parametrize("day", ["nonsense", "2999-01-01", "0001-13-01"])
    def test_shows_today_for_a_day_that_cannot_be(self, seated, day):
        group, _ = seated
        assert staff("TUTOR").get(f"/staff/courses/classes/{group.id}/?on={day}").status_code == 200

    def test_does_not_show_whoever_has_left(self, seated):
        group, enrolment = seated
        providers.moved(enrolment.learner, to="HLI")
        assert LONG not in text(staff("TUTOR").get(f"/staff/courses/classes/{group.id}/"))
        assert LONG not in text(staff("NAT_VIEW").get(f"/staff/courses/classes/{group.id}/"))

    def test_of_another_prison_is_not_found(self):
        group = courses.a_class(courses.a_course("HLI"), "HLI")
        assert staff("EDU_MGR").get(f"/staff/courses/classes/{group.id}/").status_code == 404

    def test_is_joined_by_somebody_found_by_name(self, seated):
        group, _ = seated
        learner = LearnerFactory(family_name="Findable")
        client = staff("EDU_MGR")
        page = text(client.get(f"/staff/courses/classes/{group.id}/add/?q=findable"))
        assert f"/staff/people/{learner.id}/education/courses/enrol/?course=" in page
        sent = {
            "course": str(group.offering.course_id), "place": str(group.id), "funding": "PES",
            "started_on_day": "2", "started_on_month": "11", "started_on_year": "2026",
        }  # fmt: skip
        client.post(f"/staff/people/{learner.id}/education/courses/enrol/", sent)
        assert ClassPlace.objects.get(learner=learner).course_class_id == group.id


class TestEnrolment:
    def test_goes_through_its_life_by_the_pages(self):
        enrolment = courses.enrolled(LearnerFactory())
        client = staff("EDU_MGR")
        day = {"on_day": "3", "on_month": "11", "on_year": "2026"}
        client.post(address(enrolment, "break/"), day)
        assert "Taking a break" in text(client.get(address(enrolment)))
        client.post(address(enrolment, "back/"), {**day, "on_day": "4"})
        end = {"ended_on_day": "5", "ended_on_month": "11", "ended_on_year": "2026"}
        client.post(address(enrolment, "complete/"), {**end, "outcome": "ACHIEVED", "grade": "PASSED"})
        page = text(client.get(address(enrolment)))
        assert "Achieved" in page and "Passed" in page
        client.post(address(enrolment, "reopen/"), {"reason": "Wrong person"})
        client.post(address(enrolment, "end/"), {**end, "reason": "RELEASED"})
        assert "Released" in text(client.get(address(enrolment)))

    def test_says_no_beside_the_form(self):
        enrolment = courses.enrolled(LearnerFactory())
        end = {"ended_on_day": "1", "ended_on_month": "11", "ended_on_year": "2026"}
        answer = staff("EDU_MGR").post(address(enrolment, "complete/"), {**end, "outcome": "ACHIEVED", "grade": ""})
        assert answer.status_code == 422 and "The last day must be the start date or later" in text(answer)

    def test_stands_on_the_education_tab_with_older_ones_folded(self):
        learner = LearnerFactory()
        courses.enrolled(learner, courses.a_course(title="Bricklaying"))
        page = text(staff("KEYW").get(f"/staff/people/{learner.id}/education/"))
        assert "Bricklaying" in page and "In progress" in page and "Start a course" not in page

    def test_of_somebody_else_is_not_found_under_this_person(self):
        one, other = courses.enrolled(LearnerFactory()), LearnerFactory()
        assert staff("EDU_MGR").get(f"/staff/people/{other.id}/education/courses/{one.id}/").status_code == 404

    def test_place_on_hold_can_be_resumed_from_the_page(self):
        course = courses.a_course()
        enrolment = courses.enrolled(LearnerFactory(), course, courses.a_class(course))
        place = ClassPlace.objects.get()
        ClassPlace.objects.filter(id=place.id).update(state="SUSPENDED", suspended_on=courses.STARTED)
        client = staff("EDU_MGR")
        assert "Resume this place" in text(client.get(address(enrolment)))
        client.post(f"/staff/people/{enrolment.learner_id}/education/courses/places/{place.id}/resume/")
        assert ClassPlace.objects.get().state == "HELD"


class TestKiosk:
    @pytest.fixture
    def person(self):
        learner = LearnerFactory()
        as_learner(learner)
        return learner, providers.at_kiosk(learner)

    def test_shows_what_i_do_and_when_my_next_class_is(self, person):
        learner, client = person
        course = courses.a_course(title="Maths Level 1")
        courses.enrolled(learner, course, courses.a_class(course, weekdays="1234567"))
        page = text(client.get("/learn/courses/"))
        assert "You are on 1 course." in page and "Your next class is on" in page and "It starts at 9am." in page

    def test_lets_me_ask_undo_and_read_the_answer(self, person):
        _, client = person
        course = courses.a_course(title="Bricklaying", summary="Build a wall.")
        assert "Build a wall." in text(client.get(f"/learn/courses/{course.id}/"))
        client.post(f"/learn/courses/{course.id}/", {"words": "I want to build"})
        request = CourseRequest.objects.get()
        assert request.words == "I want to build" and "You have asked." in text(client.get("/learn/courses/"))
        assert "I want to build" in text(staff("EDU_MGR").get(f"/staff/courses/requests/{request.id}/"))
        client.post(f"/learn/courses/asked/{request.id}/undo/")
        assert CourseRequest.objects.get().state == "TAKEN_BACK"
        client.post(f"/learn/courses/{course.id}/", {})
        waiting = CourseRequest.objects.get(state="WAITING")
        staff("EDU_MGR").post(f"/staff/courses/requests/{waiting.id}/", {"answer": "LATER", "note": "Ask in May."})
        assert "Ask in May." in text(client.get("/learn/courses/"))

    def test_asks_once(self, person):
        _, client = person
        course = courses.a_course()
        for _ in range(2):
            answer = client.post(f"/learn/courses/{course.id}/", {})
        assert answer.status_code == 422 and CourseRequest.objects.count() == 1

    def test_does_not_know_a_course_that_is_not_on_here(self, person):
        _, client = person
        assert client.get(f"/learn/courses/{courses.a_course('HLI').id}/").status_code == 404

    def test_stands_on_todays_page_of_staff(self):
        courses.asked(LearnerFactory(family_name="Askwith"))
        assert "Askwith" in text(staff("EDU_MGR").get("/staff/"))
        assert "Asked for a course" not in text(staff("TUTOR").get("/staff/"))
