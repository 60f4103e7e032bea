"""Signing in and out at a kiosk. Every step works without scripts, and says the same for every cause of a no."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from campus.core.access import PUBLIC
from campus.core.errors import Refused
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from learners import actions, kiosk
from learners.forms import EmptyForm, NewPinForm, NumberForm, PinForm, SettingsForm
from learners.middleware import leave
from learners.models import KioskSession
from learners.views.kiosk import KioskFormPage


class TypeNumber(FormPage):
    """Step one. On a tablet that nobody enrolled there is no form, only whom to ask."""

    permission = PUBLIC
    form_class = NumberForm
    template_name = "learners/kiosk/sign_in.html"

    def context(self) -> dict[str, Any]:
        return {"device": self.request.device, "step": "number"}

    def perform(self, form: NumberForm) -> str:
        if self.request.device is None:
            raise Refused(_("This tablet is not set up. Ask staff."))
        self.request.session["number"] = form.cleaned_data["number"]
        return reverse("learners:pin")


class TypePin(FormPage):
    """Step two: the PIN, or a code from staff."""

    permission = PUBLIC
    form_class = PinForm
    template_name = "learners/kiosk/sign_in.html"

    def prepare(self) -> None:
        self.number = self.request.session.get("number", "")

    def context(self) -> dict[str, Any]:
        return {"device": self.request.device, "step": "pin"}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.number or request.device is None:
            return HttpResponseRedirect(reverse("learners:sign-in"))
        return super().get(request, *args, **kwargs)

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Outside the form page's transaction: a try that is refused must still be counted."""
        form = self.form()
        if not self.number or request.device is None:
            return HttpResponseRedirect(reverse("learners:sign-in"))
        if not form.is_valid():
            return self.show(form=form, status=422)
        try:
            return HttpResponseRedirect(self.sign_in(form.cleaned_data["pin"]))
        except Refused as refused:
            form.add_refusal(refused)
            return self.show(form=form, status=422)

    def sign_in(self, pin: str) -> str:
        request, at = self.request, clock.now()
        learner, must_choose = kiosk.sign_in(number=self.number, secret=pin, device=request.device, at=at)
        session = kiosk.open_session(learner=learner, device=request.device, at=at)
        login(request, kiosk.give_user(learner, at), backend="learners.backends.KioskBackend")
        request.session["kiosk_session"] = str(session.id)
        request.session["language"] = actions.language_of(learner)
        request.session.pop("number", None)
        return reverse("learners:new-pin") if must_choose else reverse("learners:home")


class ChoosePin(KioskFormPage):
    """The first sign-in sets an own PIN."""

    permission = "own.edit"
    form_class = NewPinForm
    template_name = "learners/kiosk/new_pin.html"

    def perform(self, form: NewPinForm) -> str:
        kiosk.choose_pin(
            by=self.request.actor, learner_id=self.learner.id, at=clock.now(),
            pin=form.cleaned_data["pin"].strip(), again=form.cleaned_data["again"].strip(),
        )  # fmt: skip
        self.say(_("Your PIN is saved."))
        return reverse("learners:home")


class SignOut(Page):
    """A button on every page. Wipes the tablet and shows that it did."""

    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:home"))

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "kiosk", None):
            kiosk.end_session(request.kiosk.id, KioskSession.Ended.SIGNED_OUT, clock.now())
        return leave(request, reverse("learners:signed-out"))


class SignedOut(Page):
    permission = PUBLIC
    template_name = "learners/kiosk/signed_out.html"


class Locked(Page):
    permission = PUBLIC
    template_name = "learners/kiosk/locked.html"


class Language(Page):
    """Change between English and Welsh, and stay on the page."""

    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:home"))

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = "cy" if request.POST.get("language") == "cy" else "en-gb"
        request.session["language"] = language
        if request.learner:
            actions.prefer(learner_id=request.learner.id, language=language)
        return HttpResponseRedirect(_back(request))


class Settings(KioskFormPage):
    permission = "own.edit"
    form_class = SettingsForm
    template_name = "learners/kiosk/settings.html"

    def initial(self) -> dict[str, Any]:
        mine = self.request.kiosk_settings
        return {"text_size": mine.text_size, "tint": mine.tint}

    def perform(self, form: SettingsForm) -> str:
        actions.prefer(learner_id=self.learner.id, **{k: form.cleaned_data[k] for k in ("text_size", "tint")})
        self.say(_("Saved."))
        return reverse("learners:settings")


class TextSize(KioskFormPage):
    """A− and A+."""

    permission = "own.edit"
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:settings"))

    def perform(self, form: EmptyForm) -> str:
        actions.change_text_size(learner_id=self.learner.id, bigger=self.request.POST.get("size") == "bigger")
        return _back(self.request)


def _back(request: CampusRequest) -> str:
    """The kiosk page that the person was on; anything else is home."""
    back = request.POST.get("back", "")
    safe = back.startswith("/learn/") and "//" not in back and "\\" not in back
    return back if safe else reverse("learners:home")
