"""What people type on sign-in and kiosk pages, and what staff type about tablets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.core.errors import Refused
from campus.core.forms import CampusForm
from learners.rules import DeviceKind, check_prison_number


class NumberForm(CampusForm):
    number = forms.CharField(
        label=_("Type your prison number"),
        help_text=_("It has letters and numbers, like A1234BC."),
        max_length=12,
        error_messages={"required": _("Type your prison number first.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        try:
            return check_prison_number(self.cleaned_data["number"])
        except Refused:
            raise forms.ValidationError(_("A prison number looks like A1234BC.")) from None


class PinForm(CampusForm):
    pin = forms.CharField(
        label=_("Type your PIN"),
        help_text=_("Or type the code that staff gave you."),
        max_length=12,
        error_messages={"required": _("Type your PIN first.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class NewPinForm(CampusForm):
    pin = forms.CharField(
        label=_("Choose a PIN"),
        help_text=_("Use 6 numbers that only you know."),
        max_length=12,
        error_messages={"required": _("Type 6 numbers first.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    again = forms.CharField(
        label=_("Type it again"),
        max_length=12,
        error_messages={"required": _("Type the same PIN again.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class SettingsForm(CampusForm):
    text_size = forms.TypedChoiceField(
        label=_("Size of the words"),
        choices=[(100, _("Usual")), (115, _("Bigger")), (130, _("Big")), (150, _("Very big"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    tint = forms.ChoiceField(
        label=_("Colour of the page"),
        choices=[
            ("cream", _("Cream")), ("white", _("White")), ("blue", _("Blue")), ("high-contrast", _("Black and white")),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip


class DeviceForm(CampusForm):
    label = forms.CharField(
        label="Name of the tablet",
        help_text="Where it is used, such as B2-014 or Education 3.",
        max_length=60,
        error_messages={"required": "Write a name for the tablet, such as B2-014"},
    )
    kind = forms.ChoiceField(
        label="Where is it used?",
        choices=[(DeviceKind.CELL, "In a cell"), (DeviceKind.CLASSROOM, "In a classroom or on a wing")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the tablet is used"},
    )


class EmptyForm(CampusForm):
    """A button and nothing else: the form carries only what makes a double press harmless."""
