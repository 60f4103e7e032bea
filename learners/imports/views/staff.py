"""Bringing in a file, in four pages: send it, look at the check, wait, see the result."""

import csv
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from campus.core.waiting import looking
from learners.forms import EmptyForm
from learners.imports import actions, rules, selectors
from learners.imports.forms import FileForm
from learners.imports.registry import importer, importers
from learners.imports.rules import BatchState, Verdict

TEMPLATES = {
    BatchState.CHECKED: "imports/staff/preview.html", BatchState.RUNNING: "imports/staff/progress.html",
    BatchState.DONE: "imports/staff/result.html", BatchState.STOPPED: "imports/staff/progress.html",
    BatchState.CANCELLED: "imports/staff/cancelled.html",
}  # fmt: skip


class Imports(Page):
    """What can be brought in, and the latest files."""

    permission = Permission.IMPORT_RUN
    template_name = "imports/staff/imports.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        rows = [(batch, importer(batch.importer)) for batch in selectors.latest(actor)]
        return {"importers": importers(actor), "latest": rows}


class OfKind:
    """What the pages of one kind of file share."""

    def prepare(self) -> None:
        found = importer(self.kwargs["code"])  # type: ignore[attr-defined]
        if found is None or not self.request.actor.may(found.permission):  # type: ignore[attr-defined]
            raise Http404
        self.importer = found


class Send(OfKind, FormPage):
    """1: the file."""

    permission = Permission.IMPORT_RUN
    form_class = FileForm
    template_name = "imports/staff/send.html"

    def form(self) -> CampusForm:
        if self.request.method == "POST":
            return FileForm(self.request.POST, self.request.FILES)
        return FileForm()

    def context(self) -> dict[str, Any]:
        return {"importer": self.importer}

    def perform(self, form: FileForm) -> str:
        file = form.cleaned_data["file"]
        batch = actions.check_file(
            by=self.request.actor, kind=self.importer.code, file_name=file.name or "", content=file.read(),
            at=clock.now(),
        )  # fmt: skip
        return _address(batch.id)


class Example(OfKind, Page):
    """An empty file with the right head and one row of examples."""

    permission = Permission.IMPORT_RUN

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _csv(f"{self.importer.code}-example.csv")
        writer = csv.writer(response)
        writer.writerow([column.name for column in self.importer.columns])
        writer.writerow([column.example for column in self.importer.columns])
        return response


class OfBatch:
    """What the pages of one file share."""

    def prepare(self) -> None:
        actor = self.request.actor  # type: ignore[attr-defined]
        batch = selectors.batch_for(actor, self.kwargs["batch_id"])  # type: ignore[attr-defined]
        found = importer(batch.importer) if batch else None
        if batch is None or found is None or not actor.may(found.permission):
            raise Http404
        self.batch, self.importer = batch, found
        self.template_name = TEMPLATES[BatchState(batch.state)]

    def context(self) -> dict[str, Any]:
        batch = self.batch
        said = {"batch": batch, "importer": self.importer, "kept_days": rules.KEPT_DAYS}
        if batch.state == BatchState.CHECKED:
            return {**said, **self.preview()}
        if batch.state in (BatchState.RUNNING, BatchState.STOPPED, BatchState.DONE):
            said["progress"] = selectors.progress(batch)
        if batch.state == BatchState.DONE:
            said["refused"] = selectors.refused_rows(batch, selectors.PAGE_SIZE)
        return said

    def preview(self) -> dict[str, Any]:
        """The rows of one verdict: those that were refused first, for they need a person."""
        batch, asked = self.batch, self.request.GET  # type: ignore[attr-defined]
        counts = {Verdict.REFUSED: batch.refused, Verdict.LOOK: batch.look, Verdict.GOOD: batch.good}
        shown = asked.get("show", "").upper()
        verdict = shown if shown in counts else next((v for v, count in counts.items() if count), Verdict.GOOD)
        after = int(text) if (text := asked.get("after", "")).isascii() and text.isdigit() and len(text) < 9 else 0
        page = selectors.rows_of(batch, verdict, after)
        following = f"?show={str(verdict).lower()}&after={page.after}" if page.after else ""
        first = f"?show={str(verdict).lower()}" if after else ""
        return {"page": page, "shown": str(verdict), "following": following, "first": first}


class OneBatch(OfBatch, Page):
    """2 to 4: the check, the progress or the result, as far as the file has come."""

    permission = Permission.IMPORT_RUN

    def context(self) -> dict[str, Any]:
        return {**super().context(), "form": EmptyForm()}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.show()
        if self.batch.state == BatchState.RUNNING:
            looking(request, _address(self.batch.id)).ask_again(response)
        return response


class BatchButton(OfBatch, FormPage, abstract=True):
    """A button on the page of a file. A refusal is shown there."""

    permission = Permission.IMPORT_RUN
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_address(self.batch.id))


class Confirm(BatchButton):
    permission = Permission.IMPORT_RUN

    def perform(self, form: EmptyForm) -> str:
        actions.confirm(by=self.request.actor, batch_id=self.batch.id, at=clock.now())
        return _address(self.batch.id)


class Cancel(BatchButton):
    permission = Permission.IMPORT_RUN

    def perform(self, form: EmptyForm) -> str:
        actions.cancel(by=self.request.actor, batch_id=self.batch.id, at=clock.now())
        self.say("The file was taken back. Nothing of it was saved.")
        return reverse("imports:imports")


class Refused(OfBatch, Page):
    """The rows that were not brought in, with the reason, as a file to put right and send again."""

    permission = Permission.IMPORT_RUN

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _csv(f"{self.importer.code}-not-imported.csv")
        writer = csv.writer(response)
        writer.writerow([*self.batch.columns, "row", "reason"])
        for row in selectors.refused_rows(self.batch):
            cells = [rules.safe_cell(row.cells.get(name, "")) for name in self.batch.columns]
            writer.writerow([*cells, row.number, " ".join(row.reasons)])
        return response


def _address(batch_id: object) -> str:
    return reverse("imports:batch", kwargs={"batch_id": batch_id})


def _csv(name: str) -> HttpResponse:
    """A download that Excel reads in the right letters."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
