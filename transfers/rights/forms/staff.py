"""What staff type about requests, names, erasures and holds."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm, DatePartsField
from learners.rules import ErasureReason
from transfers.rights.rules import erasure
from transfers.rights.rules import requests as rules
from transfers.rights.rules.erasure import HOLD_WORDS_MOST, SAYS
from transfers.rights.rules.requests import About, RequestState
from transfers.rights.selectors.reaching import choosable

DECISIONS = {
    RequestState.PUT_RIGHT: "Put right: it says what it should now",
    RequestState.PARTLY: "Partly put right",
    RequestState.NOT_CHANGED: "Not changed",
    RequestState.NOTE_KEPT: "Not changed, and what the person says is kept beside it",
}
EVERYTHING, PART = "everything", "part"


def _words(label: str, most: int, missing: str, *, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )  # fmt: skip


class DecideForm(CampusForm):
    """What was done, and the answer that the person reads."""

    state = forms.ChoiceField(
        label="What did you decide?", widget=forms.RadioSelect, error_messages={"required": "Choose what you decided"}
    )
    answer = _words(
        "Your answer", rules.ANSWER_MOST, "Write an answer that the person will read",
        hint="Say what you did, or why not, in plain words. The person reads this on the tablet.", rows=4,
    )  # fmt: skip

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steward = (RequestState.PUT_RIGHT, RequestState.PARTLY) if about == About.IDENTITY else ()
        choices = [(s, words) for s, words in DECISIONS.items() if s not in steward]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


class LongerForm(CampusForm):
    because = _words(
        "Why does it take longer?", rules.REASON_MOST, "Write why it takes longer", hint="The person reads this."
    )


class IdentityForm(CampusForm):
    """Who the person is, as it should be, and what shows it."""

    given_name = forms.CharField(label="First name", max_length=rules.NAME_MOST, required=False)
    family_name = forms.CharField(
        label="Family name", max_length=rules.NAME_MOST, error_messages={"required": "Write the family name"}
    )
    date_of_birth = DatePartsField(label="Birth date", required=False)
    evidence = _words(
        "What shows that this is right?", rules.REASON_MOST, "Write what shows that this is right",
        hint="For example a birth certificate that you saw, and when.",
    )  # fmt: skip


class DecideIdentityForm(CampusForm):
    agree = forms.ChoiceField(
        label="What did you decide?", choices=[("yes", "Put it right"), ("no", "Leave it as it is")],
        widget=forms.RadioSelect, error_messages={"required": "Choose what you decided"},
    )  # fmt: skip
    words = _words(
        "What did you look at?", rules.REASON_MOST, "Write what you looked at",
        hint="If the person asked for this, they read it as the answer.",
    )  # fmt: skip


class AskErasureForm(CampusForm):
    """What goes, and why."""

    reason = forms.ChoiceField(
        label="Why?", widget=forms.RadioSelect, choices=[(r, SAYS[r]) for r in ErasureReason],
        error_messages={"required": "Choose a reason"},
    )  # fmt: skip
    extent = forms.ChoiceField(
        label="How much goes?", widget=forms.RadioSelect, error_messages={"required": "Choose how much goes"},
        choices=[
            (EVERYTHING, "Everything. A key without a name is left"),
            (PART, "A part: what is ticked below, and what hangs on it"),
        ],
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label="Which part?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only for what should never have been recorded, or was kept for as long as it may be.",
    )  # fmt: skip
    words = _words(
        "Say why, and where it was decided", erasure.WORDS_MOST, "Write why, and where it is decided",
        hint="The number of the case or the letter. Do not write what the record says: this is kept.", rows=4,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(k.name, k.title) for k in choosable()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("extent") == PART and not data.get("kinds"):
            self.add_error("kinds", "Choose what goes")
        return data

    @property
    def chosen(self) -> list[str]:
        return list(self.cleaned_data["kinds"]) if self.cleaned_data["extent"] == PART else []


class DecideErasureForm(CampusForm):
    agree = forms.ChoiceField(
        label="What did you decide?", widget=forms.RadioSelect, error_messages={"required": "Choose what you decided"},
        choices=[("yes", "Approve: it is erased, and nobody can bring it back"), ("no", "Refuse: nothing is erased")],
    )  # fmt: skip
    words = _words("Why?", erasure.WORDS_MOST, "Write why you decided so")


class HoldForm(CampusForm):
    reason = _words(
        "Which case or request needs the record?", HOLD_WORDS_MOST, "Write which case or request needs the record",
        hint="Its number is enough.",
    )  # fmt: skip
    starts_on = DatePartsField(label="From", error_messages={"required": "Enter the day from which it holds"})
    ends_on = DatePartsField(label="Last day", required=False, help_text="Leave this empty if you do not know it.")


class EndHoldForm(CampusForm):
    words = _words("Why is the record not needed any more?", HOLD_WORDS_MOST, "Write why it is not needed any more")
