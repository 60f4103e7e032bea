"""Who can see what: the register of sharing choices, for the person at a tablet and for staff whom they tell."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import Refused
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest
from learners import actions, sharing
from learners.forms import EmptyForm
from learners.rules import SharedThing
from learners.views.kiosk import KioskFormPage, KioskPage
from learners.views.staff import PersonFormPage, PersonPage


class ChoiceForm(CampusForm):
    """One button of the register: what, with whom, and whether to share it from now on."""

    what = forms.ChoiceField(choices=[(thing.value, thing.value) for thing in SharedThing])
    party = forms.CharField(max_length=36)
    share = forms.BooleanField(required=False)


def change(page: Any, form: ChoiceForm) -> tuple[bool, str]:
    """Do what the button says. Returns whether it is shared now, and with whom, empty for a kind of party."""
    given, learner = form.cleaned_data, page.learner
    party = sharing.register_of(learner.id).party(given["party"])
    if party is None:
        raise Refused("This cannot be shared with them.")
    verb = actions.share if given["share"] else actions.stop_sharing
    verb(
        by=page.request.actor, learner_id=learner.id, what=given["what"], party=party.shared_with.value,
        organisation_id=party.organisation.id if party.organisation else None, at=clock.now(),
    )  # fmt: skip
    return given["share"], party.organisation.name if party.organisation else ""


class Sharing(PersonPage):
    """What a person shares with people outside, for staff."""

    permission = Permission.SHARING_VIEW
    template_name = "learners/staff/sharing.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "register": sharing.register_of(self.learner.id), "form": EmptyForm()}


class ChangeSharing(PersonFormPage):
    """Staff write down what the person told them."""

    permission = Permission.SHARING_RECORD
    form_class = ChoiceForm
    template_name = "learners/staff/sharing.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address)

    @property
    def address(self) -> str:
        return reverse("learners:sharing", kwargs={"learner_id": self.learner.id})

    def context(self) -> dict[str, Any]:
        return {**super().context(), "register": sharing.register_of(self.learner.id)}

    def perform(self, form: ChoiceForm) -> str:
        shared, _who = change(self, form)
        self.say("Written down. It is shared now." if shared else "Written down. It is not shared any more.")
        return self.address


class MySharing(KioskPage):
    """What I share, and with whom."""

    permission = "own.view"
    template_name = "learners/kiosk/sharing.html"

    def context(self) -> dict[str, Any]:
        return {"register": sharing.register_of(self.learner.id), "form": EmptyForm()}


class ChangeMySharing(KioskFormPage):
    permission = "own.edit"
    form_class = ChoiceForm
    template_name = "learners/kiosk/sharing.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:my-sharing"))

    def context(self) -> dict[str, Any]:
        return {"register": sharing.register_of(self.learner.id)}

    def perform(self, form: ChoiceForm) -> str:
        shared, _who = change(self, form)
        self.say(_("They can see this now.") if shared else _("They cannot see this any more."))
        return reverse("learners:my-sharing")
