"""The learner's own CV: eight questions, a look at the answers, the pages."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from jobs.cvs import actions, questions, rules, selectors
from jobs.cvs.forms import AnswerForm, PressForm, ShareForm
from jobs.cvs.models import CvVersion
from jobs.cvs.rules import Progress, Question
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
        pressed = self.request.POST.get("button")
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
        if pressed != "skip" and not answer.keeps_words and rules.concerns(answer.text, selectors.prison_names()):
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


_TEMPLATES = {
    Progress.WAITING: "cvs/kiosk/making.html",
    Progress.MAKING: "cvs/kiosk/making.html",
    Progress.READY: "cvs/kiosk/ready.html",
    Progress.FAILED: "cvs/kiosk/failed.html",
}


class _OfVersion(KioskFormPage, abstract=True):
    """A page about one version: being made, ready, or not made."""

    permission = "own.view"
    form_class = PressForm
    version: CvVersion

    def prepare(self) -> None:
        found = selectors.version(self.learner.id, self.kwargs["version_id"])
        if found is None:
            raise Http404
        self.version, self.progress = found, selectors.progress(found.rendering, clock.now())

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return _TEMPLATES[self.progress]

    def context(self) -> dict[str, Any]:
        rendering, now = self.version.rendering, clock.now()
        return {
            "version": self.version,
            "rendering": rendering,
            "progress": self.progress,
            "sections": questions.sections(self.version.content["answers"]),
            "pages": range(1, len(rendering.pictures) + 1),
            "printing": selectors.last_print(self.version.id),
            "made_today": clock.london_date(rendering.updated_at) == clock.london_date(now),
        }


class Version(_OfVersion):
    """The pages, or how far they are. While they are made the page asks again by itself, a dozen times."""

    permission = "own.view"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looked = _looks(request)
        again = f"{reverse('cvs:version', args=[self.version.id])}?looked={min(looked + 1, rules.LOOKS)}"
        asks_itself = looked < rules.LOOKS
        response = self.show(form=self.form(), again=again, asks_itself=asks_itself)
        if asks_itself and self.progress in (Progress.WAITING, Progress.MAKING):
            response["Refresh"] = f"{rules.LOOK_AGAIN_SECONDS}; url={again}"
        return response


def _looks(request: HttpRequest) -> int:
    """How often the page has asked by itself. Anything odd in the address counts as the last time."""
    asked = request.GET.get("looked", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else rules.LOOKS


class TryAgain(_OfVersion):
    """After a failure."""

    permission = "own.edit"

    def perform(self, form: Form) -> str:
        actions.try_again(by=self.request.actor, learner_id=self.learner.id, version_id=self.version.id, at=clock.now())
        return reverse("cvs:version", args=[self.version.id])


class AskToPrint(_OfVersion):
    """The PDF goes to staff. It is never served here."""

    permission = "own.edit"

    def perform(self, form: Form) -> str:
        actions.ask_to_print(
            by=self.request.actor, learner_id=self.learner.id, version_id=self.version.id, at=clock.now()
        )
        self.say(_("We asked staff to print your CV."))
        return reverse("cvs:version", args=[self.version.id])


class BigPage(_OfVersion):
    """One page of the CV as large as the screen."""

    permission = "own.view"
    template_name = "cvs/kiosk/page.html"
    http_method_names = ["get", "head", "options"]

    def context(self) -> dict[str, Any]:
        number, total = self.kwargs["number"], len(self.version.rendering.pictures)
        if not 1 <= number <= total:
            raise Http404
        return {**super().context(), "number": number, "total": total}


class Picture(KioskPage):
    """The picture of one page, for its owner only."""

    permission = "own.view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = selectors.picture(self.learner.id, kwargs["version_id"], kwargs["number"])
        if found is None:
            raise Http404
        return HttpResponse(found, content_type="image/png")


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
    form_class = PressForm
    http_method_names = ["post"]

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Form) -> str:
        ended = actions.stop_sharing(
            by=self.request.actor, learner_id=self.learner.id, with_user=self.kwargs["user_id"], at=clock.now()
        )
        self.say(_("%(name)s cannot look at your CV any more.") % {"name": ended.given_name})
        return reverse("cvs:share")
