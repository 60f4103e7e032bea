"""The plan on paper: asked for, being made, ready to open, or not made."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock, files
from campus.core.http import CampusRequest
from campus.core.views import Page
from campus.core.waiting import looking
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from plans.actions import printing as actions
from plans.models import PlanPrint
from plans.rules.printing import Progress
from plans.selectors import printing as selectors
from plans.views.staff.goals import OnPlan, plan_url


class Print(OnPlan, PersonFormPage):
    """The button on the plan. A refusal is shown there."""

    permission = Permission.PLAN_PRINT
    form_class = EmptyForm
    template_name = "plans/staff/plan.html"
    not_passed_on = "A plan is printed where the person is."

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(plan_url(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        return super().show(status=422, form=extra.get("form"))

    def perform(self, form: EmptyForm) -> str:
        asked = actions.ask(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        return print_url(asked)


class _OfPrint(PersonFormPage, abstract=True):
    permission = Permission.PLAN_PRINT
    form_class = EmptyForm
    template_name = "plans/staff/print.html"
    paper: PlanPrint
    not_passed_on = "A plan is printed where the person is."

    def prepare(self) -> None:
        super().prepare()
        found = selectors.print_for(self.request.actor, self.learner.id, self.kwargs["print_id"])
        if found is None:
            raise Http404
        self.paper, self.progress = found, selectors.progress(found, clock.now())

    def context(self) -> dict[str, Any]:
        older = [one for one in selectors.prints_of(self.learner.id) if one.id != self.paper.id]
        return {**super().context(), "paper": self.paper, "progress": self.progress, "older": older}


class OnePrint(_OfPrint):
    """How far the file is. While it is made the page asks again by itself, a dozen times."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = looking(request, print_url(self.paper))
        response = self.show(form=self.form(), again=looked.again, asks_itself=looked.asks_itself)
        if self.progress in (Progress.WAITING, Progress.MAKING):
            looked.ask_again(response)
        return response


class PrintAgain(_OfPrint):
    """After a failure."""

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(print_url(self.paper))

    def perform(self, form: EmptyForm) -> str:
        actions.try_again(by=self.request.actor, print_id=self.paper.id, at=clock.now())
        return print_url(self.paper)


class PrintPdf(Page):
    """The file, to be saved and printed: an attachment, so that no browser opens it as a page of ours."""

    permission = Permission.PLAN_PRINT
    http_method_names = ["get", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = selectors.print_for(request.actor, kwargs["learner_id"], kwargs["print_id"])
        if found is None:
            raise Http404
        paper = actions.open_print(by=request.actor, print_id=found.id)
        response = FileResponse(
            files.open(paper.file_name), as_attachment=True, filename=f"{paper.title}.pdf",
            content_type="application/pdf",
        )  # fmt: skip
        response["X-Content-Type-Options"] = "nosniff"
        return response


def print_url(paper: PlanPrint) -> str:
    return reverse("plans:print", kwargs={"learner_id": paper.learner_id, "print_id": paper.id})
