"""The eight questions in the words that people read, on the tablet and on the CV. What they are is in rules.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from jobs.cvs import rules
from jobs.cvs.rules import Concern, Question

Words = Any  # a lazy translation


@dataclass(frozen=True)
class Wording:
    """One question. `starters` are beginnings that a person may copy; `short` names it on the check page."""

    title: Words
    hint: Words
    short: Words
    starters: tuple[Words, ...]
    rows: int = 5


WORDINGS: Mapping[Question, Wording] = {
    Question.WANTED: Wording(
        _("What work do you want to do?"),
        _("Write 1 or 2 sentences. They go at the top of your CV."),
        _("The work I want"),
        (_("I am looking for work in …"), _("I want to work as a …"), _("I want to learn how to …")),
    ),
    Question.GOOD_AT: Wording(
        _("What are you good at?"),
        _("Write each thing on a new line. Write 3 or more."),
        _("What I am good at"),
        (_("I work well in a team"), _("I turn up on time"), _("I can fix …"), _("People ask me to …")),
    ),
    Question.LAST_JOB: Wording(
        _("What was your last job?"),
        _("Write what the job was and who it was for."),
        _("My last job"),
        (_("Kitchen worker"), _("Driver for a shop"), _("Painter, working for myself")),
        rows=2,
    ),
    Question.WHEN: Wording(
        _("When did you do this job?"),
        _("The years are enough. It is fine to guess."),
        _("When I did it"),
        (_("2021 to 2023"), _("March 2020 to May 2022"), _("For 2 years")),
        rows=2,
    ),
    Question.DID: Wording(
        _("What did you do in this job?"),
        _("Write 2 or 3 short things. Put each one on a new line."),
        _("What I did there"),
        (_("I cooked …"), _("I cleaned …"), _("I helped …"), _("I was trusted to …")),
    ),
    Question.TRAINING: Wording(
        _("What courses have you done?"),
        _("Put each course or certificate on a new line. Add the year."),
        _("My courses"),
        (_("Level 1 English, 2026"), _("Food safety, 2025"), _("First aid at work, 2024")),
    ),
    Question.HELPING: Wording(
        _("How do you help other people?"),
        _("You may help people to read, or look after your family."),
        _("How I help"),
        (_("I help people to read"), _("I show new workers what to do"), _("I speak up for my group")),
    ),
    Question.MORE: Wording(
        _("What else do you want to say?"),
        _("You can write about sport, music, languages or driving."),
        _("Other things"),
        (_("I speak …"), _("I can drive a …"), _("I like to …")),
    ),
}

ASKS: Mapping[Concern, Words] = {
    Concern.PRISON: _("This may tell people you were in prison."),
    Concern.PRISON_NUMBER: _("This looks like a prison number."),
    Concern.PHONE: _("This looks like a phone number. Will it still work when you leave?"),
}

# The headings that people and machines look for on a CV (jobs-cvs-search.md 4.4).
HEADINGS: Mapping[str, Words] = {
    "profile": pgettext_lazy("CV", "Profile"),
    "skills": pgettext_lazy("CV", "Skills"),
    "work": pgettext_lazy("CV", "Work experience"),
    "training": pgettext_lazy("CV", "Education and training"),
    "helping": pgettext_lazy("CV", "Helping others"),
    "more": pgettext_lazy("CV", "Additional information"),
}

# Said by rules.py, which knows no translation; the form that shows a refusal looks the sentence up.
REFUSALS = [
    gettext_noop("Write something, or press Skip."),
    gettext_noop("That is too long. Write a bit less."),
    gettext_noop("Answer one question first."),
    gettext_noop("Your CV is not ready yet."),
    gettext_noop("You have asked staff to print this."),
    gettext_noop("Your CV is made, or we are making it now."),
]


@dataclass(frozen=True)
class Section:
    """One heading of the CV with what stands under it: a paragraph's lines, or a list's items."""

    heading: Words
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    job: str = ""
    when: str = ""


def sections(answers: Mapping[str, str]) -> list[Section]:
    """The CV in reading order: what the person can do comes first. Empty parts are left out."""

    def lines(question: Question) -> tuple[str, ...]:
        return tuple(answers.get(question.value, "").splitlines())

    parts = [
        Section(HEADINGS["profile"], lines=lines(Question.WANTED)),
        Section(HEADINGS["skills"], items=lines(Question.GOOD_AT)),
        Section(
            HEADINGS["work"],
            job=", ".join(lines(Question.LAST_JOB)),
            when=", ".join(lines(Question.WHEN)),
            items=lines(Question.DID),
        ),
        Section(HEADINGS["training"], items=lines(Question.TRAINING)),
        Section(HEADINGS["helping"], items=lines(Question.HELPING)),
        Section(HEADINGS["more"], items=lines(Question.MORE)),
    ]
    return [part for part in parts if part.lines or part.items or part.job or part.when]


def asks(found: tuple[rules.Concern, ...]) -> list[Words]:
    return [ASKS[concern] for concern in found]
