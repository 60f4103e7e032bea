"""The lines of an error summary, each a link to the box that it is about."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


@dataclass(frozen=True)
class SummaryLine:
    sentence: str
    target: str


def summary_lines(form: forms.BaseForm) -> list[SummaryLine]:
    """In the order of the fields; what is about the whole form comes first and points at its first box."""
    by_field = form.errors.as_data()
    first = next((bound for bound in form.visible_fields()), None)
    lines = [
        SummaryLine(sentence, _target(first, error) if first else "")
        for error in by_field.get(NON_FIELD_ERRORS, [])
        for sentence in error.messages
    ]
    for name in form.fields:
        bound = form[name]
        for error in by_field.get(name, []):
            lines += [SummaryLine(sentence, _target(bound, error)) for sentence in error.messages]
    return lines


def _target(bound: forms.BoundField, error: ValidationError) -> str:
    """The id of the box to go to: the first of several, or the row that the error is about."""
    if hasattr(bound, "target_of"):
        return bound.target_of(error)
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        return f"{bound.auto_id}_day"
    if isinstance(widget, forms.RadioSelect):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def keep_first_error(form: forms.BaseForm) -> None:
    """Leave only the first error of the page, so that a kiosk page asks for one thing at a time."""
    order = {name: place for place, name in enumerate([NON_FIELD_ERRORS, *form.fields])}
    names = sorted(form.errors, key=lambda name: order.get(name, 0))
    for name in names[1:]:
        del form.errors[name]
    for name in names[:1]:
        form.errors[name].data = form.errors[name].data[:1]
