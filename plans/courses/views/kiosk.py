"""Courses at the tablet: what I do, and what I can do here."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage, KioskPage
from plans.courses import actions, selectors
from plans.courses.forms import AskForm


class MyCourses(KioskPage):
    permission = "own.view"
    template_name = "courses/kiosk/courses.html"

    def context(self) -> dict[str, Any]:
        return {"mine": selectors.my_courses(self.learner, clock.today()), "form": EmptyForm()}


class OneCourse(KioskFormPage):
    """A course that is on here: what it is, and "Ask for a place"."""

    permission = "own.edit"
    form_class = AskForm
    template_name = "courses/kiosk/course.html"

    def prepare(self) -> None:
        found = selectors.course_here(self.learner, self.kwargs["course_id"])
        if found is None:
            raise Http404
        self.course = found

    def context(self) -> dict[str, Any]:
        return {
            "course": self.course,
            "refused": selectors.why_not_ask(self.learner, self.course, clock.today()),
            "latest": selectors.answer_of(self.learner.id, self.course.id),
        }

    def perform(self, form: AskForm) -> str:
        actions.ask(
            by=self.request.actor, learner_id=self.learner.id, course_id=self.course.id,
            words=form.cleaned_data["words"], at=clock.now(),
        )  # fmt: skip
        self.say(_("You have asked for a place. Staff will answer here."))
        return reverse("courses:courses")


class TakeBack(KioskFormPage):
    """ "Undo" beside a course that the person has asked for."""

    permission = "own.edit"
    form_class = EmptyForm
    template_name = "courses/kiosk/courses.html"

    def prepare(self) -> None:
        self.asked = selectors.request_for(self.request.actor, self.kwargs["asked_id"])
        if self.asked is None:
            raise Http404

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("courses:courses"))

    def context(self) -> dict[str, Any]:
        return {"mine": selectors.my_courses(self.learner, clock.today())}

    def perform(self, form: EmptyForm) -> str:
        assert self.asked is not None
        actions.take_back(by=self.request.actor, request_id=self.asked.id, at=clock.now())
        self.say(_("You do not ask for this course now."))
        return reverse("courses:courses")
