"""What people type about messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import Posting
from campus.core.forms import CampusForm, HintedRadios
from providers.messaging.rules import FORM_MOST, REFUSALS, SUBJECT_MOST, WORDS_MOST, ConcernAbout
from providers.messaging.words import CONCERNS, REASONS
from providers.models import Assignment
from providers.rules import PURPOSE_MOST, EndedBecause

SEND, REFUSE, PASS_ON = "SEND", "REFUSE", "PASS_ON"
ENDED = {
    EndedBecause.DONE: "The work is done",
    EndedBecause.WORKER_CHANGED: "Someone else takes over",
    EndedBecause.PERSON_ASKED: "The person asked",
    EndedBecause.PROVIDER_ASKED: "The provider asked",
    EndedBecause.SECURITY: "Security",
}


class KioskReplyForm(CampusForm):
    body = forms.CharField(
        label=_("Write a message"),
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your message first.")},
    )


class KioskNewForm(CampusForm):
    """A first message: to whom, about what, and the words."""

    to = forms.ChoiceField(
        label=_("Who do you want to write to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who to write to.")},
    )
    subject = forms.CharField(
        label=_("What is it about?"),
        max_length=SUBJECT_MOST,
        error_messages={"required": _("Write what it is about.")},
    )
    body = forms.CharField(
        label=_("Your message"),
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your message first.")},
    )

    def __init__(self, *args: Any, contacts: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(c.id), f"{c.worker.name}, {c.organisation.name}") for c in contacts]


class PortalReplyForm(CampusForm):
    body = forms.CharField(
        label="Write a message",
        help_text="Do not write phone numbers, e-mail addresses or links. Up to 2,000 letters.",
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write your message first"},
    )


class PortalNewForm(CampusForm):
    to = forms.ChoiceField(label="Who do you want to write to?", error_messages={"required": "Choose who to write to"})
    subject = forms.CharField(label="What is it about?", max_length=SUBJECT_MOST)
    body = forms.CharField(
        label="Your message",
        help_text="Do not write phone numbers, e-mail addresses or links. Up to 2,000 letters.",
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write your message first"},
    )

    def __init__(self, *args: Any, contacts: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (str(c.id), f"{c.learner.name}, {c.learner.current_establishment.short_name}") for c in contacts
        ]


class WorriedForm(CampusForm):
    """A worker tells prison staff what they are worried about."""

    about = forms.ChoiceField(
        label="What are you worried about?",
        choices=[(code, words) for code, words in CONCERNS.items() if code != ConcernAbout.SECURITY],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you are worried about"},
    )
    concern = forms.CharField(
        label="What did you see or read?",
        help_text="Say what happened and when. Use the person's own words where you can.",
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what you are worried about"},
    )


class DecideForm(CampusForm):
    """One decision about one message. What belongs to a decision is asked for only with that decision."""

    decision = forms.ChoiceField(
        label="What should happen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should happen"},
    )
    reason = forms.ChoiceField(
        label="Why is it not sent?",
        choices=[("", "Choose a reason"), *((code, REASONS[code]) for code in REFUSALS)],
        required=False,
    )
    words = forms.CharField(
        label="A note to the writer",
        help_text="They read this with the reason. You do not have to write one.",
        max_length=WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    about = forms.ChoiceField(
        label="What is it about?", choices=[("", "Choose one"), *CONCERNS.items()], required=False
    )
    concern = forms.CharField(
        label="What should they know?", max_length=FORM_MOST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, writer: str, passed_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(SEND, "Send it as it is"), (REFUSE, f"Do not send it, and tell {writer} why")]
        if not passed_on:
            choices.append((PASS_ON, "Pass it to security or safeguarding"))
        self.fields["decision"].choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("decision") == REFUSE and not given.get("reason"):
            self.add_error("reason", "Choose why it is not sent")
        if given.get("decision") == PASS_ON:
            if not given.get("about"):
                self.add_error("about", "Choose what it is about")
            if not given.get("concern"):
                self.add_error("concern", "Write what they should know")
        return given


class CloseConcernForm(CampusForm):
    words = forms.CharField(
        label="What was done about it?",
        max_length=FORM_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what was done about it"},
    )


class AssignForm(CampusForm):
    """Which worker may work with a person, and at what."""

    worker = forms.ChoiceField(label="Who will work with them?", error_messages={"required": "Choose a worker"})
    purpose = forms.CharField(
        label="What will they work on?",
        help_text="For example: help to find warehouse work",
        max_length=PURPOSE_MOST,
        error_messages={"required": "Write what they will work on"},
    )

    def __init__(self, *args: Any, postings: list[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for posting in postings:
            groups.setdefault(posting.organisation.name, []).append((str(posting.id), posting.user.name))
        self.fields["worker"].choices = [("", "Choose a worker"), *groups.items()]


class EndForm(CampusForm):
    because = forms.ChoiceField(
        label="Why does it end?",
        choices=list(ENDED.items()),
        widget=HintedRadios(hints={EndedBecause.WORKER_CHANGED: "Assign the other worker on the page before."}),
        error_messages={"required": "Choose why it ends"},
    )
