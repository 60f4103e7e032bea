"""Staff pages of courses and their classes."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from learners import openings
from learners.forms import EmptyForm
from learners.views.late import PassesOn
from plans.courses import actions, selectors
from plans.courses.forms import AnswerRequestForm, AttendanceForm, ChangeCourseForm, ClassForm, CourseForm


class Courses(Page):
    """What can be learned at the prison."""

    permission = Permission.COURSE_VIEW
    template_name = "courses/staff/courses.html"

    def context(self) -> dict[str, Any]:
        actor, search = self.request.actor, self.request.GET.get("q", "")[:60]
        return {
            "rows": selectors.catalogue(actor, search=search),
            "search": search,
            "waiting": selectors.waiting_count(actor),
        }


class AddCourse(FormPage):
    """A course that is new to the campus; or one that other prisons offer, found first."""

    permission = Permission.COURSE_MANAGE
    form_class = CourseForm
    template_name = "courses/staff/add_course.html"

    def context(self) -> dict[str, Any]:
        code, search = self.request.actor.establishment_id or "", self.request.GET.get("q", "")[:60]
        found = selectors.courses_to_offer(code, on=clock.today(), search=search) if search.strip() else []
        return {"found": found, "search": search, "empty": EmptyForm()}

    def perform(self, form: CourseForm) -> str:
        given = form.cleaned_data
        offering = actions.add_course(
            by=self.request.actor, code=given["code"], title=given["title"], level=given["level"], area=given["area"],
            summary=given["summary"], qualification=given["qualification"], at=clock.now(),
        )  # fmt: skip
        self.say("Course saved. It is offered here now.")
        return _course(offering.course_id)


class OneCourse:
    """What the pages of one course share."""

    def prepare(self) -> None:
        found = selectors.course_page(self.request.actor, self.kwargs["course_id"], clock.today())  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.page = found

    def context(self) -> dict[str, Any]:
        return {"page": self.page, "course": self.page.course, "form": EmptyForm(), "today": clock.today()}


class CourseDetail(OneCourse, Page):
    permission = Permission.COURSE_VIEW
    template_name = "courses/staff/course.html"


class ChangeCourse(OneCourse, FormPage):
    permission = Permission.COURSE_MANAGE
    form_class = ChangeCourseForm
    template_name = "courses/staff/change_course.html"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.page.course, name) for name in (*ChangeCourseForm.base_fields, "lock_version")}

    def perform(self, form: ChangeCourseForm) -> str:
        given = form.cleaned_data
        actions.change_course(
            by=self.request.actor, course_id=self.page.course.id, title=given["title"], level=given["level"],
            area=given["area"], summary=given["summary"], qualification=given["qualification"],
            lock_version=given["lock_version"], at=clock.now(),
        )  # fmt: skip
        self.say("Course saved.")
        return _course(self.page.course.id)


class CourseButton(OneCourse, FormPage, abstract=True):
    """A button on the page of a course. A refusal is shown there."""

    permission = Permission.COURSE_MANAGE
    form_class = EmptyForm
    template_name = "courses/staff/course.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_course(self.page.course.id))


class OfferCourse(CourseButton):
    permission = Permission.COURSE_MANAGE

    def perform(self, form: EmptyForm) -> str:
        actions.offer(by=self.request.actor, course_id=self.page.course.id, at=clock.now())
        self.say("This course is offered here now.")
        return _course(self.page.course.id)


class StopOffering(CourseButton):
    permission = Permission.COURSE_MANAGE

    def perform(self, form: EmptyForm) -> str:
        actions.stop_offering(by=self.request.actor, course_id=self.page.course.id, at=clock.now())
        self.say("This course is not offered here any more. People who are on it stay on it.")
        return _course(self.page.course.id)


class AddClass(OneCourse, FormPage):
    permission = Permission.COURSE_MANAGE
    form_class = ClassForm
    template_name = "courses/staff/class_form.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"tutors": selectors.tutors_at(self.request.actor.establishment_id or "", clock.today())}

    def perform(self, form: ClassForm) -> str:
        made = actions.add_class(by=self.request.actor, course_id=self.page.course.id, at=clock.now(), **form.values())
        self.say("Class saved. You can add people now.")
        return _class(made.id)


class InClass:
    """What the pages of one class share. `?on=2027-03-01` names the day."""

    needs: str = Permission.COURSE_VIEW

    def prepare(self) -> None:
        request = self.request  # type: ignore[attr-defined]
        group = selectors.class_for(request.actor, self.kwargs["class_id"], self.needs)  # type: ignore[attr-defined]
        if group is None:
            raise Http404
        self.group, self.on = group, _day(request.GET.get("on", ""))
        self.view = selectors.class_page(request.actor, group, self.on)

    def context(self) -> dict[str, Any]:
        return {"view": self.view, "group": self.group, "course": self.view.course, "on": self.on, **_days(self.on)}


class ClassPage(InClass, Page):
    """The people of a class: what helps each, and how they came on the day."""

    permission = Permission.COURSE_VIEW
    template_name = "courses/staff/class.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "sheet": AttendanceForm(seats=self.view.seats)}


class TakeAttendance(InClass, FormPage):
    permission = Permission.ATTENDANCE_RECORD
    needs = Permission.ATTENDANCE_RECORD
    form_class = AttendanceForm
    template_name = "courses/staff/class.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"seats": self.view.seats}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_class(self.group.id, self.on))

    def show(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        return super().show(status=status, sheet=extra.get("form"), **extra)

    def perform(self, form: AttendanceForm) -> str:
        marked = actions.record_attendance(
            by=self.request.actor, class_id=self.group.id, on=self.on, marks=form.marks(), at=clock.now()
        )
        said = "Attendance saved." if marked.saved else "Nothing was changed."
        if marked.left_out:
            said += f" {marked.left_out} of them left the class meanwhile and were left out."
        self.say(said)
        return _class(self.group.id, self.on)


class ChangeClass(InClass, FormPage):
    permission = Permission.COURSE_MANAGE
    needs = Permission.COURSE_MANAGE
    form_class = ClassForm
    template_name = "courses/staff/class_form.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"tutors": selectors.tutors_at(self.group.offering.establishment_id, clock.today())}

    def initial(self) -> dict[str, Any]:
        group = self.group
        said = {name: getattr(group, name) for name in ("name", "room", "places", "starts_on", "ends_on")}
        begins = f"{group.begins:%H:%M}" if group.begins else ""
        more = {"tutor": str(group.tutor_id or ""), "begins": begins, "weekdays": list(group.weekdays)}
        return {**said, **more, "lock_version": group.lock_version}

    def perform(self, form: ClassForm) -> str:
        actions.change_class(
            by=self.request.actor, class_id=self.group.id, lock_version=form.cleaned_data["lock_version"],
            at=clock.now(), **form.values(),
        )  # fmt: skip
        self.say("Class saved.")
        return _class(self.group.id)


class AddToClass(InClass, Page):
    """Find somebody here, to put them in this class."""

    permission = Permission.COURSE_MANAGE
    needs = Permission.COURSE_MANAGE
    template_name = "courses/staff/add_to_class.html"

    def context(self) -> dict[str, Any]:
        search = self.request.GET.get("q", "")[:60]
        return {**super().context(), "search": search, "found": selectors.found_here(self.request.actor, search)}


class Requests(Page):
    """What people have asked for at the tablet."""

    permission = Permission.COURSE_MANAGE
    template_name = "courses/staff/requests.html"

    def context(self) -> dict[str, Any]:
        code = self.request.actor.establishment_id
        return {"requests": list(selectors.waiting_at(code)[:50]) if code else []}


class AnswerRequest(PassesOn, FormPage):
    permission = Permission.COURSE_MANAGE
    form_class = AnswerRequestForm
    template_name = "courses/staff/request.html"
    late_title = "Answer a wish for a course"

    def prepare(self) -> None:
        found = selectors.request_for(self.request.actor, self.kwargs["asked_id"])
        if found is None:
            raise Http404
        self.asked = found

    def whose(self) -> uuid.UUID:
        return self.asked.learner_id

    def context(self) -> dict[str, Any]:
        return {"asked": self.asked, "opened": openings.seal(self.request.actor, self.asked.learner)}

    def perform(self, form: AnswerRequestForm) -> str:
        given = form.cleaned_data
        actions.answer(
            by=self.request.actor, request_id=self.asked.id, answer=given["answer"], note=given["note"], at=clock.now()
        )
        self.say(f"{self.asked.learner.called} can read your answer on the tablet now.")
        return reverse("courses:requests")


def _course(course_id: object) -> str:
    return reverse("courses:course", kwargs={"course_id": course_id})


def _class(class_id: object, on: dt.date | None = None) -> str:
    address = reverse("courses:class", kwargs={"class_id": class_id})
    return f"{address}?on={on.isoformat()}" if on and on != clock.today() else address


def _day(asked: str) -> dt.date:
    """The day that the address names, or today for none, a wrong one or one to come."""
    try:
        return min(dt.date.fromisoformat(asked), clock.today())
    except ValueError:
        return clock.today()


def _days(on: dt.date) -> dict[str, dt.date | None]:
    after = on + dt.timedelta(days=1)
    return {"day_before": on - dt.timedelta(days=1), "day_after": after if after <= clock.today() else None}
