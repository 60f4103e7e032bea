"""Sending a file."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm
from learners.imports import rules

LARGEST = f"{rules.MOST_BYTES // 1024 // 1024} MB"


class FileForm(CampusForm):
    file = forms.FileField(
        label="The file", help_text=f"A CSV file of up to {LARGEST} and {rules.MOST_ROWS:,} rows.",
        error_messages={"required": "Choose a file", "empty": "The file is empty", "invalid": "Choose a file"},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > rules.MOST_BYTES:
            raise forms.ValidationError(f"The file must be {LARGEST} or smaller")
        return file
