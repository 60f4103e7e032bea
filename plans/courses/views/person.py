"""Staff pages of one person's courses."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage, PersonPage
from plans.courses import actions, selectors
from plans.courses.forms import BreakForm, CompleteForm, EnrolForm, PlaceForm, ReopenForm, ReturnForm, WithdrawForm


class Enrol(PersonFormPage):
    """Begin a course with a person. `?class=` and `?course=` choose beforehand."""

    permission = Permission.COURSE_MANAGE
    form_class = EnrolForm
    template_name = "courses/staff/enrol.html"

    def form_arguments(self) -> dict[str, Any]:
        code = self.learner.current_establishment_id or ""
        return {
            "courses": selectors.courses_offered_at(code), "groups": selectors.open_classes(code, on=clock.today()),
        }  # fmt: skip

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        return {"course": asked.get("course", ""), "place": asked.get("class", "")}

    def perform(self, form: EnrolForm) -> str:
        given = form.cleaned_data
        enrolment = actions.enrol(
            by=self.request.actor, learner_id=self.learner.id, course_id=uuid.UUID(given["course"]),
            started_on=given["started_on"], planned_end_on=given["planned_end_on"], funding=given["funding"],
            class_id=uuid.UUID(given["place"]) if given["place"] else None, at=clock.now(),
        )  # fmt: skip
        self.say(f"{self.learner.called} is on {enrolment.course.title} now.")
        return _enrolment(enrolment.learner_id, enrolment.id)


class OfEnrolment:
    """What the pages of one course of one person share."""

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        actor, asked = self.request.actor, self.kwargs["enrolment_id"]  # type: ignore[attr-defined]
        found = selectors.enrolment_for(actor, self.learner.id, asked)  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.view = found

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "view": self.view, "enrolment": self.view.enrolment,  # type: ignore[misc]
            "course": self.view.enrolment.course, "here": self.learner.current_establishment_id,  # type: ignore[attr-defined]
        }  # fmt: skip

    def back(self, said: str) -> str:
        self.say(said)  # type: ignore[attr-defined]
        return _enrolment(self.learner.id, self.view.enrolment.id)  # type: ignore[attr-defined]


class EnrolmentPage(OfEnrolment, PersonPage):
    permission = Permission.COURSE_VIEW
    template_name = "courses/staff/enrolment.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "form": EmptyForm()}


class EnrolmentForm(OfEnrolment, PersonFormPage, abstract=True):
    """One verb on a course of a person."""

    permission = Permission.COURSE_MANAGE
    template_name = "courses/staff/enrolment_form.html"
    heading, go, hint = "", "", ""

    def context(self) -> dict[str, Any]:
        return {**super().context(), "heading": self.heading, "go": self.go, "hint": self.hint}


class Complete(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = CompleteForm
    heading, go = "Course completed", "Save outcome"
    hint = "The place in the class becomes free."

    def perform(self, form: CompleteForm) -> str:
        given = form.cleaned_data
        actions.complete(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, ended_on=given["ended_on"],
            outcome=given["outcome"], grade=given["grade"], at=clock.now(),
        )  # fmt: skip
        return self.back("Outcome saved.")


class Withdraw(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = WithdrawForm
    heading, go = "End the course early", "End the course"
    hint = "If the person may come back to it, record a break instead."

    def perform(self, form: WithdrawForm) -> str:
        given = form.cleaned_data
        actions.withdraw(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, ended_on=given["ended_on"],
            reason=given["reason"], note=given["note"], at=clock.now(),
        )  # fmt: skip
        return self.back("The course has ended.")


class TakeBreak(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = BreakForm
    heading, go = "Agree a break", "Save break"
    hint = "The place in the class is free for somebody else meanwhile. It is given back if there is still room."

    def perform(self, form: BreakForm) -> str:
        given = form.cleaned_data
        actions.take_break(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, on=given["on"], until=given["until"],
            at=clock.now(),
        )  # fmt: skip
        return self.back("Break saved.")


class ComeBack(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = ReturnForm
    heading, go = "Back from the break", "Save return"

    def perform(self, form: ReturnForm) -> str:
        actions.come_back(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, on=form.cleaned_data["on"], at=clock.now()
        )
        return self.back("The course goes on.")


class Reopen(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = ReopenForm
    heading, go = "The end was a mistake", "Open the course again"
    hint = "What was recorded before is kept in the history."

    def perform(self, form: ReopenForm) -> str:
        actions.reopen(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, reason=form.cleaned_data["reason"],
            at=clock.now(),
        )  # fmt: skip
        return self.back("The course is in progress again.")


class ChoosePlace(EnrolmentForm):
    permission = Permission.COURSE_MANAGE
    form_class = PlaceForm
    template_name = "courses/staff/choose_place.html"
    heading, go = "Choose a class", "Give a place"
    not_passed_on = "A place in a class is given where the person is."

    def form_arguments(self) -> dict[str, Any]:
        self.groups = selectors.open_classes(
            self.learner.current_establishment_id or "", on=clock.today(), course_id=self.view.enrolment.course_id
        )
        return {"groups": self.groups}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "groups": self.groups}

    def perform(self, form: PlaceForm) -> str:
        actions.give_place(
            by=self.request.actor, enrolment_id=self.view.enrolment.id, class_id=uuid.UUID(form.cleaned_data["place"]),
            at=clock.now(),
        )  # fmt: skip
        return self.back("Place given.")


class PlaceButton(PersonFormPage, abstract=True):
    """A button beside a place in a class. A refusal is shown on the page of the course."""

    permission = Permission.COURSE_MANAGE
    form_class = EmptyForm
    template_name = "courses/staff/enrolment.html"
    not_passed_on = "A place in a class is given where the person is."

    def prepare(self) -> None:
        super().prepare()
        actor = self.request.actor
        found = selectors.place_for(actor, self.learner.id, self.kwargs["place_id"])
        view = selectors.enrolment_for(actor, self.learner.id, found.enrolment_id) if found else None
        if found is None or view is None:
            raise Http404
        self.place, self.view = found, view

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_enrolment(self.learner.id, self.place.enrolment_id))

    def context(self) -> dict[str, Any]:
        enrolment = self.view.enrolment
        here = self.learner.current_establishment_id
        return {
            **super().context(), "view": self.view, "enrolment": enrolment, "course": enrolment.course, "here": here,
        }  # fmt: skip


class EndPlace(PlaceButton):
    permission = Permission.COURSE_MANAGE

    def perform(self, form: EmptyForm) -> str:
        actions.end_place(by=self.request.actor, place_id=self.place.id, at=clock.now())
        self.say("The place is free. The person stays on the course.")
        return _enrolment(self.learner.id, self.place.enrolment_id)


class ResumePlace(PlaceButton):
    permission = Permission.COURSE_MANAGE

    def perform(self, form: EmptyForm) -> str:
        actions.resume_place(by=self.request.actor, place_id=self.place.id, at=clock.now())
        self.say("The place is held again.")
        return _enrolment(self.learner.id, self.place.enrolment_id)


def _enrolment(learner_id: object, enrolment_id: object) -> str:
    return reverse("courses:enrolment", kwargs={"learner_id": learner_id, "enrolment_id": enrolment_id})
