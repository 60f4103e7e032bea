"""The values of an induction with the words that staff read (learners-plans-assessments.md 2.2). Complete, in order."""

from collections.abc import Mapping
from enum import StrEnum

PERSON_MOST = 200
SUBJECT_MOST = 100
GRADE_MOST = 50
# Section 9, text limits: the text of OTHER is 255 to 512 letters by field.
OTHER_MOST, LONG_OTHER_MOST = 255, 512
WANTED_ROLE_MOST = 512
PAST_ROLE_MOST, PAST_TASKS_MOST = 256, 512
NOT_RELEVANT_MOST = 512
# Qualifications that somebody may tell of at the tablet, so that a stuck button fills nobody's page.
TOLD_QUALIFICATIONS_MOST = 20

OTHER, NONE = "OTHER", "NONE"
NONE_WORDS = "None of these"
Values = Mapping[str, str]


class Section(StrEnum):
    """The parts of an induction; each is edited by itself afterwards. The last holds a draft of how it was held."""

    WORK_ON_RELEASE = "WORK_ON_RELEASE"
    FUTURE_WORK = "FUTURE_WORK"
    EDUCATION = "EDUCATION"
    TRAINING = "TRAINING"
    PREVIOUS_WORK = "PREVIOUS_WORK"
    SKILLS_AND_INTERESTS = "SKILLS_AND_INTERESTS"
    IN_PRISON = "IN_PRISON"
    SESSION = "SESSION"


SECTION_WORDS: Mapping[Section, str] = {
    Section.WORK_ON_RELEASE: "Work on release",
    Section.FUTURE_WORK: "Work they would like",
    Section.EDUCATION: "Education before prison",
    Section.TRAINING: "Training and certificates",
    Section.PREVIOUS_WORK: "Past work",
    Section.SKILLS_AND_INTERESTS: "Skills and interests",
    Section.IN_PRISON: "Work and training in prison",
    Section.SESSION: "The session",
}


class Source(StrEnum):
    STAFF = "STAFF"
    LEARNER = "LEARNER"


class QualificationLevel(StrEnum):
    ENTRY_LEVEL = "ENTRY_LEVEL"
    LEVEL_1 = "LEVEL_1"
    LEVEL_2 = "LEVEL_2"
    LEVEL_3 = "LEVEL_3"
    LEVEL_4 = "LEVEL_4"
    LEVEL_5 = "LEVEL_5"
    LEVEL_6 = "LEVEL_6"
    LEVEL_7 = "LEVEL_7"
    LEVEL_8 = "LEVEL_8"


QUALIFICATION_LEVELS: Values = {
    level: "Entry level" if level == QualificationLevel.ENTRY_LEVEL else f"Level {level[-1]}"
    for level in QualificationLevel
}
QUALIFICATION_HINTS: Values = {
    QualificationLevel.LEVEL_1: "Like GCSEs at grades 1 to 3, or D to G",
    QualificationLevel.LEVEL_2: "Like GCSEs at grades 4 to 9, or A* to C",
    QualificationLevel.LEVEL_3: "Like an A level or a T level",
    QualificationLevel.LEVEL_4: "Like a certificate of higher education (CertHE)",
    QualificationLevel.LEVEL_5: "Like a higher national diploma (HND)",
    QualificationLevel.LEVEL_6: "Like a degree with honours",
    QualificationLevel.LEVEL_7: "Like a master's degree",
    QualificationLevel.LEVEL_8: "Like a doctorate",
}


class HopingToWork(StrEnum):
    YES = "YES"
    NO = "NO"
    NOT_SURE = "NOT_SURE"


class HasWorkedBefore(StrEnum):
    YES = "YES"
    NO = "NO"
    NOT_RELEVANT = "NOT_RELEVANT"


HOPING_TO_WORK: Values = {"YES": "Yes", "NO": "No", "NOT_SURE": "Not sure"}
HAS_WORKED_BEFORE: Values = {"YES": "Yes", "NO": "No", "NOT_RELEVANT": "Not relevant"}
YES_NO: Values = {"YES": "Yes", "NO": "No"}

AFFECT_ABILITY_TO_WORK: Values = {
    "LIMITED_BY_OFFENCE": "Limited by the offence",
    "CARING_RESPONSIBILITIES": "Caring responsibilities",
    "NEEDS_WORK_ADJUSTMENTS_DUE_TO_HEALTH": "Needs adjustments at work because of health",
    "UNABLE_TO_WORK_DUE_TO_HEALTH": "Unable to work because of health",
    "LACKS_CONFIDENCE_OR_MOTIVATION": "Lacks confidence or motivation",
    "REFUSED_SUPPORT_WITH_NO_REASON": "Refused support and gave no reason",
    "RETIRED": "Retired",
    "NO_RIGHT_TO_WORK": "Right to work in the UK not confirmed",
    "NOT_SURE": "Not sure",
    OTHER: "Other",
    NONE: NONE_WORDS,
}
WORK_TYPES: Values = {
    "OUTDOOR": "Animal care and farming",
    "CLEANING_AND_MAINTENANCE": "Cleaning and maintenance",
    "CONSTRUCTION": "Construction and trade",
    "DRIVING": "Driving and transport",
    "BEAUTY": "Hair, beauty and wellbeing",
    "HOSPITALITY": "Hospitality and catering",
    "TECHNICAL": "IT and digital",
    "MANUFACTURING": "Manufacturing and technical",
    "OFFICE": "Office or desk-based",
    "RETAIL": "Retail and sales",
    "SPORTS": "Sports and fitness",
    "WAREHOUSING": "Warehousing and storage",
    "EDUCATION_TRAINING": "Training and support",
    "WASTE_MANAGEMENT": "Waste management",
    OTHER: "Other",
}
EDUCATION_LEVELS: Values = {
    "PRIMARY_SCHOOL": "Primary school",
    "SECONDARY_SCHOOL_LEFT_BEFORE_TAKING_EXAMS": "Secondary school, left before taking exams",
    "SECONDARY_SCHOOL_TOOK_EXAMS": "Secondary school, took exams",
    "FURTHER_EDUCATION_COLLEGE": "Further education college",
    "UNDERGRADUATE_DEGREE_AT_UNIVERSITY": "Undergraduate degree at university",
    "POSTGRADUATE_DEGREE_AT_UNIVERSITY": "Postgraduate degree at university",
    "NO_FORMAL_EDUCATION": "No formal education",
    "NOT_SURE": "Not sure",
}
TRAINING_TYPES: Values = {
    "CSCS_CARD": "CSCS card",
    "FIRST_AID_CERTIFICATE": "First aid certificate",
    "FOOD_HYGIENE_CERTIFICATE": "Food hygiene certificate",
    "FULL_UK_DRIVING_LICENCE": "Full UK driving licence",
    "HEALTH_AND_SAFETY": "Health and safety",
    "HGV_LICENCE": "HGV licence",
    "MACHINERY_TICKETS": "Machinery tickets",
    "MANUAL_HANDLING": "Manual handling",
    "TRADE_COURSE": "Trade course",
    OTHER: "Other",
    NONE: NONE_WORDS,
}
IN_PRISON_WORK: Values = {
    "CLEANING_AND_HYGIENE": "Cleaning and hygiene",
    "COMPUTERS_OR_DESK_BASED": "Computers or desk-based",
    "GARDENING_AND_OUTDOORS": "Gardening and outdoors",
    "KITCHENS_AND_COOKING": "Kitchens and cooking",
    "MAINTENANCE": "Maintenance",
    "PRISON_LAUNDRY": "Prison laundry",
    "PRISON_LIBRARY": "Prison library",
    "TEXTILES_AND_SEWING": "Textiles and sewing",
    "WELDING_AND_METALWORK": "Welding and metalwork",
    "WOODWORK_AND_JOINERY": "Woodwork and joinery",
    OTHER: "Other",
}
IN_PRISON_TRAINING: Values = {
    "BARBERING_AND_HAIRDRESSING": "Barbering and hairdressing",
    "CATERING": "Catering",
    "COMMUNICATION_SKILLS": "Communication skills",
    "ENGLISH_LANGUAGE_SKILLS": "English language skills",
    "FORKLIFT_DRIVING": "Forklift driving",
    "INTERVIEW_SKILLS": "Interview skills",
    "MACHINERY_TICKETS": "Machinery tickets",
    "NUMERACY_SKILLS": "Numeracy skills",
    "RUNNING_A_BUSINESS": "Running a business",
    "SOCIAL_AND_LIFE_SKILLS": "Social and life skills",
    "WELDING_AND_METALWORK": "Welding and metalwork",
    "WOODWORK_AND_JOINERY": "Woodwork and joinery",
    OTHER: "Other",
}
# The older variant of the question about skills. It is kept for answers that are brought in, and asked no more.
PERSONAL_SKILLS: Values = {
    "COMMUNICATION": "Communication",
    "POSITIVE_ATTITUDE": "Positive attitude",
    "RESILIENCE": "Resilience",
    "SELF_MANAGEMENT": "Self-management",
    "TEAMWORK": "Teamwork",
    "THINKING_AND_PROBLEM_SOLVING": "Thinking and problem-solving",
    "WILLINGNESS_TO_LEARN": "Willingness to learn",
    OTHER: "Other",
    NONE: NONE_WORDS,
}
PERSONAL_INTERESTS: Values = {
    "COMMUNITY": "Community",
    "CRAFTS": "Crafts",
    "CREATIVE": "Creative",
    "DIGITAL": "Digital",
    "KNOWLEDGE_BASED": "Knowledge-based",
    "MUSICAL": "Musical",
    "OUTDOOR": "Outdoor",
    "NATURE_AND_ANIMALS": "Nature and animals",
    "SOCIAL": "Social",
    "SOLO_ACTIVITIES": "Solo activities",
    "SOLO_SPORTS": "Solo sports",
    "TEAM_SPORTS": "Team sports",
    "WELLNESS": "Wellness",
    OTHER: "Other",
    NONE: NONE_WORDS,
}
