"""Who works with whom, as staff choose it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from campus.core.forms import CampusForm


class WorkerForm(CampusForm):
    """One member of staff of a list that is handed in."""

    worker = forms.TypedChoiceField(
        label="Who works with them from now on?", coerce=uuid.UUID, widget=forms.Select,
        error_messages={"required": "Choose who works with them", "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(self, *args: Any, workers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "Choose"), *workers]  # type: ignore[attr-defined]


class ReassignForm(CampusForm):
    """From whom, and to whom."""

    from_user = forms.TypedChoiceField(
        label="Whose people?", coerce=uuid.UUID, widget=forms.Select,
        error_messages={"required": "Choose whose people move", "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip
    to_user = forms.TypedChoiceField(
        label="Who works with them from now on?", coerce=uuid.UUID, widget=forms.Select,
        error_messages={"required": "Choose who works with them", "invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, workers: Iterable[tuple[str, str]], planners: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["from_user"].choices = [("", "Choose"), *workers]  # type: ignore[attr-defined]
        self.fields["to_user"].choices = [("", "Choose"), *planners]  # type: ignore[attr-defined]
