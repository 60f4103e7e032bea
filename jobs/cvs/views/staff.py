"""A person's work tab, and the papers that people at this prison asked for."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponseBase
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock, files
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from jobs.cvs import actions, questions, selectors
from jobs.cvs.forms import StaffPressForm
from learners.views.staff import PersonPage


class PersonWork(PersonPage):
    """How far the person's CV is. Its words only for who was asked to print it or to look at it."""

    permission = Permission.LEARNER_VIEW
    template_name = "cvs/staff/person_work.html"
    viewing = "work"

    def context(self) -> dict[str, Any]:
        work = selectors.work_of(self.request.actor, self.learner, clock.now())
        sections = questions.sections(work.shown.content["answers"]) if work.shown else []
        may_print = self.request.actor.may(Permission.CV_PRINT)
        return {**super().context(), "work": work, "sections": sections, "may_print": may_print}


class Printing(Page):
    """What people here asked staff to print, and what could not be made."""

    permission = Permission.CV_PRINT
    template_name = "cvs/staff/printing.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        pages = Paginator(selectors.to_print(actor), selectors.PAGE_SIZE)
        return {
            "waiting": pages.get_page(self.request.GET.get("page")),
            "not_made": selectors.not_made(actor)[: selectors.PAGE_SIZE],
            "form": StaffPressForm(),
        }


class PrintPdf(Page):
    """The PDF, to be saved and printed: an attachment, so that no browser opens it as a page of ours."""

    permission = Permission.CV_PRINT
    http_method_names = ["get", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = actions.open_to_print(by=request.actor, request_id=kwargs["request_id"])
        response = FileResponse(
            files.open(document.file_name),
            as_attachment=True,
            filename=f"{document.title}.pdf",
            content_type=document.content_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response


class MarkPrinted(FormPage):
    """Staff gave the paper to the person."""

    permission = Permission.CV_PRINT
    form_class = StaffPressForm
    template_name = "cvs/staff/printing.html"
    http_method_names = ["post"]

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        return {"waiting": Paginator(selectors.to_print(actor), selectors.PAGE_SIZE).get_page(1)}

    def perform(self, form: Form) -> str:
        printed = actions.mark_printed(by=self.request.actor, request_id=self.kwargs["request_id"], at=clock.now())
        self.say(f"Printed for {printed.learner.name}.")
        return reverse("cvs:printing")
