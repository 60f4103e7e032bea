"""What a qualification from outside proves: its subject, its level, and whether anybody vouches for it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from plans.assessments.rules.types import RANK, AssessmentType, Level


class EventSource(StrEnum):
    """Who told the Learning Records Service (4.3). Only an awarding organisation vouches for an award."""

    AO = "AO"
    ILR = "ILR"
    NPD = "NPD"


EVENT_SOURCES = {
    EventSource.AO: "Awarding organisation", EventSource.ILR: "Individualised learner record",
    EventSource.NPD: "National pupil database",
}  # fmt: skip
# learners-plans-assessments.md 4.2: GCSE grade 4 or C is Level 2; a lower pass is Level 1.
GCSE_LEVEL_2 = frozenset({"9", "8", "7", "6", "5", "4", "A*", "A", "B", "C"})
GCSE_LEVEL_1 = frozenset({"3", "2", "1", "D", "E", "F", "G"})
NOT_PASSED = frozenset({"U", "X", "F", "FAIL", "FAILED", "UNGRADED", "UNCLASSIFIED", "NOT ACHIEVED", "ABSENT", "W"})
_ENGLISH = re.compile(r"\benglish\b", re.IGNORECASE)
_OTHER_ENGLISH = re.compile(r"\besol\b|other languages|foreign language|second language", re.IGNORECASE)
_MATHS = re.compile(r"\bmath(s|ematics|ematical)?\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(entry level|entry|level|l)\s*([1-9])?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Qualification:
    type: str
    subject: str
    level: str
    grade: str
    source: str
    under_challenge: bool = False
    awarded_by: str = ""

    @property
    def name(self) -> str:
        """`GCSE Mathematics`; where the subject says the type itself, not twice."""
        if self.type and self.subject.lower().startswith(self.type.lower()):
            return self.subject
        return f"{self.type} {self.subject}".strip()


def is_verified(held: Qualification) -> bool:
    """Whether an awarding organisation vouches for it and nobody has asked for the data to be put right."""
    return held.source == EventSource.AO and not held.under_challenge


def subject_of_qualification(subject: str) -> AssessmentType | None:
    """English or maths; English for speakers of other languages is neither."""
    if _MATHS.search(subject):
        return AssessmentType.MATHS
    if _ENGLISH.search(subject) and not _OTHER_ENGLISH.search(subject):
        return AssessmentType.ENGLISH
    return None


def level_of(held: Qualification) -> Level | None:
    """The level that was reached, or None for one that was not passed or cannot be read."""
    grade = held.grade.strip().upper()
    if "GCSE" in held.type.upper():
        # A double award is two grades; the lower one counts.
        first = re.split(r"[\s/-]+", grade)[-1]
        if first in GCSE_LEVEL_2:
            return Level.LEVEL_2
        return Level.LEVEL_1 if first in GCSE_LEVEL_1 else None
    if grade in NOT_PASSED:
        return None
    return _named_level(f"{held.level}") or _named_level(held.type)


def is_passed(held: Qualification) -> bool:
    """Whether it was achieved. In a GCSE, F is a low pass."""
    grade = held.grade.strip().upper()
    return ("GCSE" in held.type.upper() and grade in GCSE_LEVEL_1) or grade not in NOT_PASSED


def _named_level(text: str) -> Level | None:
    found = _LEVEL.search(text)
    if found is None:
        return None
    number = found[2]
    if found[1].lower().startswith("entry"):
        return Level(f"ENTRY_{number}") if number in ("1", "2", "3") else Level.ENTRY
    if number is None:
        return None
    return Level(f"LEVEL_{min(int(number), 3)}")


def proves(held: Qualification, kind: AssessmentType, level: Level) -> bool:
    """Whether a qualification is verified, in this subject, and at this level or above."""
    if not is_verified(held) or subject_of_qualification(f"{held.subject}") != kind:
        return False
    reached = level_of(held)
    return reached is not None and RANK[reached] >= RANK[level]
