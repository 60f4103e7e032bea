"""What staff type about assessments and about looking somebody up."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campus.core import clock
from campus.core.errors import Refused
from campus.core.forms import CampusForm, DatePartsField
from learners.rules import check_uln
from plans.assessments.models import AssessmentResult
from plans.assessments.rules import Taken, matching
from plans.assessments.rules import types as kinds
from plans.assessments.rules.guard import OVERRIDES, WORDS_MOST
from plans.assessments.rules.results import MINUTES_MOST, NAME_MOST, REASON_MOST, TOOL_MOST, banding_of, check_banding

YES_NO = [("yes", "Yes"), ("no", "No")]


class TypeForm(CampusForm):
    """Which assessment is to be started."""

    kind = forms.ChoiceField(
        label="Which assessment?", choices=[(t.lower(), kinds.SPECS[t].title) for t in kinds.OFFERED],
        widget=forms.RadioSelect, error_messages={"required": "Choose an assessment"},
    )  # fmt: skip


class OverrideForm(CampusForm):
    """Why somebody is tested again although it is not needed."""

    reason = forms.ChoiceField(
        label="Why is another test needed?", choices=list(OVERRIDES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason"},
    )  # fmt: skip
    words = forms.CharField(
        label="More about it", help_text="Needed for “Another reason”.", max_length=WORDS_MOST, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class WhyForm(CampusForm):
    """A reason that stays beside what it changed."""

    why = forms.CharField(
        label="Why?", max_length=REASON_MOST, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write why"},
    )  # fmt: skip


class ResultForm(CampusForm):
    """What an assessment came to. It asks only what its type asks."""

    taken_on = DatePartsField(
        label="When was it taken?", called="The date of the assessment", error_messages={"required": "Enter the date"}
    )
    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    banding = forms.CharField(
        label="Banding (optional)", required=False, max_length=4,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    next_step = forms.ChoiceField(label="What comes next? (optional)", required=False, widget=forms.RadioSelect)
    consent = forms.ChoiceField(
        label="Did the person agree to the assessment?", choices=YES_NO,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": "Choose whether the person agreed"},
    )  # fmt: skip
    referrals = forms.MultipleChoiceField(
        label="Referred to (optional)", choices=list(kinds.REFERRALS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Why was it taken?", choices=list(kinds.REASONS.items()), initial="ARRIVAL", widget=forms.Select
    )
    assessor = forms.CharField(label="Assessor", max_length=NAME_MOST, required=False)
    provider = forms.CharField(
        label="Provider (optional)", help_text="The organisation that gave the assessment.", max_length=NAME_MOST,
        required=False,
    )  # fmt: skip
    tool = forms.CharField(
        label="Tool (optional)", help_text="The test that was used.", max_length=TOOL_MOST, required=False
    )
    mode = forms.ChoiceField(
        label="How was it taken? (optional)", choices=list(kinds.MODES.items()), required=False,
        widget=forms.RadioSelect(attrs={"inline": True}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="Minutes it took (optional)", required=False, min_value=1, max_value=MINUTES_MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Minutes must be a number", "min_value": f"Minutes must be from 1 to {MINUTES_MOST}",
            "max_value": f"Minutes must be from 1 to {MINUTES_MOST}",
        },
    )  # fmt: skip
    accommodations = forms.MultipleChoiceField(
        label="What helped the person take it? (optional)", choices=list(kinds.ACCOMMODATIONS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, kind: kinds.AssessmentType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, spec = kind, kinds.SPECS[kind]
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = list(spec.outcomes.items())
        outcome.label = spec.outcome_label
        outcome.error_messages["required"] = f"Choose the {spec.outcome_label.lower()}"
        next_step = self.fields["next_step"]
        assert isinstance(next_step, forms.ChoiceField)
        next_step.choices = list(spec.next_steps.items())
        if spec.banding:
            low, high = spec.banding
            self.fields["banding"].help_text = f"A number from {low} to {high} with one decimal, like {low + 1}."
        unasked = {"banding": not spec.banding, "next_step": not spec.next_steps,
                   "consent": not spec.asks_consent, "referrals": not spec.asks_consent}  # fmt: skip
        for name in [name for name, leave_out in unasked.items() if leave_out]:
            del self.fields[name]

    def clean_taken_on(self) -> dt.date:
        taken_on: dt.date = self.cleaned_data["taken_on"]
        if taken_on > clock.today():
            raise ValidationError("The date of the assessment must be today or earlier")
        return taken_on

    def clean_banding(self) -> Decimal | None:
        try:
            found = banding_of(self.cleaned_data["banding"])
            check_banding(self.kind, found)
        except Refused as refused:
            raise ValidationError(refused.sentence) from None
        return found

    def taken(self, place_code: str = "", place_name: str = "") -> Taken:
        data = self.cleaned_data
        return Taken(
            self.kind, data["taken_on"], data["outcome"], data.get("banding"), data["reason"],
            {"yes": True, "no": False}.get(data.get("consent", "")), tuple(data.get("referrals", ())),
            data.get("next_step", ""), place_code, place_name, data["assessor"], data["provider"], data["tool"],
            data["minutes"], data["mode"], tuple(data["accommodations"]),
        )  # fmt: skip


class CorrectForm(ResultForm):
    """A result again, as it should have been, and why."""

    why = forms.CharField(
        label="What was wrong?", help_text="The first version is kept and can still be read.", max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": "Write what was wrong"},
    )  # fmt: skip


def initial_of(result: AssessmentResult) -> dict[str, Any]:
    """A result as the form holds it."""
    names = [f.name for f in dataclasses.fields(Taken) if f.name != "type"]
    values = {name: getattr(result, name) for name in names}
    consent = {True: "yes", False: "no"}.get(result.consent)  # type: ignore[arg-type]
    return {**values, "banding": "" if result.banding is None else str(result.banding), "consent": consent}


class FindForm(CampusForm):
    """By what to look in the Learning Records Service: a number and the name, or the details."""

    uln = forms.CharField(
        label="Unique learner number (optional)", required=False, max_length=14,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    given_name = forms.CharField(label="First name", max_length=60)
    family_name = forms.CharField(label="Last name", max_length=60)
    born = DatePartsField(label="Date of birth", called="Date of birth", required=False)
    gender = forms.ChoiceField(
        label="Sex", choices=list(matching.GENDERS.items()), widget=forms.RadioSelect(attrs={"inline": True}),
        initial="0",
    )  # fmt: skip
    postcode = forms.CharField(
        label="Last postcode (optional)", max_length=10, required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )  # fmt: skip
    previous_family_name = forms.CharField(label="Earlier last name (optional)", max_length=35, required=False)
    school = forms.CharField(label="School at 16 (optional)", max_length=100, required=False)
    place_of_birth = forms.CharField(label="Place of birth (optional)", max_length=35, required=False)
    email = forms.EmailField(label="E-mail before prison (optional)", max_length=100, required=False)

    def clean_uln(self) -> str:
        typed = "".join(self.cleaned_data["uln"].split())
        return _or_error(lambda: check_uln(typed)) if typed else ""

    def clean_postcode(self) -> str:
        return _or_error(lambda: matching.check_postcode(self.cleaned_data["postcode"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, what in (("given_name", "First name"), ("family_name", "Last name")):
            if name in cleaned:
                self._check(name, lambda n=name, w=what: matching.check_name(cleaned[n], what=w, field=n))  # type: ignore[misc]
        born = cleaned.get("born")
        if born:
            self._check("born", lambda: matching.check_born(born, today=clock.today()))
        elif not cleaned.get("uln") and not self.errors:
            self.add_error("born", "Enter the date of birth, or look by the unique learner number")
        return cleaned

    def _check(self, name: str, rule: Any) -> None:
        try:
            rule()
        except Refused as refused:
            self.add_error(name, refused.sentence)


def _or_error(rule: Any) -> str:
    try:
        return str(rule())
    except Refused as refused:
        raise ValidationError(refused.sentence) from None


class CandidateForm(CampusForm):
    """Somebody who was found, sealed: what was seen is what is confirmed."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=2000)
