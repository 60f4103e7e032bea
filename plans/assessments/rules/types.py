"""What can be assessed, and what each assessment can come to (learners-plans-assessments.md 4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class AssessmentType(StrEnum):
    ENGLISH = "ENGLISH"
    MATHS = "MATHS"
    DIGITAL = "DIGITAL"
    READING = "READING"
    ESOL = "ESOL"
    ALN = "ALN"
    # Results of the service before this one: read, never written here.
    LEGACY_ENGLISH = "LEGACY_ENGLISH"
    LEGACY_MATHS = "LEGACY_MATHS"
    LEGACY_DIGITAL = "LEGACY_DIGITAL"
    LEGACY_LDD = "LEGACY_LDD"


class Level(StrEnum):
    """Levels that an assessment or a qualification can be at, lowest first."""

    PRE_ENTRY = "PRE_ENTRY"
    ENTRY = "ENTRY"
    ENTRY_1 = "ENTRY_1"
    ENTRY_2 = "ENTRY_2"
    ENTRY_3 = "ENTRY_3"
    LEVEL_1 = "LEVEL_1"
    LEVEL_2 = "LEVEL_2"
    LEVEL_3 = "LEVEL_3"


# An entry level without a number is the lowest of the three: it proves no more.
RANK = {
    Level.PRE_ENTRY: 0, Level.ENTRY: 1, Level.ENTRY_1: 1, Level.ENTRY_2: 2, Level.ENTRY_3: 3, Level.LEVEL_1: 4,
    Level.LEVEL_2: 5, Level.LEVEL_3: 6,
}  # fmt: skip
FUNCTIONAL_SKILLS = {
    "PRE_ENTRY": "Pre-Entry", "ENTRY_1": "Entry level 1", "ENTRY_2": "Entry level 2", "ENTRY_3": "Entry level 3",
    "LEVEL_1": "Level 1", "LEVEL_2": "Level 2", "LEVEL_3": "Level 3",
}  # fmt: skip
DIGITAL_LEVELS = {"PRE_ENTRY": "Pre-Entry", "ENTRY": "Entry level", "LEVEL_1": "Level 1"}
READING_OUTCOMES = {
    "NON_READER": "Non-reader", "NEW_READER": "New reader", "EMERGING_READER": "Emerging reader",
    "CONSOLIDATING_READER": "Consolidating reader", "ESTABLISHED_READER": "Established reader",
}  # fmt: skip
ESOL_OUTCOMES = {"ESOL_PATHWAY": "ESOL pathway", "FUNCTIONAL_SKILLS_PATHWAY": "Functional skills pathway"}
ALN_OUTCOMES = {"YES": "Need identified", "NO": "No need identified"}
SKILLS_NEXT = {
    "PROGRESS_AT_LEVEL": "Progress to a course at the assessed level",
    "LOWER_LEVEL_CIRCUMSTANCES": "A lower level, because of circumstances",
    "HIGHER_LEVEL_PRIOR_ATTAINMENT": "A higher level, because of evidence of prior attainment",
}
READING_NEXT = {
    "REFER_READING_SUPPORT": "Refer for reading support",
    "READING_SUPPORT_NOT_REQUIRED": "Reading support not required now",
}
ESOL_NEXT = {
    "LANGUAGE_SUPPORT_1": "English Language Support Level 1", "LANGUAGE_SUPPORT_2": "English Language Support Level 2",
    "LANGUAGE_SUPPORT_3": "English Language Support Level 3",
}  # fmt: skip
SKILLS_BANDING = (Decimal("0.0"), Decimal("3.9"))
DIGITAL_BANDING = (Decimal("0.0"), Decimal("1.9"))

# learners-plans-assessments.md 3.2
REFERRALS = {
    "HEALTHCARE": "Healthcare", "PSYCHOLOGY": "Psychology", "EDUCATION_SPECIALIST": "Education specialist",
    "NSM": "Neurodiversity support manager", "SUBSTANCE_MISUSE_TEAM": "Substance misuse team",
    "SAFER_CUSTODY": "Safer custody", "OTHER": "Other",
}  # fmt: skip
# No peer records these; the lists are ours.
REASONS = {
    "ARRIVAL": "On arrival", "COURSE": "To choose a course", "PROGRESS": "To see progress", "ASKED": "The person asked",
    "OTHER": "Another reason",
}  # fmt: skip
MODES = {"PAPER": "On paper", "ON_SCREEN": "On a screen", "IN_CELL": "In cell", "SPOKEN": "Spoken"}
ACCOMMODATIONS = {
    "EXTRA_TIME": "Extra time", "REST_BREAKS": "Rest breaks", "READER": "A reader", "SCRIBE": "A scribe",
    "LARGE_PRINT": "Large print", "COLOURED_PAPER": "Coloured paper or overlay", "QUIET_ROOM": "A quiet room",
    "INTERPRETER": "An interpreter", "ASSISTIVE_TECHNOLOGY": "Assistive technology", "OTHER": "Other",
}  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """One type: what it is called, what it can come to, and what is asked beside it."""

    name: str  # in a sentence: "an Entry level 3 maths result"
    title: str
    outcomes: Mapping[str, str]
    banding: tuple[Decimal, Decimal] | None = None
    next_steps: Mapping[str, str] = field(default_factory=dict)
    asks_consent: bool = True
    is_legacy: bool = False

    @property
    def outcome_label(self) -> str:
        return "Level" if self.banding else "Outcome"


T = AssessmentType
SPECS: Mapping[AssessmentType, Spec] = {
    T.ENGLISH: Spec("English", "English", FUNCTIONAL_SKILLS, SKILLS_BANDING, SKILLS_NEXT),
    T.MATHS: Spec("maths", "Maths", FUNCTIONAL_SKILLS, SKILLS_BANDING, SKILLS_NEXT),
    T.DIGITAL: Spec("digital skills", "Digital skills", DIGITAL_LEVELS, DIGITAL_BANDING, asks_consent=False),
    T.READING: Spec("reading", "Reading", READING_OUTCOMES, None, READING_NEXT),
    T.ESOL: Spec("English language (ESOL)", "English language (ESOL)", ESOL_OUTCOMES, None, ESOL_NEXT),
    T.ALN: Spec("learning needs", "Learning needs (ALN)", ALN_OUTCOMES),
    T.LEGACY_ENGLISH: Spec("English", "English (old record)", FUNCTIONAL_SKILLS, is_legacy=True),
    T.LEGACY_MATHS: Spec("maths", "Maths (old record)", FUNCTIONAL_SKILLS, is_legacy=True),
    T.LEGACY_DIGITAL: Spec("digital skills", "Digital literacy (old record)", DIGITAL_LEVELS, is_legacy=True),
    T.LEGACY_LDD: Spec("learning difficulties", "Learning difficulty or disability (old record)", {}, is_legacy=True),
}
OFFERED = [t for t, spec in SPECS.items() if not spec.is_legacy]
# A result of the old service is a result in the same subject.
SUBJECT_OF = {T.LEGACY_ENGLISH: T.ENGLISH, T.LEGACY_MATHS: T.MATHS, T.LEGACY_DIGITAL: T.DIGITAL}
# What a person is assessed in when they come into custody. Somebody on the ESOL pathway needs no English result.
INITIAL = (T.ENGLISH, T.MATHS, T.ALN)


def subject_of(code: str) -> AssessmentType:
    """The subject that a type stands for: the old service's English is English."""
    kind = AssessmentType(code)
    return SUBJECT_OF.get(kind, kind)


def types_of(subject: AssessmentType) -> list[AssessmentType]:
    """Every type whose results count for a subject."""
    return [kind for kind in AssessmentType if subject_of(kind) == subject]


def outcome_name(code: str, outcome: str, legacy_text: str = "") -> str:
    """What a result came to, in the words of its type."""
    return SPECS[AssessmentType(code)].outcomes.get(outcome, "") or legacy_text
