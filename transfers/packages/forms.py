"""What staff type about packages, and about answers to people who ask what is held about them."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm
from transfers.packages.rules import access, cases, container
from transfers.packages.rules.access import Verdict
from transfers.packages.rules.cases import SentState
from transfers.packages.rules.refusals import Code

LARGEST = f"{container.PACKAGE_MOST // 1024 // 1024} MB"


def _words(label: str, hint: str = "", *, required: bool = False, most: int = cases.WORDS_MOST) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write a few words"},
    )  # fmt: skip


class AskForm(CampusForm):
    purpose = forms.ChoiceField(
        label="Where does the record go?", choices=[(one.value, words) for one, words in cases.PURPOSES.items()],
        widget=forms.RadioSelect, error_messages={"required": "Choose where the record goes"},
    )  # fmt: skip
    legal_basis = forms.ChoiceField(
        label="What allows it?", choices=[(one.value, words) for one, words in cases.BASES.items()],
        widget=forms.RadioSelect, error_messages={"required": "Choose what allows it"},
    )  # fmt: skip
    recipient = forms.CharField(
        label="Who receives it?", help_text="The name of the prison or organisation.", max_length=120,
        error_messages={"required": "Write who will receive it"},
    )  # fmt: skip
    reason = _words("Why must the record leave?", required=True)
    recipient_key = forms.CharField(
        label="Their key (optional)", required=False, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="With their X25519 public key, as JWK or PEM, the package is locked and only they can open it.",
        max_length=2000,
    )  # fmt: skip


class DecideForm(CampusForm):
    decision = forms.ChoiceField(
        label="May the record leave?", widget=forms.RadioSelect,
        choices=[("approve", "Yes, make the package"), ("decline", "No")],
        error_messages={"required": "Choose whether the record may leave"},
    )  # fmt: skip
    words = _words("What do you want to say about it?", "If it is no, say why. The person who asked reads this.")


class AnswerForm(CampusForm):
    said = forms.ChoiceField(
        label="What did they answer?", widget=forms.RadioSelect,
        choices=[
            (SentState.VERIFIED.value, "They checked it, and it is whole"),
            (SentState.INTEGRATED.value, "They took it in"), (SentState.REJECTED.value, "They rejected it"),
        ],
        error_messages={"required": "Choose what they answered"},
    )  # fmt: skip
    root = forms.CharField(
        label="Their root", help_text="If they took it in: the 64 letters and numbers of their answer.", max_length=64,
        required=False,
    )  # fmt: skip
    code = forms.ChoiceField(
        label="Why they rejected it", required=False,
        choices=[("", "Choose"), *((one.value, one.value.replace("_", " ").capitalize()) for one in Code)],
    )  # fmt: skip


class PackageFileForm(CampusForm):
    file = forms.FileField(
        label="The package", help_text=f"A file of up to {LARGEST} that another campus made.",
        error_messages={"required": "Choose a file", "empty": "The file is empty", "invalid": "Choose a file"},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > container.PACKAGE_MOST * 4 // 3 + 4096:
            raise forms.ValidationError(f"The file must be {LARGEST} or smaller")
        return file


class MatchForm(CampusForm):
    match = forms.CharField(
        label="Whose record is it?", required=False, max_length=10,
        help_text="Their prison number, such as A1234BC. Leave it empty if the number in the package is known here.",
    )  # fmt: skip


class TurnAwayForm(CampusForm):
    words = _words("Why is it not taken in?", required=True)


class ReadForm(CampusForm):
    verdict = forms.ChoiceField(
        label="Is this about somebody else?", widget=forms.RadioSelect,
        choices=[(Verdict.BLACK_OUT.value, "Yes, black it out"), (Verdict.KEEP.value, "No, keep it in")],
        error_messages={"required": "Choose whether to black it out"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", max_length=access.REASON_MOST, error_messages={"required": "Write why"},
        help_text="For example: another learner’s name; the person said it themselves.",
    )  # fmt: skip
    alike = forms.BooleanField(label="The same for every part with these very words", required=False)
