"""Inductions, what was said at them, qualifications from before prison, and ratings of skills: of whoever has a plan.

Only some sections are written for each person, so that an estate stays small; those of the demo have them all.
"""

import json

from campus.seeding.copying import MADE, Pen, made, text
from campus.seeding.people import Person
from campus.seeding.world import World
from plans.models import Induction, InductionAnswers, Qualification, SkillRating
from plans.rules.induction import QUESTIONS_VERSION, QualificationLevel, Section, Source
from plans.rules.skills import Rating, SessionType, Skill

COLUMNS = {
    Induction: ("id", *MADE, "learner_id", "held_on", "note", "questions_version"),
    InductionAnswers: ("id", *MADE, "learner_id", "section", "source", "answers"),
    Qualification: ("id", *MADE, "learner_id", "level", "subject", "grade"),
    SkillRating: ("id", *MADE, "learner_id", "skill", "rating", "evidence", "session", "session_name", "rated_on"),
}  # fmt: skip
HAS_SECTION = 0.36  # of seven: two or three sections a person
HAS_QUALIFICATION = 0.3
RATED_LATER = 0.3
NOTES = ("", "", "Wants to work outdoors.", "Worried about reading. Asked for help.", "Keen to start a course soon.")
_SAID: dict[Section, tuple[dict[str, object], ...]] = {
    Section.WORK_ON_RELEASE: (
        {"hoping": "YES", "affecting": ["NONE"]},
        {"hoping": "YES", "affecting": ["LACKS_CONFIDENCE_OR_MOTIVATION"]},
        {"hoping": "YES", "affecting": ["LIMITED_BY_OFFENCE", "CARING_RESPONSIBILITIES"]},
        {"hoping": "NOT_SURE", "affecting": ["NEEDS_WORK_ADJUSTMENTS_DUE_TO_HEALTH"]},
        {"hoping": "NO", "affecting": ["RETIRED"]},
    ),
    Section.FUTURE_WORK: (
        {"work_types": ["CONSTRUCTION"], "work_roles": {"CONSTRUCTION": "Bricklayer"}},
        {"work_types": ["HOSPITALITY", "RETAIL"], "work_roles": {"HOSPITALITY": "Chef"}},
        {"work_types": ["DRIVING", "WAREHOUSING"], "work_roles": {}},
        {"work_types": ["OTHER"], "work_types_other": "Music studio", "work_roles": {}},
    ),
    Section.EDUCATION: (
        {"highest": "SECONDARY_SCHOOL_TOOK_EXAMS", "has_qualifications": "NO"},
        {"highest": "SECONDARY_SCHOOL_LEFT_BEFORE_TAKING_EXAMS", "has_qualifications": "NO"},
        {"highest": "FURTHER_EDUCATION_COLLEGE", "has_qualifications": "NO"},
    ),
    Section.TRAINING: (
        {"training": ["NONE"]},
        {"training": ["CSCS_CARD", "MANUAL_HANDLING"]},
        {"training": ["FOOD_HYGIENE_CERTIFICATE"]},
        {"training": ["FULL_UK_DRIVING_LICENCE", "OTHER"], "training_other": "Lifeguard"},
    ),
    Section.PREVIOUS_WORK: (
        {"worked": "NO"},
        {"worked": "YES", "past_work": ["WAREHOUSING"],
         "experience": {"WAREHOUSING": {"role": "Picker", "tasks": "Picked and packed orders at night."}}},
        {"worked": "YES", "past_work": ["CONSTRUCTION"],
         "experience": {"CONSTRUCTION": {"role": "Labourer", "tasks": "Groundworks and loading."}}},
    ),
    Section.SKILLS_AND_INTERESTS: (
        {"skills": [], "interests": ["MUSICAL", "TEAM_SPORTS"]},
        {"skills": [], "interests": ["NATURE_AND_ANIMALS"]},
        {"skills": [], "interests": ["CREATIVE", "OTHER"], "interests_other": "Fixing bikes"},
    ),
    Section.IN_PRISON: (
        {"prison_work": ["KITCHENS_AND_COOKING"], "prison_training": ["CATERING"]},
        {"prison_work": ["GARDENING_AND_OUTDOORS", "PRISON_LIBRARY"], "prison_training": ["NUMERACY_SKILLS"]},
        {"prison_work": [], "prison_training": ["FORKLIFT_DRIVING", "INTERVIEW_SKILLS"]},
    ),
}  # fmt: skip
# Each set of answers as COPY reads it, made once.
SAID = {section: tuple(text(json.dumps(one)) for one in sets) for section, sets in _SAID.items()}
QUALIFICATIONS = (
    (QualificationLevel.LEVEL_2, "English", "4"), (QualificationLevel.LEVEL_1, "Maths", "2"),
    (QualificationLevel.LEVEL_2, "Painting and decorating", "Pass"), (QualificationLevel.ENTRY_LEVEL, "English", ""),
)  # fmt: skip
EVIDENCE = (
    "Helped a new person to find the way.", "Was on time for every class this month.", "Ran the tool store alone.",
    "Found a better way to stack the boxes.",
)  # fmt: skip
PLACES = ("Laundry", "Kitchen", "Gardens", "Print shop")
SKILLS = tuple(Skill)
RATINGS = tuple(Rating)


def rows(person: Person, world: World, pen: Pen) -> None:
    """An induction for everybody whose plan is begun, on the day on which it was."""
    if not person.planned:
        return
    moments, chance, minute = world.moments, world.chance, person.planned
    said = made(moments.at(minute), person.author, person.where(minute))
    pen[Induction].append(
        f"{moments.key(minute)}\t{said}\t{person.key}\t{moments.on(minute)}\t{world.one_of(NOTES)}\t{QUESTIONS_VERSION}"
    )
    for section, sets in SAID.items():
        if person.demo or chance() < HAS_SECTION:
            pen[InductionAnswers].append(
                f"{moments.key(minute)}\t{said}\t{person.key}\t{section}\t{Source.STAFF}\t{world.one_of(sets)}"
            )
    if person.demo or chance() < HAS_QUALIFICATION:
        level, subject, grade = QUALIFICATIONS[int(chance() * len(QUALIFICATIONS))]
        pen[Qualification].append(f"{moments.key(minute)}\t{said}\t{person.key}\t{level}\t{subject}\t{grade}")
    _ratings(person, world, pen, said)


def _ratings(person: Person, world: World, pen: Pen, said: str) -> None:
    """Two skills at the induction and, for some, one of them again later with what was seen."""
    moments, chance, minute = world.moments, world.chance, person.planned
    first = int(chance() * len(SKILLS))
    for skill in (SKILLS[first], SKILLS[(first + 3) % len(SKILLS)]):
        rating = RATINGS[int(chance() * len(RATINGS))].value
        pen[SkillRating].append(
            f"{moments.key(minute)}\t{said}\t{person.key}\t{skill}\t{rating}\t\t{SessionType.CIAG_INDUCTION}\t"
            f"\t{moments.on(minute)}"
        )
    if person.demo or chance() < RATED_LATER:
        later = moments.between(minute, person.until)
        again = made(moments.at(later), person.author, person.where(later))
        pen[SkillRating].append(
            f"{moments.key(later)}\t{again}\t{person.key}\t{SKILLS[first]}\t{RATINGS[-1].value}"
            f"\t{world.one_of(EVIDENCE)}\t{SessionType.INDUSTRIES_REVIEW}\t{world.one_of(PLACES)}\t{moments.on(later)}"
        )
