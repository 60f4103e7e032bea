"""The learner's own CV as pages: being made, ready to look at, or not made."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.waiting import looking
from jobs.cvs import actions, questions, selectors
from jobs.cvs.forms import PressForm
from jobs.cvs.models import CvVersion
from jobs.cvs.rules import Progress
from learners.views.kiosk import KioskFormPage, KioskPage

_TEMPLATES = {
    Progress.WAITING: "cvs/kiosk/making.html",
    Progress.MAKING: "cvs/kiosk/making.html",
    Progress.READY: "cvs/kiosk/ready.html",
    Progress.FAILED: "cvs/kiosk/failed.html",
}


class _OfVersion(KioskFormPage, abstract=True):
    """A page about one version: being made, ready, or not made."""

    permission = "own.view"
    form_class = PressForm
    version: CvVersion

    def prepare(self) -> None:
        found = selectors.version(self.learner.id, self.kwargs["version_id"])
        if found is None:
            raise Http404
        self.version, self.progress = found, selectors.progress(found.rendering, clock.now())

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return _TEMPLATES[self.progress]

    def context(self) -> dict[str, Any]:
        rendering, now = self.version.rendering, clock.now()
        return {
            "version": self.version,
            "rendering": rendering,
            "progress": self.progress,
            "sections": questions.sections(self.version.content["answers"]),
            "pages": range(1, len(rendering.pictures) + 1),
            "printing": selectors.last_print(self.version.id),
            "made_today": clock.london_date(rendering.updated_at) == clock.london_date(now),
        }


class Version(_OfVersion):
    """The pages, or how far they are. While they are made the page asks again by itself, a dozen times."""

    permission = "own.view"
    http_method_names = ["get", "head", "options"]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = looking(request, reverse("cvs:version", args=[self.version.id]))
        response = self.show(form=self.form(), again=looked.again, asks_itself=looked.asks_itself)
        if self.progress in (Progress.WAITING, Progress.MAKING):
            looked.ask_again(response)
        return response


class TryAgain(_OfVersion):
    """After a failure."""

    permission = "own.edit"

    def perform(self, form: Form) -> str:
        actions.try_again(by=self.request.actor, learner_id=self.learner.id, version_id=self.version.id, at=clock.now())
        return reverse("cvs:version", args=[self.version.id])


class AskToPrint(_OfVersion):
    """The PDF goes to staff. It is never served here."""

    permission = "own.edit"

    def perform(self, form: Form) -> str:
        actions.ask_to_print(
            by=self.request.actor, learner_id=self.learner.id, version_id=self.version.id, at=clock.now()
        )
        self.say(_("We asked staff to print your CV."))
        return reverse("cvs:version", args=[self.version.id])


class BigPage(_OfVersion):
    """One page of the CV as large as the screen."""

    permission = "own.view"
    template_name = "cvs/kiosk/page.html"
    http_method_names = ["get", "head", "options"]

    def context(self) -> dict[str, Any]:
        number, total = self.kwargs["number"], len(self.version.rendering.pictures)
        if not 1 <= number <= total:
            raise Http404
        return {**super().context(), "number": number, "total": total}


class Picture(KioskPage):
    """The picture of one page, for its owner only."""

    permission = "own.view"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = selectors.picture(self.learner.id, kwargs["version_id"], kwargs["number"])
        if found is None:
            raise Http404
        return HttpResponse(found, content_type="image/png")
