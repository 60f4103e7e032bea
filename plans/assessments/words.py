"""The guard's answer in words for the person it is about. Each goes through the catalogue."""

from django.utils.translation import gettext as _

from campus.core.components.dates import long_date
from plans.assessments.models import AssessmentResult
from plans.assessments.rules.guard import OVERRIDES, Override, Verdict, Why
from plans.assessments.rules.types import ACCOMMODATIONS, MODES, REASONS, REFERRALS, SPECS, AssessmentType


def subject(kind: str) -> str:
    """What a subject is called at the kiosk."""
    return {
        "ENGLISH": _("English"),
        "MATHS": _("Maths"),
        "DIGITAL": _("Using computers"),
        "READING": _("Reading"),
        "ESOL": _("Learning English"),
        "ALN": _("Help with learning"),
    }.get(kind, _("Old result"))


def outcome(kind: str, code: str, old_words: str = "") -> str:
    """What a result came to, so that nobody is put down by a word."""
    if kind == AssessmentType.ALN:
        return _("Some help may be good for you") if code == "YES" else _("You need no extra help now")
    said = {
        "PRE_ENTRY": _("Working towards Entry level"),
        "ENTRY": _("Entry level"),
        "ENTRY_1": _("Entry level 1"),
        "ENTRY_2": _("Entry level 2"),
        "ENTRY_3": _("Entry level 3"),
        "LEVEL_1": _("Level 1"),
        "LEVEL_2": _("Level 2"),
        "LEVEL_3": _("Level 3"),
        "NON_READER": _("You are starting to learn to read"),
        "NEW_READER": _("You can read some words"),
        "EMERGING_READER": _("You can read short texts"),
        "CONSOLIDATING_READER": _("You can read most texts"),
        "ESTABLISHED_READER": _("You read well"),
        "ESOL_PATHWAY": _("Classes to learn English"),
        "FUNCTIONAL_SKILLS_PATHWAY": _("Classes in English and maths"),
    }
    return said.get(code, old_words or _("Not known"))


def for_learner(verdict: Verdict) -> str:
    """Whether the person needs the test, and why, in one or two short sentences."""
    until = {"date": long_date(verdict.until)}
    if verdict.why == Why.QUALIFIED:
        return _("You have an exam in this. You do not need this test.")
    if verdict.why == Why.VALID_RESULT:
        return _("You do not need this test again until %(date)s.") % until
    if verdict.why == Why.TESTED_LATELY:
        return _("You took this test not long ago. You can take it again from %(date)s.") % until
    if verdict.why == Why.TOO_OLD:
        return _("Your result is old now. Staff may ask you to take this test again.")
    return _("You have not taken this test yet.")


def said(result: AssessmentResult) -> list[tuple[str, str]]:
    """What staff wrote about a result, each with what it is called. What nobody wrote is left out."""
    spec = SPECS[AssessmentType(result.type)]
    consent = {True: "Yes", False: "No", None: ""}[result.consent]
    helped = ", ".join(ACCOMMODATIONS.get(code, code) for code in result.accommodations)
    rows = [
        (spec.outcome_label, result.outcome_name),
        ("In the words of the old record", result.legacy_text),
        ("Banding", "" if result.banding is None else str(result.banding)),
        ("Next step", spec.next_steps.get(result.next_step, result.next_step)),
        ("The person agreed", consent),
        ("Why it was taken", REASONS.get(result.reason, result.reason)),
        ("Where", result.place_name or result.place_code),
        ("Assessor", result.assessor),
        ("Provider", result.provider),
        ("Tool", result.tool),
        ("How it was taken", MODES.get(result.mode, result.mode)),
        ("Minutes it took", str(result.minutes or "")),
        ("What helped", helped),
    ]
    return [(term, value) for term, value in rows if value]


def referrals(result: AssessmentResult) -> str:
    return ", ".join(REFERRALS.get(code, code) for code in result.referrals)


def override_reason(result: AssessmentResult) -> str:
    """Why somebody was tested although it was not needed. Empty where nobody had to say."""
    return OVERRIDES[Override(result.override.reason)] if result.override else ""
