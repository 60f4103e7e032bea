"""What the person types at the tablet about their plan, and what staff answer."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.core import clock
from campus.core.forms import CampusForm, KioskForm
from campus.core.months import add_months
from plans import rules

NOT_SURE = ""


class SuggestForm(KioskForm):
    """Three questions."""

    title = forms.CharField(
        label=_("What do you want to do?"),
        max_length=rules.TITLE_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write your goal first.")},
    )
    first_step = forms.CharField(
        label=_("What is a first step?"),
        help_text=_("You can leave this empty."),
        max_length=rules.TITLE_MOST,
        required=False,
    )
    when = forms.ChoiceField(
        label=_("By when?"),
        choices=[("3", _("In 3 months")), ("6", _("In 6 months")), ("12", _("In a year")), (NOT_SURE, _("Not sure"))],
        required=False,
        initial=NOT_SURE,
        widget=forms.RadioSelect,
    )

    @property
    def target_on(self) -> dt.date | None:
        months = rules.TARGET_CHOICES.get(self.cleaned_data["when"])
        return add_months(clock.today(), months) if months else None


class AskForm(KioskForm):
    """Why somebody should come, if the person wants to say it."""

    words = forms.CharField(
        label=_("What do you want to talk about?"),
        help_text=_("You can leave this empty."),
        max_length=rules.NOTE_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(CampusForm):
    """What staff answer. The person reads it."""

    answer = forms.CharField(
        label="Your answer", max_length=rules.NOTE_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write an answer that the person will read"},
    )  # fmt: skip
