"""The retest guard: before an assessment starts, is there something that makes it needless?

Nobody's earlier service asks (learners-plans-assessments.md 4.2); people complain that they are tested again and again.
A fact counts whoever recorded it, at whichever prison, under whichever number, and however it came here: the guard is
told of all facts of one person and never of where they are now.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused
from campus.core.months import add_months
from plans.assessments.rules.qualifications import Qualification, proves
from plans.assessments.rules.results import ResultState
from plans.assessments.rules.types import SPECS, AssessmentType, Level, outcome_name, subject_of

# A test somebody was let into "again" is taken within this time, or the question is asked anew.
OVERRIDE_HOLDS_DAYS = 28
WORDS_MOST = 200
# HMPPS: "basic skills assessment required" from the start of the contract (4.2).
BASIC_SKILLS_FROM = dt.date(2025, 10, 1)


class FactKind(StrEnum):
    RESULT = "RESULT"
    QUALIFICATION = "QUALIFICATION"


class Why(StrEnum):
    """Why a test is or is not needed."""

    NO_RESULT = "NO_RESULT"
    TOO_OLD = "TOO_OLD"
    VALID_RESULT = "VALID_RESULT"
    TESTED_LATELY = "TESTED_LATELY"
    QUALIFIED = "QUALIFIED"


class Override(StrEnum):
    """Why somebody is tested again although it is not needed."""

    LEARNER_ASKED = "LEARNER_ASKED"
    RESULT_DOUBTED = "RESULT_DOUBTED"
    CIRCUMSTANCES_CHANGED = "CIRCUMSTANCES_CHANGED"
    COURSE_REQUIRES_IT = "COURSE_REQUIRES_IT"
    OTHER = "OTHER"


OVERRIDES = {
    Override.LEARNER_ASKED: "The person asked for it",
    Override.RESULT_DOUBTED: "There is good reason to doubt the earlier result",
    Override.CIRCUMSTANCES_CHANGED: "Something has changed: health, an injury, learning since then",
    Override.COURSE_REQUIRES_IT: "A course or an awarding body asks for a new result",
    Override.OTHER: "Another reason",
}


@dataclass(frozen=True)
class Policy:
    """What holds for a type on a date: for how long a result counts, how far apart tests are, what level exempts."""

    valid_months: int = 12
    min_interval_days: int = 28
    exempting_level: str = ""


@dataclass(frozen=True)
class Fact:
    """Something known about a person that may make a test needless."""

    kind: FactKind
    on: dt.date | None
    type: AssessmentType | None = None
    outcome: str = ""
    state: str = ResultState.CURRENT
    qualification: Qualification | None = None
    where: str = ""
    who: str = ""
    words: str = ""  # what an old record says instead of an outcome
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class Verdict:
    """The guard's answer. `until` is the first day on which a test is needed again; None where that day never comes."""

    needed: bool
    why: Why
    type: AssessmentType
    evidence: tuple[Fact, ...] = ()
    until: dt.date | None = None

    @property
    def fact(self) -> Fact | None:
        """The one thing to name first."""
        return self.evidence[0] if self.evidence else None

    def for_staff(self, called: str) -> str:
        """Who, where, when, and why it is not needed, in a sentence or two."""
        subject, fact = SPECS[self.type].name, self.fact
        if fact is None:
            return f"No {subject} result is known for {called}."
        if self.why == Why.QUALIFIED:
            return f"{called} has {_qualification(fact)}. No {subject} test is needed."
        came = self._came(called, fact)
        if self.why == Why.TOO_OLD:
            return f"{came} That result counted until {_day(self.until)}."
        if self.why == Why.TESTED_LATELY:
            return f"{came} Two tests must be some time apart: a new one can be taken from {_day(self.until)}."
        return f"{came} A new test is not needed until {_day(self.until)}."

    def _came(self, called: str, fact: Fact) -> str:
        spec, when = SPECS[self.type], f"{_place(fact)} on {_day(fact.on)}"
        if spec.banding:
            return f"{called} was assessed at {_result(fact)} {spec.name}{when}."
        return f"{called} was assessed in {spec.name}{when}: {_result(fact)}."


def is_valid_on(taken_on: dt.date, valid_months: int, on: dt.date) -> bool:
    """Whether a result still counts. The day that many calendar months after it was taken is the first it does not."""
    return taken_on <= on < add_months(taken_on, valid_months)


def look(kind: AssessmentType, facts: Iterable[Fact], policy: Policy, on: dt.date) -> Verdict:
    """Whether a test of this type is needed on a date, and what says so."""
    known = list(facts)
    proof = _qualifications(kind, known, policy, on)
    results = _results(kind, known, on)
    if proof:
        return Verdict(False, Why.QUALIFIED, kind, (*proof, *_still_valid(results, policy, on)))
    if not results:
        return Verdict(True, Why.NO_RESULT, kind)
    latest = results[0]
    assert latest.on is not None
    ends = add_months(latest.on, policy.valid_months)
    if on < ends:
        return Verdict(False, Why.VALID_RESULT, kind, tuple(_still_valid(results, policy, on)), ends)
    apart = latest.on + dt.timedelta(days=policy.min_interval_days)
    if on < apart:
        return Verdict(False, Why.TESTED_LATELY, kind, (latest,), apart)
    return Verdict(True, Why.TOO_OLD, kind, (latest,), ends)


def _results(kind: AssessmentType, facts: list[Fact], on: dt.date) -> list[Fact]:
    """Results in the subject that count at all, the latest first."""
    found = [
        f for f in facts
        if f.kind == FactKind.RESULT and f.type is not None and subject_of(f.type) == kind
        and f.state == ResultState.CURRENT and f.on is not None and f.on <= on
    ]  # fmt: skip
    return sorted(found, key=lambda f: (f.on or dt.date.min, str(f.id or "")), reverse=True)


def _still_valid(results: list[Fact], policy: Policy, on: dt.date) -> list[Fact]:
    return [f for f in results if f.on and is_valid_on(f.on, policy.valid_months, on)]


def _qualifications(kind: AssessmentType, facts: list[Fact], policy: Policy, on: dt.date) -> list[Fact]:
    """Verified qualifications at or above the level that exempts. They do not grow old."""
    if not policy.exempting_level:
        return []
    level = Level(policy.exempting_level)
    held = [
        f for f in facts
        if f.kind == FactKind.QUALIFICATION and f.qualification is not None and (f.on is None or f.on <= on)
        and proves(f.qualification, kind, level)
    ]  # fmt: skip
    return sorted(held, key=lambda f: (f.on or dt.date.min, str(f.id or "")), reverse=True)


def check_override(reason: str, words: str) -> None:
    """Going ahead although it is not needed takes a reason from the list; "another" takes words as well."""
    if reason not in set(Override):
        raise Refused("Choose a reason", field="reason")
    if reason == Override.OTHER and not words.strip():
        raise Refused("Write the reason", field="words")
    if len(words) > WORDS_MOST:
        raise Refused(f"Use {WORDS_MOST} letters or fewer", field="words")


def check_may_start(verdict: Verdict, *, called: str, overridden: bool) -> None:
    """A test that is not needed is not begun, unless somebody has said why it must be."""
    if not verdict.needed and not overridden:
        raise Refused(verdict.for_staff(called))


def basic_skills_required(*, sentenced_on: dt.date | None, received_on: dt.date | None) -> bool:
    """The HMPPS rule: required where the latest sentence (or else the reception) began under the new contract.

    Raises Refused where neither date is known.
    """
    reference = sentenced_on or received_on
    if reference is None:
        raise Refused("Neither the start of the sentence nor the date of arrival is known")
    return reference >= BASIC_SKILLS_FROM


def _day(on: dt.date | None) -> str:
    return f"{on:%-d %B %Y}" if on else "a day that is not known"


def _place(fact: Fact) -> str:
    return f" at {fact.where}" if fact.where else ""


def _result(fact: Fact) -> str:
    assert fact.type is not None
    return outcome_name(fact.type, fact.outcome, fact.words)


def _qualification(fact: Fact) -> str:
    held = fact.qualification
    assert held is not None
    body = f" ({held.awarded_by})" if held.awarded_by else ""
    graded = f", grade {held.grade}" if held.grade else ""
    when = f", {_day(fact.on)}" if fact.on else ""
    return f"{held.name}{graded}{body}{when}"
