"""Skills for work in plain words for the tablet."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

Words = Any  # a lazy translation

SKILLS: Mapping[str, Words] = {
    "TEAMWORK": _("Working in a team"),
    "TIMEKEEPING": _("Being on time"),
    "COMMUNICATION": _("Talking and listening"),
    "PLANNING": _("Planning ahead"),
    "ORGANISATION": _("Keeping things in order"),
    "PROBLEM_SOLVING": _("Working out what to do"),
    "INITIATIVE": _("Getting on without being told"),
    "ADAPTABILITY": _("Coping with change"),
    "RELIABILITY": _("Doing what I said"),
    "CREATIVITY": _("Having new ideas"),
}
RATINGS: Mapping[int, Words] = {
    1: _("Not sure of myself"),
    2: _("A bit sure"),
    3: _("Quite sure"),
    4: _("Very sure"),
}
SESSIONS: Mapping[str, Words] = {
    "CIAG_INDUCTION": _("at your first meeting"),
    "CIAG_REVIEW": _("at a meeting"),
    "EDUCATION_REVIEW": _("on your course"),
    "INDUSTRIES_REVIEW": _("at work in prison"),
}
