"""The reference values of additional needs, whole, with a plain label each (learners-plans-assessments.md 3.2).

The codes are those of the services that the campus exchanges records with; a value that is retired stays, so that an
old row can still be read. Pure: no database, no clock.
"""

from dataclasses import dataclass
from enum import StrEnum


class ConditionSource(StrEnum):
    SELF_DECLARED = "SELF_DECLARED"
    CONFIRMED_DIAGNOSIS = "CONFIRMED_DIAGNOSIS"


SOURCE_LABELS: dict[str, str] = {
    ConditionSource.SELF_DECLARED: "The person told us",
    ConditionSource.CONFIRMED_DIAGNOSIS: "Diagnosed",
}

# group: {code: label}
CONDITION_GROUPS: dict[str, dict[str, str]] = {
    "Autism": {"ASC": "Autism"},
    "Learning difficulty": {
        "ADHD": "ADHD or ADD",
        "DYSLEXIA": "Dyslexia",
        "DYSPRAXIA": "Dyspraxia or developmental coordination disorder",
        "DYSCALCULIA": "Dyscalculia",
        "LEARN_DIFF_OTHER": "Another learning difficulty",
    },
    "Learning disability": {"LD_DOWN": "Down’s syndrome", "LD_OTHER": "Another learning disability"},
    "Hearing, speech, language and communication": {
        "DLD_HEAR": "Hearing impairment",
        "DLD_LANG": "Developmental language disorder",
        "DLD_OTHER": "Another condition of hearing, speech or language",
    },
    "Sight": {"VISUAL_IMPAIR": "Visual impairment"},
    "Mental health": {"MENTAL_HEALTH": "Mental health condition"},
    "Moving and using hands": {"PHYSICAL_OTHER": "Condition of mobility or dexterity"},
    "Neurological": {
        "TOURETTES": "Tourette’s or a tic disorder",
        "FASD": "Foetal alcohol spectrum disorder",
        "NEURO_OTHER": "Another neurological condition",
    },
    "Neurodegenerative": {"NEURODEGEN": "Neurodegenerative condition"},
    "Long-term medical": {
        "ABI": "Acquired brain injury",
        "LONG_TERM_OTHER": "Another long-term medical condition",
    },
    "Other": {"OTHER": "Another condition"},
}
CONDITIONS = {code: label for group in CONDITION_GROUPS.values() for code, label in group.items()}
GROUP_OF_CONDITION = {code: group for group, codes in CONDITION_GROUPS.items() for code in codes}
# An "other" says nothing until it is named.
NAMED_CONDITIONS = frozenset(code for code in CONDITIONS if code.endswith("OTHER"))


@dataclass(frozen=True)
class Category:
    """A group of skills. `whole` is the code of the group as such, used when somebody writes it down by hand."""

    code: str
    label: str
    area: str
    whole: str
    skills: dict[str, str]
    only_strength: bool = False


AREAS = {
    "COGNITION_LEARNING": "Thinking and learning",
    "COMMUNICATION_INTERACTION": "Communicating with others",
    "SOCIAL_EMOTIONAL_MENTAL": "Feelings and getting on with others",
    "PHYSICAL_SENSORY": "Body and senses",
    "MEMORY": "Memory",
    "PROCESSING_SPEED": "Speed of thinking",
    "GENERAL_NEED": "General",
}

CATEGORIES: tuple[Category, ...] = (
    Category(
        "LITERACY_SKILLS", "Reading and writing", "COGNITION_LEARNING", "LITERACY_SKILLS_DEFAULT",
        {
            "READING": "Reading",
            "SPELLING": "Spelling",
            "WRITING": "Writing",
            "ALPHABET_ORDERING": "Order of the alphabet",
            "READING_COMPREHENSION": "Understanding what is read",
            "READING_VISUAL_DISCRIMINATION": "Telling letters apart",
            "TRACKING": "Following a line of words",
            "LANGUAGE_DECODING": "Sounding out words",
        },
    ),
    Category(
        "NUMERACY_SKILLS", "Numbers", "COGNITION_LEARNING", "NUMERACY_SKILLS_DEFAULT",
        {
            "SPEED_OF_CALCULATION": "Speed of working out",
            "ARITHMETIC": "Arithmetic",
            "ESTIMATION": "Estimating",
            "MATHS_LITERACY": "Words and signs of maths",
            "MATHS_CONFIDENCE": "Confidence with maths",
            "FRACTIONS_PERCENTAGES": "Fractions and percentages",
            "WORD_BASED_PROBLEMS": "Maths problems in words",
            "MONEY_MANAGEMENT": "Managing money",
            "NUMBER_RECALL": "Remembering numbers",
            "NUMBER_SEQUENCING": "Numbers in order",
        },
    ),
    Category(
        "ATTENTION_ORGANISING_TIME", "Attention, organising and time", "COGNITION_LEARNING",
        "ATTENTION_ORGANISING_TIME_DEFAULT",
        {
            "FOCUSING": "Focusing",
            "TIDINESS": "Tidiness",
            "FINISHING_TASKS": "Finishing tasks",
            "PROBLEM_SOLVING": "Solving problems",
            "TASK_INITIATION": "Getting started",
            "TIME_ALLOCATION": "Judging time",
            "SELF_ORGANISED": "Organising oneself",
            "FORWARD_PLANNING": "Planning ahead",
            "ATTENTION_TO_DETAIL": "Attention to detail",
            "TASK_SWITCHING": "Changing from task to task",
        },
    ),
    Category(
        "LANGUAGE_COMM_SKILLS", "Language and communication", "COMMUNICATION_INTERACTION",
        "LANGUAGE_COMM_SKILLS_DEFAULT",
        {
            "TURN_TAKING": "Taking turns",
            "LANGUAGE_FLUENCY": "Speaking fluently",
            "SOCIAL_ADAPTABILITY": "Fitting in with new people",
            "COMMUNICATION": "Communicating",
            "EXTROVERSION_INTROVERSION": "Being with others or alone",
            "SOCIAL_NUANCES": "Reading between the lines",
            "SPEAKING": "Speaking",
            "WORD_FINDING": "Finding the right word",
            "ACTIVE_LISTENING": "Listening to others",
            "NON_VERBAL_COMMUNICATION": "Communicating without words",
            "PEOPLE_PERSON": "Working with people",
        },
    ),
    Category(
        "EMOTIONS_FEELINGS", "Emotions and feelings", "SOCIAL_EMOTIONAL_MENTAL", "EMOTIONS_FEELINGS_DEFAULT",
        {
            "RESTFULNESS": "Being at rest",
            "READING_EMOTIONS": "Reading emotions",
            "EMPATHY": "Empathy",
            "IMPULSE_CONTROL": "Control of impulses",
            "EMOTIONAL_CONTROL": "Control of emotions",
            "MANAGING_CHANGE": "Managing change",
            "CONFIDENCE": "Confidence",
            "CALM": "Staying calm",
        },
    ),
    Category(
        "PHYSICAL_SKILLS", "Physical skills", "PHYSICAL_SENSORY", "PHYSICAL_SKILLS_DEFAULT",
        {
            "HANDWRITING": "Handwriting",
            "BALANCE": "Balance",
            "FINE_MOTOR_SKILLS": "Fine work with the hands",
            "LEARNING_NEW_SKILLS": "Learning new physical skills",
            "SPORTING_BALL_SKILLS": "Ball games",
            "DUAL_TASKING": "Two things at once",
            "FOLDING_PACKING_SORTING": "Folding, packing and sorting",
            "STAMINA": "Stamina",
            "GRASP": "Grasp",
            "SPATIAL_AWARENESS": "Awareness of space",
        },
    ),
    Category(
        "SENSORY", "Senses", "PHYSICAL_SENSORY", "SENSORY",
        {
            "AUDITORY_DISCRIMINATION": "Telling sounds apart",
            "CREATIVITY": "Creativity",
            "LISTENING": "Listening",
            "SENSORY_PROCESSING": "Noise, light and touch",
            "VISUAL_SKILLS": "Visual skills",
            "VISUAL_SPATIAL_SKILLS": "Picturing shapes and space",
        },
    ),
    Category(
        "MEMORY", "Memory", "MEMORY", "MEMORY",
        {"SHORT_TERM_MEMORY": "Short-term memory", "LONG_TERM_MEMORY": "Long-term memory"},
    ),
    Category("PROCESSING_SPEED", "Speed of thinking", "PROCESSING_SPEED", "PROCESSING_SPEED", {}),
    Category("GENERAL", "General", "GENERAL_NEED", "GENERAL_DEFAULT", {}, only_strength=True),
)  # fmt: skip

CATEGORY = {category.code: category for category in CATEGORIES}
CATEGORY_OF_SKILL = {code: one for one in CATEGORIES for code in (one.whole, *one.skills)}
SKILLS = {
    **{category.whole: category.label for category in CATEGORIES},
    **{code: label for category in CATEGORIES for code, label in category.skills.items()},
}
CHALLENGE_CODES = frozenset(code for code, category in CATEGORY_OF_SKILL.items() if not category.only_strength)
STRENGTH_CODES = frozenset(CATEGORY_OF_SKILL)
WHOLE_CODES = frozenset(category.whole for category in CATEGORIES)
# A category without parts is named as such by a screener too.
SCREENER_CODES = frozenset(
    code for one in CATEGORIES if not one.only_strength for code in (one.skills or {one.whole: one.label})
)

# The whole of each category, and what fits nowhere.
STRATEGIES = {
    **{category.whole: category.label for category in CATEGORIES if not category.only_strength},
    "GENERAL": "General",
}


class HowIdentified(StrEnum):
    EDUCATION_SKILLS_WORK = "EDUCATION_SKILLS_WORK"
    WIDER_PRISON = "WIDER_PRISON"
    SELF_DISCLOSURE = "SELF_DISCLOSURE"
    FORMAL_PROCESSES = "FORMAL_PROCESSES"
    OTHER = "OTHER"
    CONVERSATIONS = "CONVERSATIONS"
    COLLEAGUE_INFO = "COLLEAGUE_INFO"
    OTHER_SCREENING_TOOL = "OTHER_SCREENING_TOOL"


H = HowIdentified
HOW_LABELS: dict[str, str] = {
    H.EDUCATION_SKILLS_WORK: "Seen in education, skills or work",
    H.WIDER_PRISON: "Seen elsewhere in the prison",
    H.SELF_DISCLOSURE: "The person told us",
    H.FORMAL_PROCESSES: "A referral, an assessment or a screening tool",
    H.OTHER: "Another way",
    H.CONVERSATIONS: "In conversations",
    H.COLLEAGUE_INFO: "A colleague told us",
    H.OTHER_SCREENING_TOOL: "Another screening tool",
}
# Eight became five in 2026. Old rows keep the retired ones, and nobody is offered them.
HOW_RETIRED = frozenset({H.CONVERSATIONS, H.COLLEAGUE_INFO, H.OTHER_SCREENING_TOOL})
HOW_OFFERED = tuple(how for how in H if how not in HOW_RETIRED)


class DeletionReason(StrEnum):
    DATA_PROCESSING_OBJECTION = "DATA_PROCESSING_OBJECTION"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR"


DELETION_LABELS: dict[str, str] = {
    DeletionReason.ENTERED_IN_ERROR: "It was entered in error",
    DeletionReason.DATA_PROCESSING_OBJECTION: "The person objects to us keeping it",
}


class DeclineReason(StrEnum):
    REFUSED_TO_ENGAGE = "EXEMPT_REFUSED_TO_ENGAGE"
    NOT_REQUIRED = "EXEMPT_NOT_REQUIRED"
    INACCURATE_IDENTIFICATION = "EXEMPT_INACCURATE_IDENTIFICATION"


DECLINE_LABELS: dict[str, str] = {
    DeclineReason.REFUSED_TO_ENGAGE: "The person does not want to take part",
    DeclineReason.NOT_REQUIRED: "A support plan is not needed",
    DeclineReason.INACCURATE_IDENTIFICATION: "The need was not identified correctly",
}


class NeedSource(StrEnum):
    LDD_SCREENER = "LDD_SCREENER"
    ALN_SCREENER = "ALN_SCREENER"
    CONDITION_SELF_DECLARED = "CONDITION_SELF_DECLARED"
    CONDITION_CONFIRMED_DIAGNOSIS = "CONDITION_CONFIRMED_DIAGNOSIS"
    CHALLENGE_NOT_ALN_SCREENER = "CHALLENGE_NOT_ALN_SCREENER"


SOURCE_WORDS = {
    NeedSource.LDD_SCREENER: "An assessment before October 2025",
    NeedSource.ALN_SCREENER: "An assessment of additional needs",
    NeedSource.CONDITION_SELF_DECLARED: "A condition that the person told us of",
    NeedSource.CONDITION_CONFIRMED_DIAGNOSIS: "A diagnosed condition",
    NeedSource.CHALLENGE_NOT_ALN_SCREENER: "A challenge that staff recorded",
}
# These say that there is a condition: only those who may see conditions are told.
SOURCES_OF_CONDITIONS = frozenset({NeedSource.CONDITION_SELF_DECLARED, NeedSource.CONDITION_CONFIRMED_DIAGNOSIS})
