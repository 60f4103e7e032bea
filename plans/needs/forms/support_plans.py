"""What is typed about a support plan and its reviews."""

from typing import Any

from django import forms

from campus.core.forms import CampusForm, DatePartsField, RepeatedTextField
from plans.needs.models import SupportPlanVersion
from plans.needs.rules import codes, recording
from plans.needs.rules.support_plans import Consulted, PlanContent

HAS, HAS_NOT = "yes", "no"
_SHORT = {"rows": 3}


def _words(label: str, hint: str = "", **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("required", False)
    return forms.CharField(
        label=label, help_text=hint, max_length=recording.TEXT_MOST, widget=forms.Textarea(attrs=_SHORT), **kwargs
    )


class ChangePlanForm(CampusForm):
    """The parts of a plan, in the order in which they are talked about."""

    carries = ("lock_version",)

    written_with_name = forms.CharField(
        label="Name, if somebody else wrote the plan (optional)", required=False, max_length=recording.NAME_MOST
    )
    written_with_role = forms.CharField(label="Their role", required=False, max_length=recording.NAME_MOST)
    consulted = RepeatedTextField(
        label="Who else was asked? (optional)", item_label="Person",
        help_text="Name and role, such as “Joanne Nash, key worker”.", required=False,
        max_length=recording.NAME_MOST * 2, most=recording.CONSULTED_MOST,
    )  # fmt: skip
    person_says = _words(
        "What does the person feel they need?", "Use their own words.", required=True,
        error_messages={"required": "Write what the person feels they need"},
    )  # fmt: skip
    adjustments = _words(
        "Changes to teaching, the room or materials", "One on each line. Every teacher and the person read these."
    )
    teacher_skills = _words("What teachers need to know or be able to do")
    access_arrangements = _words("Arrangements for tests and exams", "Such as extra time, a reader or a scribe.")
    lnsp_support = _words("What a learning needs support practitioner does")
    lnsp_hours = forms.DecimalField(
        label="Hours of that each week", required=False, max_digits=4, decimal_places=1,
        help_text="Only if there is such support.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), "Enter hours like 2 or 2.5"
        ),
    )  # fmt: skip
    anything_else = _words("Anything else (optional)")


class PlanForm(ChangePlanForm):
    """A first plan, with the day of its first review."""

    has_ehcp = forms.ChoiceField(
        label="Does the person have an education, health and care plan (EHCP)?",
        choices=[(HAS, "Yes"), (HAS_NOT, "No")], widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": "Choose whether the person has an EHCP"},
    )  # fmt: skip
    review_on = DatePartsField(
        label="When will you look at it together again?", called="Review date", help_text="Within the next 3 months.",
        error_messages={"required": "Enter the review date"},
    )  # fmt: skip


class ReviewForm(ChangePlanForm):
    """A review: two views, then the plan itself, then the next date."""

    on = DatePartsField(
        label="When was the review?", called="Date of the review",
        error_messages={"required": "Enter the date of the review"},
    )  # fmt: skip
    persons_view = _words("How does the person think it is going?")
    declined_to_take_part = forms.BooleanField(label="The person declined to take part", required=False)
    reviewers_view = _words(
        "How do you think it is going?", required=True,
        error_messages={"required": "Write how you think it is going"},
    )  # fmt: skip
    review_on = DatePartsField(
        label="When will you look at it together again?", called="Review date", help_text="Within the next 3 months.",
        error_messages={"required": "Enter the review date"},
    )  # fmt: skip

    field_order = ["on", "persons_view", "declined_to_take_part", "reviewers_view"]


class DeclineForm(CampusForm):
    """Why there will be no support plan."""

    reason = forms.ChoiceField(
        label="Why will there be no support plan?", choices=list(codes.DECLINE_LABELS.items()),
        widget=forms.RadioSelect, error_messages={"required": "Choose why there will be no support plan"},
    )  # fmt: skip
    detail = _words("What was said?", required=True, error_messages={"required": "Write what was said"})


class EhcpForm(CampusForm):
    """Whether there is an education, health and care plan."""

    has_ehcp = PlanForm.base_fields["has_ehcp"]


def content_of(cleaned: dict[str, Any]) -> PlanContent:
    """The plan as it was typed. "Joanne Nash, key worker" is a name and a role."""
    people = []
    for line in cleaned["consulted"]:
        name, _, role = line.partition(",")
        people.append(Consulted(name.strip(), role.strip()))
    names = (
        "person_says", "adjustments", "teacher_skills", "access_arrangements", "lnsp_support", "lnsp_hours",
        "anything_else", "written_with_name", "written_with_role",
    )  # fmt: skip
    return PlanContent(consulted=tuple(people), **{name: cleaned[name] for name in names})


def from_version(version: SupportPlanVersion) -> dict[str, Any]:
    """What the form starts with when the plan exists."""
    said = {
        name: getattr(version, name)
        for name in (
            "person_says", "adjustments", "teacher_skills", "access_arrangements", "lnsp_support", "lnsp_hours",
            "anything_else", "written_with_name", "written_with_role",
        )
    }  # fmt: skip
    return {**said, "consulted": version.people.splitlines(), "lock_version": version.number}
