"""The values of an induction are those of the reference, all of them, in words for staff and for the tablet."""

import pytest

from plans.rules import skills
from plans.rules.induction import QUALIFICATION_LEVELS, QUESTIONS, SECTION_WORDS, Section, Topic, values
from plans.words import induction as plain
from plans.words import skills as plain_skills

# A literal copy of learners-plans-assessments.md 2.2.
REFERENCE = {
    "HOPING_TO_WORK": "YES NO NOT_SURE",
    "AFFECT_ABILITY_TO_WORK": (
        "LIMITED_BY_OFFENCE CARING_RESPONSIBILITIES NEEDS_WORK_ADJUSTMENTS_DUE_TO_HEALTH UNABLE_TO_WORK_DUE_TO_HEALTH "
        "LACKS_CONFIDENCE_OR_MOTIVATION REFUSED_SUPPORT_WITH_NO_REASON RETIRED NO_RIGHT_TO_WORK NOT_SURE OTHER NONE"
    ),
    "WORK_TYPES": (
        "OUTDOOR CLEANING_AND_MAINTENANCE CONSTRUCTION DRIVING BEAUTY HOSPITALITY TECHNICAL MANUFACTURING OFFICE "
        "RETAIL SPORTS WAREHOUSING EDUCATION_TRAINING WASTE_MANAGEMENT OTHER"
    ),
    "EDUCATION_LEVELS": (
        "PRIMARY_SCHOOL SECONDARY_SCHOOL_LEFT_BEFORE_TAKING_EXAMS SECONDARY_SCHOOL_TOOK_EXAMS "
        "FURTHER_EDUCATION_COLLEGE UNDERGRADUATE_DEGREE_AT_UNIVERSITY POSTGRADUATE_DEGREE_AT_UNIVERSITY "
        "NO_FORMAL_EDUCATION NOT_SURE"
    ),
    "QUALIFICATION_LEVELS": (
        "ENTRY_LEVEL LEVEL_1 LEVEL_2 LEVEL_3 LEVEL_4 LEVEL_5 LEVEL_6 LEVEL_7 LEVEL_8"
    ),
    "TRAINING_TYPES": (
        "CSCS_CARD FIRST_AID_CERTIFICATE FOOD_HYGIENE_CERTIFICATE FULL_UK_DRIVING_LICENCE HEALTH_AND_SAFETY "
        "HGV_LICENCE MACHINERY_TICKETS MANUAL_HANDLING TRADE_COURSE OTHER NONE"
    ),
    "HAS_WORKED_BEFORE": "YES NO NOT_RELEVANT",
    "IN_PRISON_WORK": (
        "CLEANING_AND_HYGIENE COMPUTERS_OR_DESK_BASED GARDENING_AND_OUTDOORS KITCHENS_AND_COOKING MAINTENANCE "
        "PRISON_LAUNDRY PRISON_LIBRARY TEXTILES_AND_SEWING WELDING_AND_METALWORK WOODWORK_AND_JOINERY OTHER"
    ),
    "IN_PRISON_TRAINING": (
        "BARBERING_AND_HAIRDRESSING CATERING COMMUNICATION_SKILLS ENGLISH_LANGUAGE_SKILLS FORKLIFT_DRIVING "
        "INTERVIEW_SKILLS MACHINERY_TICKETS NUMERACY_SKILLS RUNNING_A_BUSINESS SOCIAL_AND_LIFE_SKILLS "
        "WELDING_AND_METALWORK WOODWORK_AND_JOINERY OTHER"
    ),
    "PERSONAL_SKILLS": (
        "COMMUNICATION POSITIVE_ATTITUDE RESILIENCE SELF_MANAGEMENT TEAMWORK THINKING_AND_PROBLEM_SOLVING "
        "WILLINGNESS_TO_LEARN OTHER NONE"
    ),
    "PERSONAL_INTERESTS": (
        "COMMUNITY CRAFTS CREATIVE DIGITAL KNOWLEDGE_BASED MUSICAL OUTDOOR NATURE_AND_ANIMALS SOCIAL SOLO_ACTIVITIES "
        "SOLO_SPORTS TEAM_SPORTS WELLNESS OTHER NONE"
    ),
}  # fmt: skip
SKILLS = (
    "TEAMWORK TIMEKEEPING COMMUNICATION PLANNING ORGANISATION PROBLEM_SOLVING INITIATIVE ADAPTABILITY RELIABILITY "
    "CREATIVITY"
)
RATINGS = {"NOT_CONFIDENT": 1, "LITTLE_CONFIDENCE": 2, "QUITE_CONFIDENT": 3, "VERY_CONFIDENT": 4}
SESSIONS = "CIAG_INDUCTION CIAG_REVIEW EDUCATION_REVIEW INDUSTRIES_REVIEW"
LIMITS = {
    "work_types": 255, "work_roles": 512, "affecting": 512, "training": 512, "worked": 512, "past_work": 255,
    "experience": 512, "interests": 255, "prison_work": 255, "prison_training": 255,
}  # fmt: skip


class TestLists:
    @pytest.mark.parametrize("name", REFERENCE)
    def test_hold_every_code_of_the_reference_in_its_order(self, name):
        assert list(getattr(values, name)) == REFERENCE[name].split()

    @pytest.mark.parametrize("name", REFERENCE)
    def test_say_each_code_in_words_of_its_own(self, name):
        words = list(getattr(values, name).values())
        assert all(words) and len(set(words)) == len(words)
        assert not [said for said in words if "_" in said or said.isupper()]

    def test_of_skills_hold_every_code(self):
        assert [str(skill) for skill in skills.Skill] == SKILLS.split() == list(skills.SKILL_WORDS)
        assert {rating.name: rating.value for rating in skills.Rating} == RATINGS
        assert list(skills.RATING_WORDS) == list(RATINGS.values())
        assert [str(session) for session in skills.SessionType] == SESSIONS.split() == list(skills.SESSION_WORDS)

    def test_of_levels_give_examples_up_to_a_doctorate(self):
        assert list(values.QUALIFICATION_HINTS) == list(QUALIFICATION_LEVELS)[1:]


class TestQuestions:
    def test_keep_their_limits(self):
        assert {q.key: q.text_most for q in QUESTIONS if q.key in LIMITS} == LIMITS
        assert (values.PERSON_MOST, values.SUBJECT_MOST, values.GRADE_MOST) == (200, 100, 50)
        assert (values.PAST_ROLE_MOST, skills.EVIDENCE_MOST, skills.PLACE_MOST) == (256, 200, 100)

    def test_ask_for_words_with_every_other(self):
        assert [q.topic for q in QUESTIONS if values.OTHER in q.values and q.text_with != values.OTHER] == [
            Topic.WORK_ROLES, Topic.PAST_JOB,
        ]  # fmt: skip

    def test_own_keys_that_nobody_else_owns(self):
        keys = [q.key for q in QUESTIONS]
        assert len(set(keys)) == len(keys)

    def test_name_each_section(self):
        assert set(SECTION_WORDS) == set(Section) == {q.section for q in QUESTIONS}


class TestPlainWords:
    @pytest.mark.parametrize("question", [q for q in QUESTIONS if not q.staff_only], ids=lambda q: str(q.topic))
    def test_are_there_for_every_question_and_every_code(self, question):
        assert plain.TITLES[question.topic] and plain.SHORTS[question.topic]
        if question.topic not in (Topic.SKILLS, Topic.RATINGS, Topic.QUALIFICATIONS):
            assert list(plain.LABELS[question.topic]) == list(question.values)

    def test_are_there_for_skills_and_levels(self):
        assert list(plain_skills.SKILLS) == list(skills.SKILL_WORDS)
        assert list(plain_skills.RATINGS) == list(skills.RATING_WORDS)
        assert list(plain_skills.SESSIONS) == list(skills.SESSION_WORDS)
        assert list(plain.LEVELS) == ["", *QUALIFICATION_LEVELS]

    @pytest.mark.parametrize("topic", plain.LABELS)
    def test_are_short(self, topic):
        """A big target holds a few words."""
        assert not [str(words) for words in plain.LABELS[topic].values() if len(str(words).split()) > 9]
