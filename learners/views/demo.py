"""Demo sign-in at a kiosk, outside production only: enrol this browser at any prison, become anybody held there."""

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts import actors
from campus.core import clock
from campus.core.access import PUBLIC
from campus.core.http import CampusRequest
from campus.core.views import Page
from learners import actions, kiosk, selectors
from learners.views.kiosk_desk import put_device_key


class Personas(Page):
    permission = PUBLIC
    template_name = "learners/kiosk/personas.html"

    def context(self) -> dict[str, Any]:
        device = self.request.device
        people = selectors.demo_people(device.establishment_id) if device else []
        return {"device": device, "people": people, "establishments": selectors.active_establishments()}


class EnrolHere(Page):
    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("learners:personas"))

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.POST.get("establishment", "")
        if code not in {e.code for e in selectors.active_establishments()}:
            raise Http404
        _, key = kiosk.enrol_demo_device(establishment_id=code, by=actors.system(), at=clock.now())
        response = HttpResponseRedirect(reverse("learners:personas"))
        put_device_key(response, key, secure=request.is_secure())
        return response


class Become(Page):
    permission = PUBLIC

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        learner = selectors.demo_person(kwargs["learner_id"])
        if learner is None or request.device is None:
            raise Http404
        session = kiosk.open_session(learner=learner, device=request.device, at=clock.now())
        login(request, kiosk.give_user(learner, clock.now()), backend="learners.backends.KioskBackend")
        request.session["kiosk_session"] = str(session.id)
        request.session["language"] = actions.language_of(learner)
        return HttpResponseRedirect(reverse("learners:home"))
