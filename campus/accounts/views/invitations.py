"""The portal is by invitation only."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib.auth import login
from django.http import Http404
from django.urls import reverse

from campus.accounts import invitations, selectors
from campus.accounts.permissions import ROLES, Permission, Reach
from campus.core import clock
from campus.core.access import PUBLIC
from campus.core.errors import Refused
from campus.core.forms import CampusForm
from campus.core.views import FormPage

_OUTSIDE = [(code, f"{spec.title}: {spec.says}") for code, spec in ROLES.items() if spec.reach == Reach.ORGANISATION]


class AcceptForm(CampusForm):
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that you can remember work well.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )


class Accept(FormPage):
    """Says who invited and which organisation; sets a password; leads on to the second factor."""

    permission = PUBLIC
    form_class = AcceptForm
    template_name = "accounts/portal/invitation.html"

    def prepare(self) -> None:
        self.invitation = invitations.open_invitation(self.kwargs["token"], clock.now())
        if self.invitation is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {"invitation": self.invitation}

    def perform(self, form: AcceptForm) -> str:
        user = invitations.accept(token=self.kwargs["token"], password=form.cleaned_data["password"], at=clock.now())
        login(self.request, user, backend="campus.accounts.backends.PasswordBackend")
        record_authentication(self.request, user, "password", username=user.username)
        return reverse("mfa_activate_totp")


class InviteForm(CampusForm):
    given_name = forms.CharField(label="First name", max_length=60, error_messages={"required": "Enter a first name"})
    family_name = forms.CharField(label="Last name", max_length=60, error_messages={"required": "Enter a last name"})
    email = forms.EmailField(
        label="Work e-mail address",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    role = forms.ChoiceField(
        label="What will they do?", choices=_OUTSIDE, widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person will do"},
    )  # fmt: skip


class Colleagues(FormPage):
    """The organisation's people, and inviting one more. The link is shown once, to be passed on by hand."""

    permission = Permission.PORTAL_INVITE
    form_class = InviteForm
    template_name = "accounts/portal/colleagues.html"

    def context(self) -> dict[str, Any]:
        organisation = self.request.actor.organisation
        return {
            "postings": selectors.colleagues(organisation) if organisation else [],
            "link": self.request.session.pop("invitation_link", ""),
        }

    def perform(self, form: InviteForm) -> str:
        organisation = self.request.actor.organisation
        if organisation is None:
            raise Refused("Choose your organisation first.")
        data = form.cleaned_data
        _, token = invitations.invite(
            by=self.request.actor, organisation_id=organisation.id, email=data["email"], role=data["role"],
            given_name=data["given_name"], family_name=data["family_name"], at=clock.now(),
        )  # fmt: skip
        path = reverse("accounts:invitation", kwargs={"token": token})
        self.request.session["invitation_link"] = self.request.build_absolute_uri(path)
        return reverse("accounts:colleagues")
