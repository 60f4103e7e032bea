"""What the person types to say that something is wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.core.forms import KioskForm
from transfers.rights.rules.requests import WORDS_MOST, About

ABOUT = {
    About.IDENTITY: _("My name or birth date"),
    About.PLAN: _("My plan"),
    About.RESULT: _("A test result"),
    About.NEEDS: _("What helps me"),
    About.COURSES: _("A course"),
    About.WORK: _("My CV or my work"),
    About.OTHER: _("Something else"),
}


class WrongForm(KioskForm):
    """Three questions."""

    about = forms.ChoiceField(
        label=_("What is it about?"), choices=list(ABOUT.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )  # fmt: skip
    wrong = forms.CharField(
        label=_("What is wrong?"), max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what is wrong.")},
    )  # fmt: skip
    should_be = forms.CharField(
        label=_("What should it say?"), max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what it should say.")},
    )  # fmt: skip
