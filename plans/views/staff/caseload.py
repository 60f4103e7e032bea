"""Who works with a person, and giving a whole caseload to somebody else."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from plans.actions import caseload as actions
from plans.forms.caseload import ReassignForm, WorkerForm
from plans.selectors import caseload

NAMED_MOST = 20  # as many names as a sentence can hold


class Assign(PersonFormPage):
    """Choose who works with one person."""

    permission = Permission.CASELOAD_ASSIGN
    form_class = WorkerForm
    template_name = "plans/staff/reassign_person.html"
    not_passed_on = "Who works with somebody is chosen where they are."

    def form_arguments(self) -> dict[str, Any]:
        return {"workers": _choices(self.learner.current_establishment_id or "")}

    def initial(self) -> dict[str, Any]:
        held = caseload.worker_of(self.learner)
        return {"worker": str(held.user_id) if held else ""}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "worker": caseload.worker_of(self.learner)}

    def perform(self, form: WorkerForm) -> str:
        row = actions.assign(
            by=self.request.actor, learner_id=self.learner.id, user_id=form.cleaned_data["worker"], at=clock.now()
        )
        self.say(f"{row.user.name} works with {self.learner.called} now.")
        return _person(self.learner.id)


class OneVerb(PersonFormPage, abstract=True):
    """A button on the person's page. Asked for by GET, or refused, it leads back there."""

    form_class = EmptyForm
    not_passed_on = "Who works with somebody is chosen where they are."

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(_person(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        return HttpResponseRedirect(_person(self.learner.id))


class TakeOn(OneVerb):
    permission = Permission.PLAN_EDIT

    def perform(self, form: EmptyForm) -> str:
        actions.take_on(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(f"You work with {self.learner.called} now.")
        return _person(self.learner.id)


class LetGo(OneVerb):
    permission = Permission.PLAN_EDIT

    def perform(self, form: EmptyForm) -> str:
        actions.let_go(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(f"You do not work with {self.learner.called} any more.")
        return _person(self.learner.id)


class Reassign(FormPage):
    """Choose two people, see how many move, then move them: one address, by GET and then by POST."""

    permission = Permission.CASELOAD_ASSIGN
    form_class = ReassignForm
    template_name = "plans/staff/reassign.html"

    def prepare(self) -> None:
        if self.request.actor.establishment_id is None:
            raise Http404
        self.code = self.request.actor.establishment_id
        self.workers = caseload.workers_at(self.code)

    def form_arguments(self) -> dict[str, Any]:
        workers = [(str(w.user.id), f"{w.user.name} ({w.people})") for w in self.workers]
        return {"workers": workers, "planners": _choices(self.code)}

    def form(self) -> ReassignForm:
        if self.request.method == "GET" and self.request.GET.get("show"):
            return ReassignForm(self.request.GET, **self.form_arguments())
        return super().form()  # type: ignore[return-value]

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        if not form.is_bound:
            return self.show(form=form)
        return self.show(form=form, status=200 if form.is_valid() else 422, preview=_preview(form, self.code))

    def context(self) -> dict[str, Any]:
        # The page asks by GET and saves by POST, so the token of the second form is made anew each time.
        return {"workers": self.workers, "token": uuid.uuid4()}

    def perform(self, form: ReassignForm) -> str:
        given, taken = form.cleaned_data["from_user"], form.cleaned_data["to_user"]
        found = actions.reassign(
            by=self.request.actor, from_user_id=given, to_user_id=taken,
            learner_ids=caseload.people_of(self.code, given), at=clock.now(),
        )  # fmt: skip
        self.say(_said(found))
        return f"{reverse('plans:people')}?{urlencode({'who': 'all'})}"


def _preview(form: ReassignForm, code: str) -> dict[str, Any] | None:
    """How many people would move, and between whom."""
    if not form.is_valid():
        return None
    given, taken = form.cleaned_data["from_user"], form.cleaned_data["to_user"]
    names = {str(key): words for key, words in form.fields["to_user"].choices}  # type: ignore[attr-defined]
    names |= {str(w.user.id): w.user.name for w in caseload.workers_at(code)}
    return {
        "people": len(caseload.people_of(code, given)), "given": names[str(given)], "taken": names[str(taken)],
        "same": given == taken,
    }  # fmt: skip


def _said(found: actions.Reassigned) -> str:
    moved = f"{found.moved} {'person' if found.moved == 1 else 'people'} reassigned."
    if not found.left_out:
        return moved
    named, more = found.left_out[:NAMED_MOST], len(found.left_out) - NAMED_MOST
    others = f" and {more} more" if more > 0 else ""
    return f"{moved} Not reassigned, because they moved or have another worker now: {'; '.join(named)}{others}."


def _choices(code: str) -> list[tuple[str, str]]:
    return [(str(user.id), user.name) for user in caseload.planners_at(code, clock.today())]


def _person(learner_id: uuid.UUID) -> str:
    return reverse("learners:person", kwargs={"learner_id": learner_id})
