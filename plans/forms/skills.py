"""What staff and the person type about skills for work."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm, HintedRadios, KioskForm
from plans.rules.skills import (
    EVIDENCE_MOST,
    LATER_SESSIONS,
    PLACE_MOST,
    RATING_WORDS,
    SESSION_WORDS,
    SKILL_WORDS,
)
from plans.words import skills as plain


class RatingForm(CampusForm):
    """A rating by staff. What is missing is said by the rule."""

    skill = forms.ChoiceField(
        label="Which skill?", choices=[("", "Choose a skill"), *SKILL_WORDS.items()],
        error_messages={"required": "Choose a skill"},
    )  # fmt: skip
    rating = forms.TypedChoiceField(
        label="How confident is the person?", choices=list(RATING_WORDS.items()), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose how confident the person is"},
    )  # fmt: skip
    evidence = forms.CharField(
        label="What did you see?", max_length=EVIDENCE_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you saw"},
    )  # fmt: skip
    session = forms.ChoiceField(
        label="Where did you see it?",
        choices=[(code, SESSION_WORDS[code]) for code in LATER_SESSIONS],
        widget=HintedRadios(hints=LATER_SESSIONS),
        error_messages={"required": "Choose where you saw this"},
    )
    session_name = forms.CharField(
        label="Name of the course or workshop", max_length=PLACE_MOST, required=False,
        help_text="Only if you saw it on a course or in a workshop.",
    )  # fmt: skip

    def __init__(self, *args: Any, called: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].label = f"How confident is {called}?"
        self.fields["rating"].error_messages["required"] = f"Choose how confident {called} is"
        self.fields["evidence"].help_text = f"{called} can read this. Say what was done, and when."


class OwnRatingForm(KioskForm):
    """The person on one skill."""

    rating = forms.TypedChoiceField(
        choices=[(code, words) for code, words in plain.RATINGS.items()], coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].label = title
