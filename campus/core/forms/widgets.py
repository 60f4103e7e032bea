"""Widgets that Django does not have."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year as three short boxes, the way people write a date."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(widgets={part: forms.TextInput() for part, _label, _size in PARTS}, attrs=attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, dt.date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base_id = context["widget"]["attrs"].get("id", f"id_{name}")
        for (part, label, size), shown in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            wrong = shown["attrs"].get("aria-invalid")
            shown["attrs"] = {
                **shown["attrs"],
                "id": f"{base_id}_{part}",
                "inputmode": "numeric",
                "autocomplete": "off",
            }
            shown["attrs"].pop("aria-describedby", None)
            shown["label"] = label
            shown["css"] = f"govuk-input govuk-date-input__input govuk-input--width-{size}" + (
                " govuk-input--error" if wrong else ""
            )
        return context


class RepeatedInput(forms.Widget):
    """Several boxes of one name. Adding and removing a row are buttons of the same form."""

    template_name = "django/forms/widgets/text.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        rows = [values] if isinstance(values, str) else list(values or [])
        target, _colon, index = str(data.get("remove", "")).partition(":")
        if target == name and index.isdigit() and int(index) < len(rows):
            rows.pop(int(index))
        if data.get("add") == name:
            rows.append("")
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class _Hinted:
    """Choices with a one-line meaning below each: `HintedRadios(hints={"value": "what it means"})`."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Mapping[str, str]) -> None:
        super().__init__(attrs)
        self.hints = dict(hints)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class HintedRadios(_Hinted, forms.RadioSelect):
    pass


class HintedCheckboxes(_Hinted, forms.CheckboxSelectMultiple):
    pass
