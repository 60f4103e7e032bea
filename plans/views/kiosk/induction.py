"""Tell us about you: the questions of the induction in plain words, before staff go through them."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from learners.forms import EmptyForm
from learners.views.kiosk import KioskFormPage, KioskPage
from plans.actions import induction as actions
from plans.actions import qualifications
from plans.forms.induction import CertificateForm, TellForm, initial_of
from plans.rules import induction as rules
from plans.rules.induction import Answers, Source, Step, Topic
from plans.selectors import induction as selectors
from plans.words import induction as words
from plans.words.wording import Wording, for_learner, told

FIRST = Step(Topic.HOPING)


class AboutYou(KioskPage):
    """How far the person is; or, once staff have gone through it, what they said."""

    permission = "own.view"
    template_name = "plans/kiosk/induction.html"

    def context(self) -> dict[str, Any]:
        found = selectors.told(self.learner.id)
        step = rules.first_open(found.said_answers, Source.LEARNER) or FIRST
        rows = rows_of(found.answers, rules.steps(found.answers, Source.LEARNER)) if found.is_held else []
        return {
            "told": found, "rows": rows, "next_url": step_url(step), "answered": len(found.said_steps),
            "mine": found.qualifications if found.is_held else [], "levels": words.LEVELS,
        }  # fmt: skip


class OfTelling(KioskFormPage, abstract=True):
    """A page on which the person answers. Once the induction is held, it leads to what was said."""

    told: selectors.Told

    def prepare(self) -> None:
        self.told = selectors.told(self.learner.id)

    @property
    def answers(self) -> Answers:
        return self.told.said_answers

    @property
    def from_check(self) -> bool:
        return self.request.GET.get("from") == "check"

    def context(self) -> dict[str, Any]:
        return {"told": self.told, "check_url": reverse("plans:about-you-check")}

    def way(self, step: Step) -> dict[str, Any]:
        """Where the page stands among the others, and the way back and on."""
        asked = rules.steps(self.answers, Source.LEARNER)
        before = rules.question_before(self.answers, step, Source.LEARNER)
        following = rules.next_question(self.answers, step, Source.LEARNER)
        back = step_url(before) if before else reverse("plans:about-you")
        check = reverse("plans:about-you-check")
        return {
            "number": asked.index(step) + 1 if step in asked else 1, "total": len(asked),
            "back_url": check if self.from_check else back,
            "skip_url": check if self.from_check or following is None else step_url(following),
        }  # fmt: skip


class TellQuestion(OfTelling):
    """One question. It can be skipped."""

    permission = "own.edit"
    form_class = TellForm
    template_name = "plans/kiosk/induction_question.html"

    def prepare(self) -> None:
        super().prepare()
        step = rules.step_at(self.kwargs["topic"])
        asked = rules.steps(self.answers, Source.LEARNER)
        if step is None or step.question.staff_only or step.topic == Topic.QUALIFICATIONS:
            raise Http404
        if step not in asked and not self.told.is_held:
            raise Http404
        self.step = step

    @property
    def wording(self) -> Wording:
        return for_learner(self.step)

    def form_arguments(self) -> dict[str, Any]:
        return {"step": self.step, "wording": self.wording, "answers": self.answers}

    def initial(self) -> dict[str, Any]:
        return initial_of(self.step, self.answers)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "wording": self.wording, **self.way(self.step)}

    def perform(self, form: TellForm) -> str:
        actions.tell(
            by=self.request.actor, learner_id=self.learner.id, step=self.step, given=form.given, at=clock.now()
        )
        answers = selectors.told(self.learner.id).said_answers
        if self.from_check:
            following = rules.opened_by(answers, self.step, Source.LEARNER)
            if self.step.topic == Topic.HAS_QUALIFICATIONS and answers.get("has_qualifications") == "YES":
                following = Step(Topic.QUALIFICATIONS)
        else:
            following = rules.next_question(answers, self.step, Source.LEARNER)
        if following is None:
            return reverse("plans:about-you-check")
        return step_url(following) + ("?from=check" if self.from_check else "")


class Certificates(OfTelling):
    """Certificates from before prison, one at a time. One button adds, one beside each takes it off."""

    permission = "own.edit"
    form_class = CertificateForm
    template_name = "plans/kiosk/induction_certificates.html"

    def context(self) -> dict[str, Any]:
        rows = [
            {**row, "words": words.LEVELS[row["level"]] if row["level"] else ""}
            for row in self.answers.get("qualifications", [])
        ]
        return {**super().context(), "rows": rows, **self.way(Step(Topic.QUALIFICATIONS))}

    def perform(self, form: CertificateForm) -> str:
        by, learner_id, data = self.request.actor, self.learner.id, form.cleaned_data
        removed = self.request.POST.get("remove", "")
        if removed.isascii() and removed.isdigit():
            qualifications.take_back(by=by, learner_id=learner_id, place=int(removed[:4]) - 1, at=clock.now())
        else:
            qualifications.tell(
                by=by, learner_id=learner_id, level=data["level"], subject=data["subject"], grade=data["grade"],
                at=clock.now(),
            )  # fmt: skip
        return self.request.get_full_path()


class CheckTold(OfTelling):
    """Everything that was said, and the button that ends it."""

    permission = "own.edit"
    form_class = EmptyForm
    template_name = "plans/kiosk/induction_check.html"

    def context(self) -> dict[str, Any]:
        rows = rows_of(self.answers, rules.steps(self.answers, Source.LEARNER))
        return {**super().context(), "rows": rows, "said": self.told.said_steps, "first_url": step_url(FIRST)}

    def perform(self, form: EmptyForm) -> str:
        actions.finish_telling(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say(_("Thank you. Staff will go through it with you."))
        return reverse("plans:plan")


def step_url(step: Step) -> str:
    if step.topic == Topic.QUALIFICATIONS:
        return reverse("plans:about-you-certificates")
    return reverse("plans:about-you-question", args=[step.slug])


def rows_of(answers: Answers, steps: list[Step]) -> list[dict[str, Any]]:
    """Each question with what was said, in plain words."""
    rows = []
    for step in steps:
        wording = for_learner(step)
        said = told(step, answers, wording)
        if step.topic == Topic.QUALIFICATIONS:
            said = "\n".join(row["subject"] for row in answers.get("qualifications", []))
        rows.append({"short": wording.short, "words": said, "url": step_url(step) + "?from=check"})
    return rows
