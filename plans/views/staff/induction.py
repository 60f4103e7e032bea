"""Holding an induction: one question a page, each saved at once, a look at the answers, and then goals."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.components.dates import long_date
from campus.core.errors import Refused, StaleEdit
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import AboutPerson, PersonFormPage, PersonPage
from plans.actions import induction as actions
from plans.forms.induction import QuestionForm, initial_of
from plans.rules import induction as rules
from plans.rules.induction import Section, Step, Topic
from plans.selectors import induction as selectors
from plans.selectors import schedules
from plans.selectors.alongside import alongside
from plans.words.wording import Wording, for_staff, told

# Rows of their own, with pages of their own.
APART = frozenset({Topic.QUALIFICATIONS})
# What is changed elsewhere once the induction is held: a rating by another rating, a row as a row.
NOT_EDITED = frozenset({Topic.SKILLS, Topic.RATINGS, Topic.HAS_QUALIFICATIONS})
BESIDE = frozenset({Topic.EDUCATION, Topic.HAS_QUALIFICATIONS})


class WithAnswers(AboutPerson):
    """A page that shows what was said so far."""

    told: selectors.Told

    def prepare(self) -> None:
        super().prepare()
        self.told = selectors.told(self.learner.id)

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "told": self.told, "refusal": selectors.why_not_hold(self.told, self.learner),
            "interests_url": reverse("plans:interests", kwargs={"learner_id": self.learner.id}),
        }  # fmt: skip


class StartInduction(WithAnswers, PersonPage):
    """What is asked, how far it is, and what the person said beforehand."""

    permission = Permission.PLAN_EDIT
    template_name = "plans/staff/induction_start.html"

    def context(self) -> dict[str, Any]:
        step = self.told.first_open
        return {
            **super().context(), "rows": said_rows(self.told, self.learner.called),
            "next_url": step_url(self.learner.id, step) if step else check_url(self.learner.id),
        }  # fmt: skip


class OfQuestion(WithAnswers, PersonFormPage, abstract=True):
    """A page with one question. What is typed is saved when the page is sent."""

    form_class = QuestionForm
    template_name = "plans/staff/induction_question.html"
    step: Step

    def prepare(self) -> None:
        super().prepare()
        step = rules.step_at(self.kwargs["topic"])
        if step is None or not self.has_page(step):
            raise Http404
        self.step = step

    def has_page(self, step: Step) -> bool:
        return step.topic not in APART and (self.told.is_held or step in self.told.steps)

    @property
    def wording(self) -> Wording:
        return for_staff(self.step, self.learner.called)

    def form_arguments(self) -> dict[str, Any]:
        return {"step": self.step, "wording": self.wording, "answers": self.told.answers}

    def initial(self) -> dict[str, Any]:
        answers = self.told.answers
        return {**initial_of(self.step, answers), "lock_version": rules.mark_of(self.step, answers)}

    def context(self) -> dict[str, Any]:
        beside = self.step.topic in BESIDE
        return {
            **super().context(), "wording": self.wording, "step": self.step,
            "beside": alongside(self.learner.id, clock.today()) if beside else None,
        }  # fmt: skip

    def conflict(self, form: CampusForm, stale: StaleEdit) -> HttpResponse:
        """Both answers in words, and nothing chosen."""
        words = [told(self.step, answers, self.wording) for answers in (self.told.answers, self.kept(form))]
        row = {"label": self.wording.short, "theirs": words[0], "yours": words[1], "changed": words[0] != words[1]}
        context = {**self.context(), "form": form, "stale": stale, "rows": [row]}
        return render(self.request, self.conflict_template, context, status=409)

    def kept(self, form: Any) -> dict[str, Any]:
        """What was typed as it would be kept."""
        try:
            return rules.check_step(self.step, form.given, self.told.answers, clock.today())
        except Refused:  # what it hangs on was changed at the same moment
            return {}


class InductionQuestion(OfQuestion):
    """A question of an induction that is being held."""

    permission = Permission.PLAN_EDIT

    @property
    def from_check(self) -> bool:
        """Whether one answer is being changed, and the way leads back to all of them."""
        return self.request.GET.get("from") == "check"

    def context(self) -> dict[str, Any]:
        said = told(self.step, self.told.said_answers, self.wording) if self.told.said_alone(self.step) else ""
        return {
            **super().context(), "back_url": self.back(), "said": said, "use_form": EmptyForm(),
            "use_url": url(self.learner.id, "induction-use", self.step), "held_now": True,
        }  # fmt: skip

    def back(self) -> str:
        before = rules.question_before(self.told.answers, self.step)
        if self.from_check:
            return check_url(self.learner.id)
        if before is None:
            return reverse("plans:start-induction", kwargs={"learner_id": self.learner.id})
        return step_url(self.learner.id, before)

    def perform(self, form: QuestionForm) -> str:
        actions.answer(
            by=self.request.actor, learner_id=self.learner.id, step=self.step, given=form.given,
            mark=form.cleaned_data["lock_version"], at=clock.now(),
        )  # fmt: skip
        return onward(self.learner.id, self.step, from_check=self.from_check)


class UseTheirs(WithAnswers, PersonFormPage):
    """The button "Use this" beside what the person said at the tablet."""

    permission = Permission.PLAN_EDIT
    form_class = EmptyForm

    def prepare(self) -> None:
        super().prepare()
        step = rules.step_at(self.kwargs["topic"])
        if step is None or (step not in self.told.steps and not self.told.is_held):
            raise Http404
        self.step = step

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(step_url(self.learner.id, self.step))

    def show(self, **extra: Any) -> HttpResponse:
        """A refusal is shown on the question itself."""
        form = extra.get("form")
        for sentences in form.errors.values() if form else ():
            messages.warning(self.request, sentences[0])
        return HttpResponseRedirect(step_url(self.learner.id, self.step))

    def perform(self, form: EmptyForm) -> str:
        actions.use_theirs(by=self.request.actor, learner_id=self.learner.id, step=self.step, at=clock.now())
        self.say(f"Saved what {self.learner.called} said.")
        if self.step.topic == Topic.QUALIFICATIONS:
            return step_url(self.learner.id, self.step)
        return onward(self.learner.id, self.step, from_check=False)


class CheckInduction(WithAnswers, PersonFormPage):
    """Every answer with a way to change it, and the button that saves the induction."""

    permission = Permission.PLAN_EDIT
    form_class = EmptyForm
    template_name = "plans/staff/induction_check.html"

    def context(self) -> dict[str, Any]:
        learner_id, missing = self.learner.id, self.told.first_open
        return {
            **super().context(), "rows": rows_of(self.told, self.learner.called, learner_id),
            "incomplete": selectors.why_not_complete(self.told),
            "missing_url": step_url(learner_id, missing or Step(Topic.QUALIFICATIONS), from_check=True),
        }  # fmt: skip

    def perform(self, form: EmptyForm) -> str:
        actions.complete(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        session = schedules.next_session(self.learner.id)
        due_on = session.due_on if session and session.is_induction else None
        self.say(f"Induction saved. Add goals by {long_date(due_on)}." if due_on else "Induction saved. Add goals now.")
        return reverse("plans:add-goal", kwargs={"learner_id": self.learner.id})


class EditAnswer(OfQuestion):
    """One answer changed after the induction. The other sections are left as they are."""

    permission = Permission.INDUCTION_EDIT

    def has_page(self, step: Step) -> bool:
        if step.section == Section.SESSION or step.topic in NOT_EDITED | APART:
            return False
        return not self.told.is_held or step in self.told.steps

    def context(self) -> dict[str, Any]:
        refusal = selectors.why_not_edit(self.told, self.learner, self.step.section)
        return {**super().context(), "refusal": refusal, "back_url": self.back()}

    def back(self) -> str:
        name = "assessments:education" if self.step.section == Section.EDUCATION else "plans:interests"
        return reverse(name, kwargs={"learner_id": self.learner.id})

    def perform(self, form: QuestionForm) -> str:
        actions.edit(
            by=self.request.actor, learner_id=self.learner.id, step=self.step, given=form.given,
            mark=form.cleaned_data["lock_version"], at=clock.now(),
        )  # fmt: skip
        opened = rules.opened_by(selectors.told(self.learner.id).answers, self.step)
        if opened is not None:
            return url(self.learner.id, "edit-answer", opened)
        self.say(f"{self.step.question.short} saved.")
        return self.back()


def url(learner_id: object, name: str, step: Step) -> str:
    return reverse(f"plans:{name}", kwargs={"learner_id": learner_id, "topic": step.slug})


def step_url(learner_id: object, step: Step, *, from_check: bool = False) -> str:
    """The page of a step of the induction. Qualifications have a page of their own, which knows the way back."""
    if step.topic in APART:
        return reverse("plans:qualifications", kwargs={"learner_id": learner_id}) + "?in=induction"
    return url(learner_id, "induction-question", step) + ("?from=check" if from_check else "")


def check_url(learner_id: object) -> str:
    return reverse("plans:induction-check", kwargs={"learner_id": learner_id})


def onward(learner_id: Any, step: Step, *, from_check: bool) -> str:
    """The page after this one, as things stand now."""
    answers = selectors.told(learner_id).answers
    if from_check:
        following = rules.opened_by(answers, step)
        asks_rows = step.topic == Topic.HAS_QUALIFICATIONS and answers.get("has_qualifications") == "YES"
        following = Step(Topic.QUALIFICATIONS) if asks_rows else following
    else:
        following = rules.next_question(answers, step)
    return step_url(learner_id, following, from_check=from_check) if following else check_url(learner_id)


def rows_of(found: selectors.Told, called: str, learner_id: Any) -> list[dict[str, Any]]:
    """Every question that is asked, with its answer in words and where to change it."""
    rows = []
    for step in found.steps:
        wording = for_staff(step, called)
        words = told(step, found.answers, wording)
        if step.topic in APART:
            words = "\n".join(f"{q.subject}, {rules.QUALIFICATION_LEVELS[q.level]}" for q in found.qualifications)
        rows.append({"short": wording.short, "words": words, "url": step_url(learner_id, step, from_check=True)})
    return rows


def said_rows(found: selectors.Told, called: str) -> list[dict[str, Any]]:
    """What the person said at the tablet, in the words of staff."""
    rows = []
    for step in found.said_steps:
        words = told(step, found.said_answers, for_staff(step, called))
        if step.topic in APART:
            words = "\n".join(row["subject"] for row in found.said_answers.get("qualifications", []))
        rows.append({"short": for_staff(step, called).short, "words": words})
    return rows
