"""Forms as every app writes them: GOV.UK markup, kept words, and sentences that help."""

from campus.core.forms.base import CampusForm, KioskForm
from campus.core.forms.fields import CodeField, DatePartsField, RepeatedTextField
from campus.core.forms.renderer import CampusRenderer
from campus.core.forms.widgets import HintedCheckboxes, HintedRadios

__all__ = [
    "CampusForm",
    "CampusRenderer",
    "CodeField",
    "DatePartsField",
    "HintedCheckboxes",
    "HintedRadios",
    "KioskForm",
    "RepeatedTextField",
]
