"""Skills for work: what is rated, how, and where it was seen (learners-plans-assessments.md 2.2). Pure.

The sentences are short and plain: a person rates themselves at the tablet too.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from campus.core.errors import Refused

EVIDENCE_MOST = 200
PLACE_MOST = 100


class Skill(StrEnum):
    TEAMWORK = "TEAMWORK"
    TIMEKEEPING = "TIMEKEEPING"
    COMMUNICATION = "COMMUNICATION"
    PLANNING = "PLANNING"
    ORGANISATION = "ORGANISATION"
    PROBLEM_SOLVING = "PROBLEM_SOLVING"
    INITIATIVE = "INITIATIVE"
    ADAPTABILITY = "ADAPTABILITY"
    RELIABILITY = "RELIABILITY"
    CREATIVITY = "CREATIVITY"


class Rating(IntEnum):
    NOT_CONFIDENT = 1
    LITTLE_CONFIDENCE = 2
    QUITE_CONFIDENT = 3
    VERY_CONFIDENT = 4


class SessionType(StrEnum):
    CIAG_INDUCTION = "CIAG_INDUCTION"
    CIAG_REVIEW = "CIAG_REVIEW"
    EDUCATION_REVIEW = "EDUCATION_REVIEW"  # needs the course
    INDUSTRIES_REVIEW = "INDUSTRIES_REVIEW"  # needs the workshop


SKILL_WORDS: Mapping[str, str] = {
    skill: "Problem solving" if skill == Skill.PROBLEM_SOLVING else skill.capitalize() for skill in Skill
}
RATING_WORDS: Mapping[int, str] = {
    Rating.NOT_CONFIDENT: "Not confident",
    Rating.LITTLE_CONFIDENCE: "Little confidence",
    Rating.QUITE_CONFIDENT: "Quite confident",
    Rating.VERY_CONFIDENT: "Very confident",
}
SESSION_WORDS: Mapping[str, str] = {
    SessionType.CIAG_INDUCTION: "Induction",
    SessionType.CIAG_REVIEW: "Session with a careers adviser",
    SessionType.EDUCATION_REVIEW: "Course",
    SessionType.INDUSTRIES_REVIEW: "Workshop",
}
# What a rating may come from once the induction is over, each with what it means.
LATER_SESSIONS: Mapping[str, str] = {
    SessionType.CIAG_REVIEW: "A review, or any other talk about the plan",
    SessionType.EDUCATION_REVIEW: "Say which course",
    SessionType.INDUSTRIES_REVIEW: "Say which workshop or job in the prison",
}
NAMES_A_PLACE = frozenset({SessionType.EDUCATION_REVIEW, SessionType.INDUSTRIES_REVIEW})


def check_confidence(*, skill: str, rating: int | None) -> Rating:
    """A rating is one of four, of a skill that is rated. The person rating themselves says no more than that."""
    if skill not in SKILL_WORDS:
        raise Refused("Choose a skill", field="skill")
    if rating is None or rating not in RATING_WORDS:
        raise Refused("Choose one answer", field="rating")
    return Rating(rating)


def check_rating(*, skill: str, rating: int | None, session: str, session_name: str, evidence: str) -> None:
    """A rating by staff after the induction says where it was seen, and what was seen."""
    check_confidence(skill=skill, rating=rating)
    if session not in LATER_SESSIONS:
        raise Refused("Choose where you saw this", field="session")
    if session in NAMES_A_PLACE and not session_name.strip():
        course = session == SessionType.EDUCATION_REVIEW
        raise Refused("Enter the name of the course" if course else "Enter the name of the workshop",
                      field="session_name")  # fmt: skip
    if len(session_name.strip()) > PLACE_MOST:
        raise Refused(f"Use {PLACE_MOST} letters or fewer", field="session_name")
    if not evidence.strip():
        raise Refused("Write what you saw", field="evidence")
    if len(evidence.strip()) > EVIDENCE_MOST:
        raise Refused(f"Use {EVIDENCE_MOST} letters or fewer", field="evidence")
