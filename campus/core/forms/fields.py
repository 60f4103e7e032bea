"""Fields that Django does not have."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campus.core.forms.text import check_readable
from campus.core.forms.widgets import DatePartsWidget, RepeatedInput

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DatePartsField(forms.MultiValueField):
    """A date typed as day, month and year. `called` is its name in a sentence: "Target date must include a month"."""

    widget = DatePartsWidget

    def __init__(self, *, called: str | None = None, **kwargs: Any) -> None:
        self.called = called
        parts = tuple(forms.CharField(required=False) for _part in range(3))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Any:
        return data_list

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_date(data) != initial
        except ValidationError:
            return True

    def clean(self, value: Any) -> dt.date | None:
        found = self.to_date(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        self.validate(found)
        self.run_validators(found)
        return found

    def to_date(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date) or not value:
            return value or None
        day, month, year = (str(part or "").strip() for part in value)
        if not (day or month or year):
            return None
        self._check_all_there(day=day, month=month, year=year)
        return self._real_date(day, month, year)

    def _name(self) -> str:
        return str(self.called or self.label or gettext("The date"))

    def _check_all_there(self, **parts: str) -> None:
        words = {"day": gettext("a day"), "month": gettext("a month"), "year": gettext("a year")}
        missing = [words[part] for part, typed in parts.items() if not typed]
        if missing:
            sentence = gettext("%(date)s must include %(parts)s")
            joined = gettext(" and ").join(missing)
            raise ValidationError(sentence % {"date": self._name(), "parts": joined}, code="incomplete")

    def _real_date(self, day: str, month: str, year: str) -> dt.date:
        if year.isdigit() and len(year) != 4:
            raise ValidationError(gettext("Year must have 4 numbers, like 2027"), code="year")
        try:
            return dt.date(int(year), _month_number(month), int(day))
        except ValueError:
            sentence = gettext("%(date)s must be a real date") % {"date": self._name()}
            raise ValidationError(sentence, code="invalid") from None


def _month_number(typed: str) -> int:
    """`3`, `03`, `Mar` or `March`."""
    short = typed[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else int(typed)


class CodeField(forms.CharField):
    """A number read off a screen or a card: typed as digits, kept as text, because a leading nought counts."""

    def __init__(self, *, digits: int = 6, one_time: bool = True, secret: bool = False, **kwargs: Any) -> None:
        self.digits = digits
        kind = forms.PasswordInput if secret else forms.TextInput
        completes = "one-time-code" if one_time else "off"
        kwargs.setdefault(
            "widget",
            kind(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": completes,
                    "class": "govuk-input--width-10",
                    "spellcheck": "false",
                }
            ),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (value.isascii() and value.isdigit() and len(value) == self.digits):
            sentence = gettext("Enter %(count)d numbers") % {"count": self.digits}
            raise ValidationError(sentence, code="invalid")


@dataclass(frozen=True)
class Row:
    """One box of a repeated field, as its template needs it."""

    index: int
    id: str
    label: str
    value: str
    error: str
    removable: bool
    max_length: int


class RepeatedBoundField(forms.BoundField):
    """A repeated field on a page: its rows, each with its own error."""

    @property
    def rows(self) -> list[Row]:
        field = self.field
        typed = [str(value) for value in (self.value() or [])]
        typed += [""] * (field.least - len(typed))
        errors = self._errors_by_row()
        return [
            Row(
                index=place,
                id=f"{self.auto_id}_{place + 1}",
                label=field.row_label(place),
                value=value,
                error=errors.get(place, ""),
                removable=len(typed) > field.least,
                max_length=field.max_length,
            )
            for place, value in enumerate(typed)
        ]

    @property
    def room_for_more(self) -> bool:
        return len(self.rows) < self.field.most

    def target_of(self, error: ValidationError) -> str:
        return f"{self.auto_id}_{_row_of(error) + 1}"

    def _errors_by_row(self) -> dict[int, str]:
        return {_row_of(error): error.messages[0] for error in self.errors.as_data()}


def _row_of(error: ValidationError) -> int:
    return int((error.params or {}).get("row", 0))


class RepeatedTextField(forms.Field):
    """Short texts in order, such as the steps of a goal: "Step 1", "Step 2", "Add another step". Empty last rows are
    left out; an empty row before a filled one is asked about."""

    widget = RepeatedInput
    bound_field_class = RepeatedBoundField
    default_error_messages = {
        "row": _("Enter what %(row_name)s is, or remove it"),
        "too_long": _("%(row_label)s must be %(limit)d letters or fewer"),
    }

    def __init__(
        self,
        *,
        item_label: str = "Step",
        add_text: str | None = None,
        least: int = 1,
        most: int = 20,
        max_length: int = 200,
        **kwargs: Any,
    ) -> None:
        self.item_label = item_label
        self.add_text = add_text or gettext("Add another %(item)s") % {"item": str(item_label).lower()}
        self.least, self.most, self.max_length = least, most, max_length
        kwargs.setdefault("template_name", "django/forms/repeated_field.html")
        super().__init__(**kwargs)

    def row_label(self, place: int) -> str:
        return f"{self.item_label} {place + 1}"

    def clean(self, value: Any) -> list[str]:
        texts = [str(text).strip() for text in (value or [])]
        while texts and not texts[-1]:
            texts.pop()
        if self.required and not texts:
            raise ValidationError(self.error_messages["required"], code="required", params={"row": 0})
        errors = [error for place, text in enumerate(texts) if (error := self._error(place, text))]
        if errors:
            raise ValidationError(errors)
        return texts[: self.most]

    def _error(self, place: int, text: str) -> ValidationError | None:
        label = self.row_label(place)
        details = {"row": place, "row_name": label.lower(), "row_label": label, "limit": self.max_length}
        if not text:
            return ValidationError(self.error_messages["row"], code="row", params=details)
        if len(text) > self.max_length:
            return ValidationError(self.error_messages["too_long"], code="too_long", params=details)
        try:
            check_readable(text)
        except ValidationError as error:
            return ValidationError(error.message, code=error.code, params={**(error.params or {}), "row": place})
        return None
