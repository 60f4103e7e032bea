"""What staff type to put right what was recorded."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm
from plans import rules
from plans.rules.corrections import FIELDS, About


class CorrectForm(CampusForm):
    """The texts of one row as they are to be, and why they were wrong."""

    carries = ("lock_version",)

    reason = forms.CharField(
        label="What was wrong?", max_length=rules.CORRECTION_REASON_MOST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Staff read this beside the correction. What it said before is kept.",
        error_messages={"required": "Write why it was wrong"},
    )  # fmt: skip

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        self.texts = FIELDS[about]
        own = {
            name: forms.CharField(
                label=label, required=False,
                max_length=rules.TITLE_MOST if name == "title" else rules.NOTE_MOST,
                widget=forms.TextInput if name == "title" else forms.Textarea(attrs={"rows": 4}),
            )
            for name, label in self.texts.items()
        }  # fmt: skip
        self.base_fields = {**own, **self.base_fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    @property
    def after(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.texts}
