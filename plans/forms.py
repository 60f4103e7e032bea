"""What staff type about goals."""

import datetime as dt
from typing import Any

from django import forms

from campus.core import clock
from campus.core.errors import Refused
from campus.core.forms import CampusForm, DatePartsField, RepeatedTextField
from plans import rules

ANOTHER_DATE = "date"
TARGET_CHOICES = [
    ("3", "In 3 months"), ("6", "In 6 months"), ("12", "In 12 months"), (ANOTHER_DATE, "Another date"),
]  # fmt: skip


class GoalForm(CampusForm):
    """The words, the date and the steps of a new goal."""

    title = forms.CharField(
        label="What does the person want to achieve?",
        help_text="Use their own words. They will see this on the tablet.",
        max_length=rules.TITLE_MOST,
        error_messages={"required": "Enter what the person wants to achieve"},
    )
    when = forms.ChoiceField(
        label="When do they want to do it by?",
        choices=TARGET_CHOICES,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": "Choose when they want to do it by"},
    )
    target = DatePartsField(label="Another date", called="Target date", required=False)
    steps = RepeatedTextField(
        label="Steps", item_label="Step", help_text="Small things to do, in order. At least one.",
        max_length=rules.TITLE_MOST, most=rules.MOST_STEPS, error_messages={"required": "Add at least one step"},
    )  # fmt: skip
    note = forms.CharField(
        label="Note (optional)",
        help_text="The person and other staff can read this.",
        max_length=rules.NOTE_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "when" in cleaned and not self.has_error("target"):
            cleaned["target_on"] = self._target(cleaned)
        return cleaned

    def _target(self, cleaned: dict[str, Any]) -> dt.date | None:
        today = clock.today()
        if cleaned["when"] != ANOTHER_DATE:
            return rules.add_months(today, rules.TARGET_CHOICES[cleaned["when"]])
        target = cleaned.get("target")
        if target is None:
            self.add_error("target", "Enter the target date")
            return None
        try:
            rules.check_target(target, today)
        except Refused as refused:
            self.add_error("target", refused.sentence)
        return target


class ChangeGoalForm(CampusForm):
    """The words and the date of a goal that exists."""

    carries = ("lock_version",)

    title = forms.CharField(
        label="What does the person want to achieve?",
        max_length=rules.TITLE_MOST,
        error_messages={"required": "Enter what the person wants to achieve"},
    )
    target = DatePartsField(
        label="Target date", called="Target date", error_messages={"required": "Enter the target date"}
    )
    note = forms.CharField(
        label="Note (optional)", max_length=rules.NOTE_MOST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
