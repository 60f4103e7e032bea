"""Qualifications from before prison: a list, a level, then a subject and a grade."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import AboutPerson, PersonFormPage, PersonPage
from plans.actions import qualifications as actions
from plans.forms.induction import LevelForm, QualificationForm
from plans.rules import induction as rules
from plans.rules.induction import Step, Topic
from plans.selectors import induction as selectors
from plans.selectors.alongside import alongside
from plans.views.staff.induction import check_url, onward, step_url


class OfQualifications(AboutPerson):
    """Pages that are part of an induction when the address says so, and stand alone otherwise."""

    @property
    def tail(self) -> str:
        return "?in=induction" if self.request.GET.get("in") == "induction" else ""  # type: ignore[attr-defined]

    def address(self, name: str, **names: Any) -> str:
        return reverse(f"plans:{name}", kwargs={"learner_id": self.learner.id, **names}) + self.tail

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "tail": self.tail, "list_url": self.address("qualifications"),
            "add_url": self.address("add-qualification"),
        }  # fmt: skip


class Qualifications(OfQualifications, PersonPage):
    """What is recorded, what the person said at the tablet, and what is known from elsewhere."""

    permission = Permission.INDUCTION_EDIT
    template_name = "plans/staff/induction_qualifications.html"

    def context(self) -> dict[str, Any]:
        told = selectors.told(self.learner.id)
        held_now = bool(self.tail) and not told.is_held and self.request.actor.may(Permission.PLAN_EDIT)
        here = Step(Topic.QUALIFICATIONS)
        before = rules.question_before(told.answers, here) or here
        return {
            **super().context(), "told": told, "levels": rules.QUALIFICATION_LEVELS, "form": EmptyForm(),
            "beside": alongside(self.learner.id, clock.today()), "held_now": held_now,
            "said": [{**q, "words": rules.QUALIFICATION_LEVELS.get(q["level"], "")} for q in told.said_qualifications],
            "back_url": step_url(self.learner.id, before) if held_now else self.education_url,
            "on_url": onward(self.learner.id, here, from_check=False) if held_now else self.education_url,
            "check_url": check_url(self.learner.id), "may_use": any(q["level"] for q in told.said_qualifications),
        }  # fmt: skip

    @property
    def education_url(self) -> str:
        return reverse("assessments:education", kwargs={"learner_id": self.learner.id})


class ChooseLevel(OfQualifications, PersonFormPage):
    permission = Permission.INDUCTION_EDIT
    form_class = LevelForm
    template_name = "plans/staff/induction_level.html"
    not_passed_on = "Nothing had been written yet."

    def perform(self, form: LevelForm) -> str:
        return self.address("qualification-details", level=form.cleaned_data["level"].lower())


class Details(OfQualifications, PersonFormPage):
    permission = Permission.INDUCTION_EDIT
    form_class = QualificationForm
    template_name = "plans/staff/induction_details.html"

    def prepare(self) -> None:
        super().prepare()
        self.level = self.kwargs["level"].upper()
        if self.level not in rules.QUALIFICATION_LEVELS:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "level": rules.QUALIFICATION_LEVELS[self.level]}

    def perform(self, form: QualificationForm) -> str:
        row = actions.add(
            by=self.request.actor, learner_id=self.learner.id, level=self.level, subject=form.cleaned_data["subject"],
            grade=form.cleaned_data["grade"], at=clock.now(),
        )  # fmt: skip
        self.say(f"{row.subject} saved.")
        return self.address("qualifications")


class OfOne(OfQualifications, PersonFormPage, abstract=True):
    """A button beside one qualification. What it comes to is seen in the list."""

    form_class = EmptyForm

    def prepare(self) -> None:
        super().prepare()
        row = selectors.qualification_for(self.request.actor, self.learner.id, self.kwargs["qualification_id"])
        if row is None:
            raise Http404
        self.row = row

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address("qualifications"))

    def show(self, **extra: Any) -> HttpResponse:
        """Somebody else pressed it a moment ago: the list shows that."""
        return HttpResponseRedirect(self.address("qualifications"))


class Remove(OfOne):
    permission = Permission.INDUCTION_EDIT

    def perform(self, form: EmptyForm) -> str:
        actions.remove(by=self.request.actor, qualification_id=self.row.id, at=clock.now())
        self.say(f"{self.row.subject} removed. You can put it back.")
        return self.address("qualifications")


class PutBack(OfOne):
    permission = Permission.INDUCTION_EDIT

    def perform(self, form: EmptyForm) -> str:
        actions.put_back(by=self.request.actor, qualification_id=self.row.id, at=clock.now())
        self.say(f"{self.row.subject} is on the list again.")
        return self.address("qualifications")
