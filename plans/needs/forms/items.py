"""What staff type about conditions, challenges, strengths and strategies, and what the person types at the kiosk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.core.forms import CampusForm, DatePartsField, HintedRadios, KioskForm
from plans.needs.rules import codes, recording
from plans.needs.rules.codes import HowIdentified

_LONG = {"rows": 4}
_HINTS: dict[str, str] = {
    codes.ConditionSource.SELF_DECLARED: "There is no diagnosis, or nobody has seen it yet.",
    codes.ConditionSource.CONFIRMED_DIAGNOSIS: "A qualified person has confirmed it.",
}


def _words(*, label: str, **kwargs: Any) -> forms.CharField:
    """A long text. Its limit is the same everywhere (3.3)."""
    kwargs.setdefault("widget", forms.Textarea(attrs=_LONG))
    return forms.CharField(label=label, max_length=recording.TEXT_MOST, **kwargs)


class ConditionForm(CampusForm):
    """A condition. Whether it is diagnosed is asked only of those who may record that."""

    carries = ("lock_version",)

    code = forms.ChoiceField(
        label="Which condition?", choices=[("", "Choose a condition"), *[
            (group, list(held.items())) for group, held in codes.CONDITION_GROUPS.items()
        ]],
        error_messages={"required": "Choose a condition"},
    )  # fmt: skip
    name = forms.CharField(
        label="What it is called", required=False, max_length=recording.NAME_MOST,
        help_text="Only if you chose “another”.",
    )  # fmt: skip
    source = forms.ChoiceField(
        label="How do you know?", choices=list(codes.SOURCE_LABELS.items()), widget=HintedRadios(hints=_HINTS),
        error_messages={"required": "Choose whether the person told you or it is diagnosed"},
    )  # fmt: skip
    details = _words(
        label="What you know about it (optional)", required=False,
        help_text="How it affects learning. The person can ask to see this.",
    )  # fmt: skip

    def __init__(self, *args: Any, may_diagnose: bool, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changing:
            del self.fields["code"], self.fields["source"]
            self.fields["name"].help_text = ""
            self.fields["name"].label = "What it is called (optional)"
        elif not may_diagnose:
            del self.fields["source"]


class SkillForm(CampusForm):
    """A challenge or a strength, by whole category: its parts come from a screener."""

    carries = ("lock_version",)

    code = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect, error_messages={"required": "Choose what it is about"}
    )
    symptoms = _words(label="What you have seen", required=False, help_text="The person can read this.")
    how = forms.MultipleChoiceField(
        label="How do you know?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose how you know, at least one way"},
    )  # fmt: skip
    how_other = forms.CharField(
        label="Which other way? (only if you chose “another way”)", required=False, max_length=recording.REASON_MOST
    )

    def __init__(self, *args: Any, is_strength: bool, kept: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*codes.HOW_OFFERED, *(how for how in codes.HOW_RETIRED if how in (kept or []))]
        self.fields["how"].choices = [(how, codes.HOW_LABELS[how]) for how in offered]  # type: ignore[attr-defined]
        if kept is not None:
            del self.fields["code"]
            return
        held = [one for one in codes.CATEGORIES if is_strength or not one.only_strength]
        self.fields["code"].choices = [(one.whole, one.label) for one in held]  # type: ignore[attr-defined]
        self.fields["code"].label = "What is the person good at?" if is_strength else "What is hard for the person?"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if HowIdentified.OTHER not in cleaned.get("how", []):
            cleaned["how_other"] = ""
        return cleaned


class StrategyForm(CampusForm):
    """What helps."""

    carries = ("lock_version",)

    category = forms.ChoiceField(
        label="What does it help with?", choices=list(codes.STRATEGIES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose what it helps with"},
    )  # fmt: skip
    detail = _words(
        label="What helps?",
        help_text="Say what to do, such as “Print on yellow paper”. Teachers and the person read this. Do not name a "
                  "condition.",
        error_messages={"required": "Write what helps"},
    )  # fmt: skip


class ScreenerForm(CampusForm):
    """The findings of a screener, keyed in from paper or another tool: three choices for each skill."""

    on = DatePartsField(
        label="When was it done?", called="Date of the screener",
        error_messages={"required": "Enter the date of the screener"},
    )  # fmt: skip
    challenges = forms.MultipleChoiceField(
        label="What it found hard", required=False, widget=forms.CheckboxSelectMultiple
    )
    strengths = forms.MultipleChoiceField(
        label="What it found strong", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [(one.label, _screened(one)) for one in codes.CATEGORIES if not one.only_strength]
        for name in ("challenges", "strengths"):
            self.fields[name].choices = grouped  # type: ignore[attr-defined]


def _screened(category: codes.Category) -> list[tuple[str, str]]:
    return list(category.skills.items()) or [(category.whole, category.label)]


class ReasonForm(CampusForm):
    """Why something goes to history."""

    reason = forms.CharField(
        label="Why does it go to history?", max_length=recording.REASON_MOST,
        help_text="It is kept, and you can bring it back.",
        error_messages={"required": "Write why it goes to history"},
    )  # fmt: skip


class DeleteForm(CampusForm):
    """Why something is deleted."""

    reason = forms.ChoiceField(
        label="Why do you want to delete it?", choices=list(codes.DELETION_LABELS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is deleted"},
    )  # fmt: skip


class WhatHelpsForm(KioskForm):
    """What the person says helps them."""

    text = forms.CharField(
        label=_("What helps you learn?"),
        help_text=_("Like: big print, more time, or a quiet room."),
        max_length=recording.TEXT_MOST,
        error_messages={"required": _("Write what helps you first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
