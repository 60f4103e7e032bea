"""Putting a session on hold, and taking it off."""

from collections.abc import Sequence
from typing import Any

from django import forms

from campus.core.forms import CampusForm, HintedRadios
from plans.rules.schedules import HOLD_WORDS_MOST, Hold, ScheduleStatus, extension_days


class HoldForm(CampusForm):
    carries = ("lock_version",)

    reason = forms.ChoiceField(label="Why?", error_messages={"required": "Choose why the session is on hold"})
    words = forms.CharField(
        label="More about it (optional)",
        help_text="Staff can read this. The person is not shown it.",
        max_length=HOLD_WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, reasons: Sequence[Hold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.widget = HintedRadios(hints={hold.status: f"{hold.meaning} {_gives(hold)}" for hold in reasons})
        field.choices = [(str(hold.status), hold.label) for hold in reasons]  # type: ignore[attr-defined]


def _gives(hold: Hold) -> str:
    """What the reason makes of the date. One that is entered late goes on at once."""
    days = extension_days(hold.status)
    if hold.status == ScheduleStatus.TECHNICAL:
        return f"The date becomes {days} days from today, if that is later."
    return f"Gives {days} days from the restart."


class RestartForm(CampusForm):
    carries = ("lock_version",)
