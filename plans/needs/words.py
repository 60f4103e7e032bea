"""The reference values in the plain words of the kiosk: groups, not names of conditions, for others may look on."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SKILLS = {
    "LITERACY_SKILLS": _("Reading and writing"),
    "NUMERACY_SKILLS": _("Numbers"),
    "ATTENTION_ORGANISING_TIME": _("Planning my time"),
    "LANGUAGE_COMM_SKILLS": _("Talking and listening"),
    "EMOTIONS_FEELINGS": _("Feelings"),
    "PHYSICAL_SKILLS": _("Using my hands and body"),
    "SENSORY": _("Seeing, hearing and making"),
    "MEMORY": _("Memory"),
    "PROCESSING_SPEED": _("Thinking fast"),
    "GENERAL": _("Other things"),
}
CONDITIONS = {
    "Autism": _("Autism"),
    "Learning difficulty": _("How I learn"),
    "Learning disability": _("What I need to learn"),
    "Hearing, speech, language and communication": _("How I hear or speak"),
    "Sight": _("How I see"),
    "Mental health": _("How I feel in my mind"),
    "Moving and using hands": _("How I move"),
    "Neurological": _("How my brain works"),
    "Neurodegenerative": _("How my health will change"),
    "Long-term medical": _("My health"),
    "Other": _("Something else"),
}


def skill(category: str) -> str:
    """A category of skills, in the language of the page."""
    return gettext(SKILLS[category])


def condition(group: str) -> str:
    """A group of conditions, in the language of the page."""
    return gettext(CONDITIONS[group])
