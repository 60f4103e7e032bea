"""What staff type when a goal ends, or is taken up again."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm
from plans import rules
from plans.rules import closing


def _note() -> forms.CharField:
    return forms.CharField(
        label="Note (optional)", required=False, max_length=rules.NOTE_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The person and other staff can read this.",
    )  # fmt: skip


class CompleteForm(CampusForm):
    note = _note()


class ArchiveForm(CampusForm):
    reason = forms.ChoiceField(
        label="Why is the goal archived?",
        choices=[(reason.value, label) for reason, label in closing.ARCHIVE_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the goal is archived"},
    )
    words = forms.CharField(
        label="What is the other reason?", required=False, max_length=rules.ARCHIVE_WORDS_MOST,
        help_text="Only if you chose “Another reason”. Staff read this, the person does not.",
    )  # fmt: skip
    note = _note()

    def __init__(self, *args: Any, called: str = "The person", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (
            (reason.value, label.replace("The person", called)) for reason, label in closing.ARCHIVE_LABELS.items()
        )
        self.fields["reason"].choices = list(labels)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == rules.ArchiveReason.OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", "Write what the other reason is")
        return cleaned


class ReopenForm(CampusForm):
    reason = forms.CharField(
        label="Why is the goal reopened?", max_length=closing.REOPEN_WORDS_MOST,
        help_text="It is kept in the history, with how the goal had ended.",
        error_messages={"required": "Write why the goal is reopened"},
    )  # fmt: skip
