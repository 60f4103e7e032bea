"""A form in words: each question with what was answered, for somebody who reads it without the form."""

import datetime as dt
from typing import Any

from django import forms

from campus.core.components.dates import long_date


def in_words(form: Any) -> list[tuple[str, str]]:
    """The questions that were answered, in their order. Nothing that was hidden or left empty."""
    found = []
    for bound in form.visible_fields():
        words = _words(bound.field, form.cleaned_data.get(bound.name))
        if words:
            found.append((str(bound.label or bound.name.replace("_", " ").capitalize()), words))
    return found


def _words(field: forms.Field, value: Any) -> str:
    if value in (None, "", [], {}, False):
        return ""
    if value is True:
        return "Yes"
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, list | tuple | set):
        return "\n".join(part for one in value if (part := _words(field, one)))
    return _chosen(field, value)


def _chosen(field: forms.Field, value: Any) -> str:
    """What a choice is called, and anything else as it was typed."""
    choices: dict[str, str] = {}
    for key, label in getattr(field, "choices", ()):
        pairs = label if isinstance(label, list | tuple) else [(key, label)]
        choices.update({str(k): str(text) for k, text in pairs})
    return choices.get(str(value), str(value))
