"""The two base classes of our forms."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from campus.core.errors import Refused
from campus.core.forms.fields import RepeatedTextField
from campus.core.forms.summary import keep_first_error
from campus.core.forms.text import check_readable, tidy
from campus.core.refusals import in_their_language

_DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
_CHOOSERS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select, forms.CheckboxInput)
TOO_LONG = gettext_lazy("Use %(limit_value)d letters or fewer. You have used %(show_value)d.")


class TokenField(forms.UUIDField):
    """A hidden identifier of one opening of a form. One that was tampered with counts as none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class CampusForm(forms.Form):
    """Keeps what was typed, tidies it, and says what to do.

    `carries` names the hidden numbers that the form takes along ("lock_version", "placement_epoch"); give their values
    in `initial`, and find them in `cleaned_data` (None when absent).
    """

    carries: ClassVar[tuple[str, ...]] = ()
    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data=data, files=files, **kwargs)
        # A fresh token at each opening (GET); what was posted stays in the page that shows an error.
        self.fields["form_token"] = TokenField(required=False, initial=uuid.uuid4)
        for name in self.carries:
            self.fields[name] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        for field in self.fields.values():
            _speak_plainly(field)
        if self.is_bound:
            self.data = self._tidied(self.data)

    @property
    def asks_for_a_row(self) -> bool:
        """Whether "Add another" or "Remove" was pressed: the form is shown again, and nothing is wrong with it."""
        repeated = {
            self.add_prefix(name) for name, field in self.fields.items() if isinstance(field, RepeatedTextField)
        }
        added, removed = self.data.get("add", ""), self.data.get("remove", "").partition(":")[0]
        return self.is_bound and bool({added, removed} & repeated)

    def full_clean(self) -> None:
        if self.asks_for_a_row:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        return not self.asks_for_a_row and super().is_valid()

    def add_refusal(self, refused: Refused) -> None:
        """Put the sentence of a rule beside its field or, where the form has no such field, over the form."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, ValidationError(in_their_language(refused.sentence), code="refused"))

    def _tidied(self, data: Any) -> Any:
        """A copy of what was sent with every text in one spelling. Passwords are left exactly as typed."""
        exact = {self.add_prefix(name) for name, field in self.fields.items() if _is_password(field)}
        if not isinstance(data, QueryDict):
            return {
                key: tidy(value) if isinstance(value, str) and key not in exact else value
                for key, value in data.items()
            }
        copy = data.copy()
        for key in copy:
            if key not in exact:
                copy.setlist(key, [tidy(value) if isinstance(value, str) else value for value in copy.getlist(key)])
        return copy


class KioskForm(CampusForm):
    """A form of the kiosk: it asks for one thing at a time, so only the first error is kept."""

    def full_clean(self) -> None:
        super().full_clean()
        keep_first_error(self)


def _is_password(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


def _speak_plainly(field: forms.Field) -> None:
    """Replace Django's stock sentences, and check every text for hidden characters."""
    if field.required and _stock(field.error_messages.get("required")):
        field.error_messages["required"] = _asking(field)
    if isinstance(field, forms.CharField) and not _is_password(field):
        field.error_messages.setdefault("max_length", TOO_LONG)
        kept = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        field.validators = [check_readable, *kept]


def _stock(message: str | Promise | None) -> bool:
    return message is not None and str(message) == str(_DJANGO_REQUIRED)


def _asking(field: forms.Field) -> str:
    """ "Enter target date", "Choose a wing"; for a label that is a question, the question itself."""
    label = str(field.label or "")
    chooses = isinstance(field.widget, _CHOOSERS)
    if not label:
        return gettext("Choose an answer") if chooses else gettext("Write an answer")
    if label.endswith("?"):
        asked = {"question": label}
        return gettext("Choose an answer: %(question)s") % asked if chooses else gettext("Answer: %(question)s") % asked
    words = {"label": label[0].lower() + label[1:] if label[1:2].islower() else label}
    return gettext("Choose %(label)s") % words if chooses else gettext("Enter %(label)s") % words
