"""What staff type about goals and steps."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from campus.core import clock
from campus.core.components.dates import possessive
from campus.core.errors import Refused
from campus.core.forms import CampusForm, DatePartsField, RepeatedTextField
from campus.core.months import add_months
from plans import rules

ANOTHER_DATE = "date"
TARGET_CHOICES = [
    ("3", "In 3 months"), ("6", "In 6 months"), ("12", "In 12 months"), (ANOTHER_DATE, "Another date"),
]  # fmt: skip
NONE = ("", "None")
TITLE_HINT = "Use %(whose)s own words. %(called)s will see this on the tablet."
Choices = Sequence[tuple[str, str]]


class LinkedForm(CampusForm):
    """What a goal leads to, and who may read its note. `called` is the person's first name."""

    def __init__(
        self, *args: Any, courses: Choices = (), work_types: Choices = (), called: str = "the person", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.called = called
        for name, choices in (("course", courses), ("work_type", work_types)):
            self.fields[name].choices = [NONE, *choices]  # type: ignore[attr-defined]
        title = self.fields["title"]
        title.label = f"What does {called} want to achieve?"
        title.help_text = TITLE_HINT % {"whose": possessive(called), "called": called}
        self.fields["note"].help_text = f"{called} and other staff can read this."

    @property
    def links(self) -> rules.Links:
        data = self.cleaned_data
        course = uuid.UUID(data["course"]) if data["course"] else None
        return rules.Links(course, data["qualification"], data["work_type"])

    @property
    def is_linked(self) -> bool:
        """Whether any link is chosen or wrong, so that the page shows them unfolded."""
        return any(self[name].value() or self[name].errors for name in ("course", "qualification", "work_type"))


def _title() -> forms.CharField:
    return forms.CharField(
        label="What does the person want to achieve?",
        max_length=rules.TITLE_MOST,
        error_messages={"required": "Enter what the person wants to achieve"},
    )


def _note() -> forms.CharField:
    return forms.CharField(
        label="Note (optional)", max_length=rules.NOTE_MOST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def _staff_only() -> forms.BooleanField:
    return forms.BooleanField(label="Only staff may see this note", required=False)


def _course() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Course", required=False, help_text="Courses that are offered here.",
        error_messages={"invalid_choice": "Choose a course from the list"},
    )  # fmt: skip


def _qualification() -> forms.CharField:
    return forms.CharField(
        label="Qualification", required=False, max_length=rules.QUALIFICATION_MOST,
        help_text="As the certificate will say it, such as Level 1 Certificate in Mathematics.",
    )  # fmt: skip


def _work_type() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Kind of work", required=False, error_messages={"invalid_choice": "Choose a kind of work from the list"}
    )


class GoalForm(LinkedForm):
    """The words, the date and the steps of a new goal."""

    title = _title()
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
    note = _note()
    note_is_staff_only = _staff_only()
    course = _course()
    qualification = _qualification()
    work_type = _work_type()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].label = f"When does {self.called} want to do it by?"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "when" in cleaned and not self.has_error("target"):
            cleaned["target_on"] = self._target(cleaned)
        return cleaned

    def _target(self, cleaned: dict[str, Any]) -> dt.date | None:
        today = clock.today()
        if cleaned["when"] != ANOTHER_DATE:
            return add_months(today, rules.TARGET_CHOICES[cleaned["when"]])
        target = cleaned.get("target")
        if target is None:
            self.add_error("target", "Enter the target date")
            return None
        try:
            rules.check_target(target, today)
        except Refused as refused:
            self.add_error("target", refused.sentence)
        return target


class ChangeGoalForm(LinkedForm):
    """The words, the date and the links of a goal that exists."""

    carries = ("lock_version",)

    title = _title()
    target = DatePartsField(
        label="Target date", called="Target date", error_messages={"required": "Enter the target date"}
    )
    note = _note()
    note_is_staff_only = _staff_only()
    course = _course()
    qualification = _qualification()
    work_type = _work_type()


class StepForm(CampusForm):
    """One step: its words and, where it helps, whose turn it is and by when."""

    carries = ("lock_version",)

    title = forms.CharField(
        label="Step", max_length=rules.TITLE_MOST, error_messages={"required": "Write what the step is"}
    )
    owner = forms.ChoiceField(
        label="Whose turn is it? (optional)",
        required=False,
        widget=forms.RadioSelect(attrs={"inline": True}),
    )
    due_on = DatePartsField(label="By when? (optional)", called="The date", required=False)

    def __init__(self, *args: Any, called: str = "The person", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = {**rules.OWNER_LABELS, rules.StepOwner.LEARNER: called}
        choices = [*((owner.value, label) for owner, label in owners.items()), ("", "Not said")]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    @property
    def planned(self) -> rules.PlannedStep:
        data = self.cleaned_data
        return rules.PlannedStep(data["title"], data["owner"], data["due_on"])
