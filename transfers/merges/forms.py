"""What stewards type about who is who."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm
from learners.rules import may_be_prison_number
from transfers.merges.rules import ANSWER_MOST, REASON_MOST

SHAPE = "A prison number looks like A1234BC"


def _words(label: str, hint: str, most: int, *, required: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=bool(required), widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required or "Write something"},
    )  # fmt: skip


def _number(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=10, error_messages={"required": "Write a prison number"}
    )


class NumberForm(CampusForm):
    """A form with prison numbers in it."""

    numbers: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.numbers:
            if cleaned.get(name) and not may_be_prison_number(cleaned[name]):
                self.add_error(name, SHAPE)
        return cleaned


class ReasonForm(CampusForm):
    reason = _words("Why?", "Another steward reads this and decides.", REASON_MOST, required="Write why")


class JoinForm(NumberForm):
    numbers = ("survivor_number", "removed_number")
    survivor_number = _number("Number that stays", "The number that the person is known by now.")
    removed_number = _number("Number to close", "Everything written under it goes to the number that stays.")
    reason = _words("Why?", "Another steward reads this and decides.", REASON_MOST, required="Write why")


class MoveForm(NumberForm):
    numbers = ("number",)
    number = _number("Prison number of the right person")
    reason = _words(
        "Why is it the wrong person’s?", "Another steward reads this and decides.", REASON_MOST, required="Write why"
    )


class DecideForm(CampusForm):
    agree = forms.ChoiceField(
        label="What do you decide?", choices=[("yes", "Do it"), ("no", "Do not do it")], widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )  # fmt: skip
    words = _words("Why? (needed if you do not do it)", "", REASON_MOST)


class AllotForm(CampusForm):
    whose = forms.ChoiceField(
        label="Whose is it?", widget=forms.RadioSelect, error_messages={"required": "Choose whose it is"}
    )

    def __init__(self, *args: Any, stays: str = "", moves: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("stays", f"It stays with {stays}"), ("moves", f"It is {moves}’s"),
        ]  # fmt: skip


class AnswerForm(CampusForm):
    number = forms.ChoiceField(
        label="Which learner number is in use?", required=False, widget=forms.RadioSelect,
        help_text="Both are kept. Ask the Learning Records Service.",
    )  # fmt: skip
    words = _words(
        "What did you find, and what was done?", "", ANSWER_MOST, required="Write what you found and what was done"
    )

    def __init__(self, *args: Any, numbers: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if numbers:
            self.fields["number"].choices = [  # type: ignore[attr-defined]
                ("current", f"{numbers['current']} (in use now)"), ("aside", numbers["aside"]),
            ]  # fmt: skip
            self.fields["number"].initial = "current"
        else:
            del self.fields["number"]
