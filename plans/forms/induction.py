"""One question of an induction as a form, for staff and for the person. What is refused stands in the rules."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.core.forms import CampusForm, DatePartsField, HintedRadios, KioskForm
from plans.rules import induction as rules
from plans.rules.goals import NOTE_MOST
from plans.rules.induction import Answers, Kind, Question, Step, part_of
from plans.rules.induction.values import PAST_ROLE_MOST, PAST_TASKS_MOST, PERSON_MOST
from plans.words import induction as plain
from plans.words.wording import Wording

HELD_BY = [("ME", "I did"), ("OTHER", "Somebody else")]


def fields_of(step: Step, wording: Wording, answers: Answers, *, inline: bool) -> dict[str, forms.Field]:
    """The boxes of one page. None is required here: the rule says what is missing."""
    question = step.question
    if question.kind == Kind.SESSION:
        return _session()
    if question.kind == Kind.NOTE:
        return _note()
    if question.kind == Kind.TEXT_EACH:
        return {
            f"{question.key}_{code}": forms.CharField(
                label=wording.labels[code], required=False, max_length=question.text_most
            )
            for code in answers.get("work_types", [])
        }
    if question.kind == Kind.JOB:
        return _job(wording)
    if question.kind == Kind.RATING_EACH:
        widget = forms.RadioSelect(attrs={"inline": True} if inline else {})
        choices = [(int(code), words) for code, words in wording.labels.items()]
        return {
            f"{question.key}_{code}": forms.TypedChoiceField(
                label=wording.items[code], choices=choices, coerce=int, empty_value=None, required=False, widget=widget
            )
            for code in answers.get("skills", [])
        }
    return _choice(question, wording) if question.kind in (Kind.ONE, Kind.MANY) else {}


def initial_of(step: Step, answers: Answers) -> dict[str, Any]:
    """What was said on this page, as its boxes take it."""
    question, part = step.question, part_of(step, answers)
    if question.kind in (Kind.TEXT_EACH, Kind.RATING_EACH):
        return {f"{question.key}_{code}": said for code, said in part.get(question.key, {}).items()}
    if question.kind == Kind.SESSION and part:
        return {**part, "held_on": dt.date.fromisoformat(part["held_on"])}
    return part


class AnswersOneQuestion:
    """What the two forms share: boxes made for the question, and what was typed in them as the rule takes it."""

    step: Step
    wording: Wording

    @property
    def heading(self) -> str:
        """The box whose label is the heading of the page, if the page has one."""
        return self.step.question.key if self.step.question.kind in (Kind.ONE, Kind.MANY) else ""

    @property
    def shown(self) -> list[forms.BoundField]:
        """The boxes below the heading."""
        return [b for b in self.visible_fields() if b.name != self.heading]  # type: ignore[attr-defined]

    @property
    def heading_field(self) -> forms.BoundField | None:
        return self[self.heading] if self.heading else None  # type: ignore[index]

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, in the shape in which it is kept."""
        question, data = self.step.question, self.cleaned_data  # type: ignore[attr-defined]
        if question.kind in (Kind.TEXT_EACH, Kind.RATING_EACH):
            start = f"{question.key}_"
            said = {name.removeprefix(start): value for name, value in data.items() if name.startswith(start)}
            return {question.key: said}
        return {name: value for name, value in data.items() if name not in ("form_token", "lock_version")}


class QuestionForm(AnswersOneQuestion, CampusForm):
    """One question for staff. `lock_version` carries rules.mark_of what the page showed."""

    carries = ("lock_version",)

    def __init__(self, *args: Any, step: Step, wording: Wording, answers: Answers, **kwargs: Any) -> None:
        self.base_fields = fields_of(step, wording, answers, inline=True)  # type: ignore[misc]  # Django copies these
        self.step, self.wording = step, wording
        super().__init__(*args, **kwargs)


class TellForm(AnswersOneQuestion, KioskForm):
    """One question for the person at a tablet."""

    def __init__(self, *args: Any, step: Step, wording: Wording, answers: Answers, **kwargs: Any) -> None:
        self.base_fields = fields_of(step, wording, answers, inline=False)  # type: ignore[misc]  # as above
        self.step, self.wording = step, wording
        super().__init__(*args, **kwargs)


class LevelForm(CampusForm):
    level = forms.ChoiceField(
        label="What level is the qualification?",
        choices=list(rules.QUALIFICATION_LEVELS.items()),
        widget=HintedRadios(hints=rules.QUALIFICATION_HINTS),
        error_messages={"required": "Choose a level"},
    )


class QualificationForm(CampusForm):
    subject = forms.CharField(
        label="Subject", max_length=rules.SUBJECT_MOST, error_messages={"required": "Enter the subject"}
    )
    grade = forms.CharField(label="Grade (optional)", max_length=rules.GRADE_MOST, required=False)


class CertificateForm(KioskForm):
    """A certificate that the person tells of."""

    subject = forms.CharField(
        label=_("What is it in?"),
        help_text=_("Write one, like maths."),
        max_length=rules.SUBJECT_MOST,
        required=False,
    )
    grade = forms.CharField(
        label=_("What grade did you get?"),
        help_text=_("You can leave this empty."),
        max_length=rules.GRADE_MOST,
        required=False,
    )
    level = forms.ChoiceField(
        label=_("What level is it?"), required=False, choices=list(plain.LEVELS.items()), widget=forms.RadioSelect
    )


def _choice(question: Question, wording: Wording) -> dict[str, forms.Field]:
    one = question.kind == Kind.ONE
    kind = forms.ChoiceField if one else forms.MultipleChoiceField
    widget = forms.RadioSelect() if one else forms.CheckboxSelectMultiple()
    found: dict[str, forms.Field] = {
        question.key: kind(
            label=wording.title, help_text=wording.hint, choices=list(wording.labels.items()), widget=widget,
            required=False,
        ),
    }  # fmt: skip
    if question.text_with:
        found[question.text_key] = forms.CharField(
            label=wording.text_label, max_length=question.text_most, required=False
        )
    return found


def _job(wording: Wording) -> dict[str, forms.Field]:
    return {
        "role": forms.CharField(label=wording.role_label, max_length=PAST_ROLE_MOST, required=False),
        "tasks": forms.CharField(
            label=wording.tasks_label, max_length=PAST_TASKS_MOST, required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        ),
    }  # fmt: skip


def _session() -> dict[str, forms.Field]:
    return {
        "held_by": forms.ChoiceField(
            label="Who held the session?", choices=HELD_BY, widget=forms.RadioSelect, required=False
        ),
        "held_by_name": forms.CharField(
            label="Their full name, if somebody else", max_length=PERSON_MOST, required=False
        ),
        "held_by_role": forms.CharField(
            label="Their job role, if somebody else", max_length=PERSON_MOST, required=False
        ),
        "held_on": DatePartsField(label="When was the session?", called="The date of the session", required=False),
    }  # fmt: skip


def _note() -> dict[str, forms.Field]:
    return {
        "note": forms.CharField(
            label="Note (optional)", max_length=NOTE_MOST, required=False, widget=forms.Textarea(attrs={"rows": 5})
        ),
        "note_is_staff_only": forms.BooleanField(label="Only staff may see this note", required=False),
    }
