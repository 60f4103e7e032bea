"""The learner's own CV: eight questions, a look at the answers, who may look."""

from typing import Any

from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from jobs.cvs import actions, questions, rules, selectors
from jobs.cvs.forms import AnswerForm, PressForm, ShareForm
from jobs.cvs.rules import Question
from learners.views.kiosk import KioskFormPage, KioskPage

# Any other button saves.
_VERBS = {"skip": actions.skip, "back": actions.step_back}


class Work(KioskPage):
    """What the person has about work. Jobs join the CV here when they are built."""

    permission = "own.view"
    template_name = "cvs/kiosk/work.html"

    def context(self) -> dict[str, Any]:
        return {"mine": selectors.my_cv(self.learner.id)}


class MyCv(KioskPage):
    """Where the CV stands, and the one next thing to do with it."""

    permission = "own.view"
    template_name = "cvs/kiosk/my_cv.html"

    def context(self) -> dict[str, Any]:
        return {"mine": selectors.my_cv(self.learner.id), "total": len(rules.QUESTIONS)}


class _OfQuestion(KioskFormPage, abstract=True):
    """A page about one question."""

    question: Question

    def prepare(self) -> None:
        try:
            self.question = Question(self.kwargs["question"])
        except ValueError:
            raise Http404 from None
        self.mine = selectors.my_cv(self.learner.id)

    @property
    def from_check(self) -> bool:
        """Whether the person came to change one answer, and goes back to all of them."""
        return self.request.GET.get("from") == "check"

    def address(self, name: str, question: Question) -> str:
        tail = "?from=check" if self.from_check else ""
        return reverse(f"cvs:{name}", args=[question.value]) + tail

    def onward(self) -> str:
        following = rules.after(self.question)
        if self.from_check or following is None:
            return reverse("cvs:check")
        return reverse("cvs:question", args=[following.value])

    def context(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "wording": questions.WORDINGS[self.question],
            "number": rules.number_of(self.question),
            "total": len(rules.QUESTIONS),
            "change_url": self.address("question", self.question),
        }


class AnswerQuestion(_OfQuestion):
    """One question. Whichever button is pressed, the words are kept."""

    permission = "own.edit"
    template_name = "cvs/kiosk/question.html"
    form_class = AnswerForm

    def initial(self) -> dict[str, Any]:
        return {"text": self.mine.text(self.question), "lock_version": self.mine.lock_version(self.question)}

    def form_arguments(self) -> dict[str, Any]:
        return {"question": self.question, "job": self.mine.text(Question.LAST_JOB)}

    def perform(self, form: Form) -> str:
        pressed = self.request.POST.get("button", "save")
        answer = _VERBS.get(pressed, actions.save_answer)(
            by=self.request.actor,
            learner_id=self.learner.id,
            question=self.question,
            text=form.cleaned_data["text"],
            lock_version=form.cleaned_data["lock_version"] or 0,
            language=self.request.LANGUAGE_CODE,
            at=clock.now(),
        )
        if pressed == "back":
            earlier = rules.before(self.question)
            return reverse("cvs:question", args=[earlier.value]) if earlier else reverse("cvs:my-cv")
        if (
            answer
            and pressed != "skip"
            and not answer.keeps_words
            and rules.concerns(answer.text, selectors.prison_names())
        ):
            return self.address("look", self.question)
        return self.onward()


class LookAtWords(_OfQuestion):
    """ "This may tell people you were in prison. Keep it?" The words are saved; the person decides."""

    permission = "own.edit"
    template_name = "cvs/kiosk/look.html"
    form_class = PressForm

    def context(self) -> dict[str, Any]:
        text = self.mine.text(self.question)
        found = rules.concerns(text, selectors.prison_names())
        return {**super().context(), "text": text, "asks": questions.asks(found)}

    def perform(self, form: Form) -> str:
        actions.keep_words(by=self.request.actor, learner_id=self.learner.id, question=self.question, at=clock.now())
        return self.onward()


class Check(KioskFormPage):
    """All eight answers, and the button that makes the CV."""

    permission = "own.edit"
    template_name = "cvs/kiosk/check.html"
    form_class = PressForm

    def context(self) -> dict[str, Any]:
        mine = selectors.my_cv(self.learner.id)
        rows = [
            {"line": line, "short": questions.WORDINGS[line.question].short, "asks": questions.asks(line.concerns)}
            for line in selectors.lines(mine)
        ]
        may_make = rules.may_make(answered=mine.answered)
        return {"rows": rows, "mine": mine, "may_make": may_make, "sentence": _(rules.NOTHING_ANSWERED)}

    def perform(self, form: Form) -> str:
        version = actions.ask_for_pdf(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        return reverse("cvs:version", args=[version.id])


class Older(KioskPage):
    """The CVs that were made before."""

    permission = "own.view"
    template_name = "cvs/kiosk/older.html"

    def context(self) -> dict[str, Any]:
        return {"versions": selectors.versions(self.learner.id)[: selectors.PAGE_SIZE]}


class Share(KioskFormPage):
    """Ask one member of staff to look, by name; and take it back."""

    permission = "own.edit"
    template_name = "cvs/kiosk/share.html"
    form_class = ShareForm

    def prepare(self) -> None:
        mine = selectors.my_cv(self.learner.id)
        if mine.latest is None:
            raise Http404
        self.readers = selectors.readers(mine.cv, clock.now())
        here = selectors.advisers_at(self.request.actor.establishment_id, clock.today())
        reading = {reader.user_id for reader in self.readers}
        self.advisers = [(str(user.id), user.name) for user in here if user.id not in reading]

    def form_arguments(self) -> dict[str, Any]:
        return {"advisers": self.advisers}

    def context(self) -> dict[str, Any]:
        return {"readers": self.readers, "advisers": self.advisers}

    def perform(self, form: Form) -> str:
        chosen = actions.share(
            by=self.request.actor,
            learner_id=self.learner.id,
            with_user=form.cleaned_data["adviser"],
            at=clock.now(),
        )
        self.say(_("%(name)s can look at your CV now.") % {"name": chosen.given_name})
        return reverse("cvs:share")


class StopSharing(Share):
    """End one person's reading."""

    permission = "own.edit"
    form_class = PressForm  # type: ignore[assignment]
    http_method_names = ["post"]

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Form) -> str:
        ended = actions.stop_sharing(
            by=self.request.actor, learner_id=self.learner.id, with_user=self.kwargs["user_id"], at=clock.now()
        )
        self.say(_("%(name)s cannot look at your CV any more.") % {"name": ended.given_name})
        return reverse("cvs:share")
