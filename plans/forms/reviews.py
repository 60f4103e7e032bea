"""What staff type about a review that was held."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm, DatePartsField
from plans.rules.goals import NOTE_MOST
from plans.rules.induction import PERSON_MOST

MYSELF, SOMEBODY_ELSE = "me", "other"


class ReviewForm(CampusForm):
    note = forms.CharField(
        label="What was said",
        help_text="This note does not go to case notes. The person can ask to read it.",
        max_length=NOTE_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write a note about the review"},
    )
    note_is_staff_only = forms.BooleanField(label="Only staff may see this note", required=False)
    held_on = DatePartsField(
        label="When was the review held?", called="The date of the review",
        error_messages={"required": "Enter the date of the review"},
    )  # fmt: skip
    held_by = forms.ChoiceField(
        label="Who held it?",
        choices=[(MYSELF, "I did"), (SOMEBODY_ELSE, "Somebody else")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who held the review"},
    )
    held_by_name = forms.CharField(label="Their name, if somebody else", max_length=PERSON_MOST, required=False)
    held_by_role = forms.CharField(label="Their role, if somebody else", max_length=PERSON_MOST, required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody else is named with their role; whoever held it themselves is not named twice."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("held_by") == SOMEBODY_ELSE:
            if not cleaned.get("held_by_name") and not self.has_error("held_by_name"):
                self.add_error("held_by_name", "Enter the name of whoever held the session")
            if not cleaned.get("held_by_role") and not self.has_error("held_by_role"):
                self.add_error("held_by_role", "Enter the role of whoever held the session")
        else:
            cleaned["held_by_name"] = cleaned["held_by_role"] = ""
        return cleaned
