"""Staff's side of the kiosk: tablets, and codes for people who sign in at them."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import NotYours
from campus.core.http import CampusRequest
from campus.core.views import FormPage
from learners import kiosk, selectors
from learners.forms import DeviceForm, EmptyForm
from learners.middleware import device_cookie
from learners.rules import CODE_LIFE, DeviceKind
from learners.views.staff import PersonFormPage


class Devices(FormPage):
    """The tablets of this prison, and enrolling the one in hand."""

    permission = Permission.KIOSK_DEVICE_ENROL
    form_class = DeviceForm
    template_name = "learners/staff/devices.html"

    def context(self) -> dict[str, Any]:
        return {"devices": selectors.devices_at(self.request.actor.establishment_id or "")}

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.key = ""
        response = super().post(request, *args, **kwargs)
        if self.key:
            put_device_key(response, self.key, secure=request.is_secure())
        return response

    def perform(self, form: DeviceForm) -> str:
        here = self.request.actor.establishment_id
        if here is None:
            raise NotYours("no prison chosen")
        _, self.key = kiosk.enrol_device(
            by=self.request.actor, establishment_id=here, label=form.cleaned_data["label"],
            kind=DeviceKind(form.cleaned_data["kind"]), at=clock.now(),
        )  # fmt: skip
        self.say("This tablet is enrolled. Sign out of your own account before you hand it over.")
        return reverse("learners:devices")


def put_device_key(response: HttpResponse, key: str, *, secure: bool) -> None:
    """The tablet's key, which only it holds. It outlives sessions: signing out never erases it."""
    response.set_cookie(device_cookie(), key, max_age=400 * 24 * 3600, httponly=True, samesite="Strict", secure=secure)


class EndDevice(FormPage):
    permission = Permission.KIOSK_DEVICE_ENROL
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:devices"))

    def perform(self, form: EmptyForm) -> str:
        device = kiosk.end_device(by=self.request.actor, device_id=self.kwargs["device_id"], at=clock.now())
        self.say(f"{device.label} is no longer enrolled.")
        return reverse("learners:devices")


class IssueCode(PersonFormPage):
    """Print a one-time code for a person's first sign-in, or when a PIN is forgotten. The code is shown once."""

    permission = Permission.KIOSK_PIN_ISSUE
    form_class = EmptyForm
    template_name = "learners/staff/kiosk_code.html"
    not_passed_on = "A code is made where the person is."

    def context(self) -> dict[str, Any]:
        at = clock.now()
        number = getattr(self.learner, "prison_number", "") or ""
        return {
            **super().context(),
            "has_pin": selectors.has_pin(self.learner.id),
            "waits_until": selectors.sign_in_wait(kiosk.secrets.digest(number), self.learner.id, at),
            "minutes": int(CODE_LIFE.total_seconds() // 60),
        }

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shown in the answer itself: a code is never put in an address or a session."""
        form = self.form()
        if not form.is_valid():
            return self.show(form=form, status=422)
        code = kiosk.issue_code(by=request.actor, learner_id=self.learner.id, at=clock.now())
        return self.show(form=form, code=code)


class EndWait(PersonFormPage):
    """Let somebody try again now, after too many wrong PINs."""

    permission = Permission.KIOSK_PIN_ISSUE
    form_class = EmptyForm
    not_passed_on = "A wait is ended where the person is."

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self._page(kwargs["learner_id"]))

    def perform(self, form: EmptyForm) -> str:
        kiosk.end_wait(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(f"{self.learner.called} can try again now.")
        return self._page(self.learner.id)

    def _page(self, learner_id: uuid.UUID) -> str:
        return reverse("learners:kiosk-code", kwargs={"learner_id": learner_id})
