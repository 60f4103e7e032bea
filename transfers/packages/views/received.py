"""Taking packages in: the file is checked and kept apart, then a steward says whose it is."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock, files
from campus.core.errors import Refused
from campus.core.forms import CampusForm
from campus.core.views import FormPage
from transfers.packages import checking
from transfers.packages.actions import importing as actions
from transfers.packages.forms import MatchForm, PackageFileForm, TurnAwayForm
from transfers.packages.models import ReceivedPackage
from transfers.packages.rules.cases import ReceivedState
from transfers.packages.rules.refusals import NoPackage, PackageRefused
from transfers.packages.selectors import cases as selectors


class Received(FormPage):
    """What was sent to us, and the place to give the next one in."""

    permission = Permission.PACKAGE_IMPORT
    form_class = PackageFileForm
    template_name = "packages/staff/received.html"

    def form(self) -> CampusForm:
        if self.request.method == "POST":
            return PackageFileForm(self.request.POST, self.request.FILES)
        return PackageFileForm()

    def context(self) -> dict[str, Any]:
        rows = [(one, *selectors.RECEIVED_WORDS[ReceivedState(one.state)]) for one in selectors.received()]
        return {"packages": rows}

    def perform(self, form: PackageFileForm) -> str:
        file, at = form.cleaned_data["file"], clock.now()
        try:
            checked = checking.check(file, file.size, at=at)
            package = actions.quarantine(by=self.request.actor, checked=checked, file_name=file.name or "", at=at)
        except NoPackage as none:
            raise Refused(none.sentence, field="file") from None
        except PackageRefused as refused:
            raise Refused(f"{refused.sentence} (Code: {refused.code}.)", field="file") from None
        self.say("The seal holds and every digest agrees. Now say whose it is.")
        return _address(package)


class OfReceived:
    package: ReceivedPackage

    def prepare(self) -> None:
        found = selectors.received_for(self.kwargs["received_id"])  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.package = found

    def context(self) -> dict[str, Any]:
        package, manifest = self.package, self.package.manifest
        words, kind = selectors.RECEIVED_WORDS[ReceivedState(package.state)]
        held = [{"title": one["title"], "count": one["count"]} for one in manifest["kinds"].values() if one["count"]]
        return {
            "package": package, "subject": manifest["subject"], "born": _born(manifest["subject"]),
            "kinds": held, "words": words, "kind": kind,
            "total": sum(one["count"] for one in held), "waits": package.state == ReceivedState.QUARANTINED,
        }  # fmt: skip


class OneReceived(OfReceived, FormPage):
    """What is in it, and the form that says whose it is."""

    permission = Permission.PACKAGE_IMPORT
    form_class = MatchForm
    template_name = "packages/staff/received_one.html"

    def perform(self, form: MatchForm) -> str:
        at, package = clock.now(), self.package
        with files.open(package.file_name) as file:
            checked = checking.check(file, package.size, at=at)
            try:
                result = actions.integrate(
                    by=self.request.actor, checked=checked, package_id=package.id, match=form.cleaned_data["match"],
                    at=at,
                )  # fmt: skip
            except PackageRefused as refused:
                raise Refused(f"{refused.sentence} (Code: {refused.code}.)", field="match") from None
        self.say("Taken in." if result.changed else "Everything was here already. Nothing was changed.")
        return _address(package)


class TurnAway(OfReceived, FormPage):
    """Say that it is not taken in."""

    permission = Permission.PACKAGE_IMPORT
    form_class = TurnAwayForm
    template_name = "packages/staff/turn_away.html"

    def perform(self, form: TurnAwayForm) -> str:
        actions.turn_away(
            by=self.request.actor, package_id=self.package.id, words=form.cleaned_data["words"], at=clock.now()
        )
        self.say("Turned away. The sender has to be told.")
        return reverse("packages:received")


def _born(subject: Any) -> dt.date | None:
    return dt.date.fromisoformat(subject["date_of_birth"]) if subject["date_of_birth"] else None


def _address(package: ReceivedPackage) -> str:
    return reverse("packages:received-one", kwargs={"received_id": package.id})
