"""What a person types on the CV pages."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campus.core.errors import Refused
from campus.core.forms import CampusForm, KioskForm
from jobs.cvs.questions import WORDINGS
from jobs.cvs.rules import TEXT_MOST, TOO_LONG, Question


class CvForm(KioskForm):
    """A kiosk form whose refusals are said in the person's language (questions.REFUSALS)."""

    def add_refusal(self, refused: Refused) -> None:
        super().add_refusal(Refused(gettext(refused.sentence), field=refused.field))


class AnswerForm(CvForm):
    """One question, one box."""

    carries = ("lock_version",)
    text = forms.CharField(
        required=False, max_length=TEXT_MOST, widget=forms.Textarea, error_messages={"max_length": _(TOO_LONG)}
    )

    def __init__(self, *args: Any, question: Question, job: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording = WORDINGS[question]
        text = self.fields["text"]
        text.label, text.help_text = wording.title, wording.hint
        if question == Question.DID and job:
            # Translators: the hint of a question, after the name of the person's job.
            text.help_text = format_html(
                "{} <b>{}</b>. {}", gettext("Your job:"), job.splitlines()[0].rstrip("."), wording.hint
            )
        text.widget.attrs["rows"] = wording.rows


class PressForm(CvForm):
    """A button and nothing else."""


class StaffPressForm(CampusForm):
    """A button on a staff page."""


class ShareForm(CvForm):
    """Who may look at the CV."""

    adviser = forms.ChoiceField(label=_("Who do you want to ask?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, advisers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].choices = advisers  # type: ignore[attr-defined]
