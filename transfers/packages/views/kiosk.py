"""Your record: ask for a copy, wait for it, read it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.waiting import looking
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage, KioskPage
from transfers.packages.actions import cases as actions
from transfers.packages.models import PackageCase
from transfers.packages.selectors import cases as selectors
from transfers.packages.selectors.cases import ENTRIES_SHOWN, Progress


class MyRecord(KioskPage):
    """What we keep about you, and the copies that you asked for."""

    permission = "own.view"
    template_name = "packages/kiosk/record.html"

    def context(self) -> dict[str, Any]:
        at = clock.now()
        copies = [(one, selectors.progress(one, at)) for one in selectors.own_copies(self.learner.id)[:5]]
        return {"copies": copies, "form": EmptyForm(), "newest": copies[0] if copies else None}


class AskForCopy(KioskFormPage):
    permission = "own.edit"
    form_class = EmptyForm
    template_name = "packages/kiosk/record.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("packages:my-record"))

    def perform(self, form: EmptyForm) -> str:
        case = actions.ask_for_own_copy(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        return _address(case)


class OfCopy:
    case: PackageCase

    def prepare(self) -> None:
        found = selectors.own_copy(self.request.actor, self.kwargs["copy_id"])  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.case, self.progress = found, selectors.progress(found, clock.now())


class MyCopy(OfCopy, KioskPage):  # type: ignore[misc]
    """Being made, ready to read, or not made."""

    permission = "own.view"

    @property
    def template_name(self) -> str:  # type: ignore[override]
        ready = {Progress.READY: "packages/kiosk/copy.html", Progress.FAILED: "packages/kiosk/not_made.html"}
        return ready.get(self.progress, "packages/kiosk/making.html")

    def context(self) -> dict[str, Any]:
        parts = selectors.parts_of(self.case) if self.progress == Progress.READY else []
        return {"case": self.case, "progress": self.progress, "parts": parts, "form": EmptyForm()}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = looking(request, _address(self.case))
        response = self.show(again=looked.again, asks_itself=looked.asks_itself)
        if self.progress in (Progress.WAITING, Progress.MAKING):
            looked.ask_again(response)
        return response


class MyPart(OfCopy, KioskPage):  # type: ignore[misc]
    """One part of a copy, some entries a page."""

    permission = "own.view"
    template_name = "packages/kiosk/part.html"

    def context(self) -> dict[str, Any]:
        if self.progress != Progress.READY:
            raise Http404
        part = next((one for one in selectors.parts_of(self.case) if one.code == self.kwargs["part"]), None)
        if part is None:
            raise Http404
        first = (self.kwargs["number"] - 1) * ENTRIES_SHOWN
        shown = part.entries[first : first + ENTRIES_SHOWN] if first >= 0 else ()
        if not shown:
            raise Http404
        more = first + ENTRIES_SHOWN < part.count
        return {"case": self.case, "part": part, "entries": shown, "number": self.kwargs["number"], "more": more}


class TryAgain(OfCopy, KioskFormPage):  # type: ignore[misc]
    permission = "own.edit"
    form_class = EmptyForm
    template_name = "packages/kiosk/not_made.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_address(self.case))

    def perform(self, form: EmptyForm) -> str:
        actions.try_again(by=self.request.actor, case_id=self.case.id, at=clock.now())
        return _address(self.case)


def _address(case: PackageCase) -> str:
    return reverse("packages:my-copy", kwargs={"copy_id": case.id})
