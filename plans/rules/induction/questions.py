"""The questions of an induction, in order, and which of them are asked after what was said. Pure.

The wording is versioned here and not in the data: an induction keeps the number of the version that it was held by.
Answers are one flat mapping, the sections' parts put together: each question owns its key, and no key has two.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from plans.rules.induction import values as v
from plans.rules.induction.values import Section, Source
from plans.rules.skills import RATING_WORDS, SKILL_WORDS

QUESTIONS_VERSION = 1
Answers = Mapping[str, Any]


class Topic(StrEnum):
    """One question. The value is the address of its page."""

    HOPING = "hoping-to-work"
    WORK_TYPES = "kinds-of-work"
    WORK_ROLES = "job-roles"
    AFFECTING = "what-may-limit-work"
    EDUCATION = "highest-education"
    HAS_QUALIFICATIONS = "any-qualifications"
    QUALIFICATIONS = "qualifications"
    TRAINING = "training"
    WORKED = "worked-before"
    PAST_WORK = "work-done"
    PAST_JOB = "past-job"
    SKILLS = "skills"
    RATINGS = "skill-ratings"
    PERSONAL_SKILLS = "personal-skills"
    INTERESTS = "interests"
    PRISON_WORK = "work-in-prison"
    PRISON_TRAINING = "training-in-prison"
    SESSION = "session"
    NOTE = "note"


class Kind(StrEnum):
    ONE = "ONE"  # one of the values
    MANY = "MANY"  # any of the values
    TEXT_EACH = "TEXT_EACH"  # a text for each value chosen before, if there is one to give
    JOB = "JOB"  # role and tasks, for one value chosen before
    RATING_EACH = "RATING_EACH"  # one of four for each value chosen before
    ROWS = "ROWS"  # rows of their own: qualifications
    SESSION = "SESSION"
    NOTE = "NOTE"


@dataclass(frozen=True)
class Question:
    """`title` is for staff: {called} is the person's first name and {whose} the same with an apostrophe.

    `of` is the question on whose answer this one hangs. `text_with` is the value that needs words beside it.
    """

    topic: Topic
    section: Section
    key: str
    kind: Kind
    title: str
    short: str
    values: v.Values = field(default_factory=dict)
    hint: str = ""
    of: Topic | None = None
    least: int = 1
    text_with: str = ""
    text_most: int = v.OTHER_MOST
    text_label: str = "What is it?"
    staff_only: bool = False
    asked: bool = True

    @property
    def text_key(self) -> str:
        return f"{self.key}_other"

    @property
    def has_none(self) -> bool:
        return v.NONE in self.values


S, T, K = Section, Topic, Kind
_ALL_THAT_APPLY = "Choose all that apply."
QUESTIONS: tuple[Question, ...] = (
    Question(T.HOPING, S.WORK_ON_RELEASE, "hoping", K.ONE, "Is {called} hoping to get work on release?",
             "Hoping to get work", v.HOPING_TO_WORK),
    Question(T.WORK_TYPES, S.FUTURE_WORK, "work_types", K.MANY, "What kinds of work is {called} interested in?",
             "Kinds of work", v.WORK_TYPES, _ALL_THAT_APPLY, T.HOPING, text_with=v.OTHER),
    Question(T.WORK_ROLES, S.FUTURE_WORK, "work_roles", K.TEXT_EACH, "Does {called} have a job in mind?",
             "Jobs in mind", v.WORK_TYPES, "Leave a box empty if there is none.", T.WORK_TYPES,
             text_most=v.WANTED_ROLE_MOST),
    Question(T.AFFECTING, S.WORK_ON_RELEASE, "affecting", K.MANY, "What may limit {whose} work?", "May limit work",
             v.AFFECT_ABILITY_TO_WORK, _ALL_THAT_APPLY, text_with=v.OTHER, text_most=v.LONG_OTHER_MOST),
    Question(T.EDUCATION, S.EDUCATION, "highest", K.ONE, "What is {whose} highest level of education before prison?",
             "Highest level", v.EDUCATION_LEVELS),
    Question(T.HAS_QUALIFICATIONS, S.EDUCATION, "has_qualifications", K.ONE,
             "Does {called} have any other qualifications to record?", "Qualifications to record", v.YES_NO,
             "Do not record again what is shown here."),
    Question(T.QUALIFICATIONS, S.EDUCATION, "qualifications", K.ROWS, "Qualifications from before prison",
             "Qualifications", v.QUALIFICATION_LEVELS, of=T.HAS_QUALIFICATIONS),
    Question(T.TRAINING, S.TRAINING, "training", K.MANY, "Does {called} have any other training or certificates?",
             "Training and certificates", v.TRAINING_TYPES, _ALL_THAT_APPLY, text_with=v.OTHER,
             text_most=v.LONG_OTHER_MOST),
    Question(T.WORKED, S.PREVIOUS_WORK, "worked", K.ONE, "Has {called} worked before?", "Worked before",
             v.HAS_WORKED_BEFORE, text_with="NOT_RELEVANT", text_most=v.NOT_RELEVANT_MOST,
             text_label="If not relevant, why?"),
    Question(T.PAST_WORK, S.PREVIOUS_WORK, "past_work", K.MANY, "What kinds of work has {called} done?",
             "Kinds of work done", v.WORK_TYPES, _ALL_THAT_APPLY, T.WORKED, text_with=v.OTHER),
    Question(T.PAST_JOB, S.PREVIOUS_WORK, "experience", K.JOB, "What did {called} do?", "Past job", v.WORK_TYPES,
             of=T.PAST_WORK, text_most=v.PAST_TASKS_MOST),
    Question(T.SKILLS, S.SKILLS_AND_INTERESTS, "skills", K.MANY, "Which skills does {called} want to rate?", "Skills",
             SKILL_WORDS, "Choose none to go on without. Skills can be rated at any time.", least=0),
    Question(T.RATINGS, S.SKILLS_AND_INTERESTS, "ratings", K.RATING_EACH, "How confident is {called} in each skill?",
             "Confidence", {str(code): words for code, words in RATING_WORDS.items()},
             "{called} can see these ratings.", of=T.SKILLS),
    Question(T.PERSONAL_SKILLS, S.SKILLS_AND_INTERESTS, "personal_skills", K.MANY,
             "What are {whose} personal skills?", "Personal skills", v.PERSONAL_SKILLS, text_with=v.OTHER, asked=False),
    Question(T.INTERESTS, S.SKILLS_AND_INTERESTS, "interests", K.MANY, "What are {whose} personal interests?",
             "Interests", v.PERSONAL_INTERESTS, _ALL_THAT_APPLY, text_with=v.OTHER),
    Question(T.PRISON_WORK, S.IN_PRISON, "prison_work", K.MANY, "What work would {called} like to do in prison?",
             "Work in prison", v.IN_PRISON_WORK, "Choose all that apply, or none to go on without.", least=0,
             text_with=v.OTHER),
    Question(T.PRISON_TRAINING, S.IN_PRISON, "prison_training", K.MANY,
             "What training or education would {called} like in prison?", "Training in prison", v.IN_PRISON_TRAINING,
             "Choose all that apply, or none to go on without.", least=0, text_with=v.OTHER),
    Question(T.SESSION, S.SESSION, "held_on", K.SESSION, "Who held the session, and when?", "Session", staff_only=True),
    Question(T.NOTE, S.SESSION, "note", K.NOTE, "Is there anything to note?", "Note", staff_only=True),
)  # fmt: skip
BY_TOPIC: Mapping[Topic, Question] = {question.topic: question for question in QUESTIONS}
# What must have been said for a question to be asked; the others always are.
_ASKED: Mapping[Topic, Callable[[Answers], bool]] = {
    T.WORK_TYPES: lambda a: a.get("hoping") == v.HopingToWork.YES,
    T.WORK_ROLES: lambda a: a.get("hoping") == v.HopingToWork.YES and bool(a.get("work_types")),
    T.QUALIFICATIONS: lambda a: a.get("has_qualifications") == "YES",
    T.PAST_WORK: lambda a: a.get("worked") == v.HasWorkedBefore.YES,
    T.PAST_JOB: lambda a: a.get("worked") == v.HasWorkedBefore.YES,
    T.RATINGS: lambda a: bool(a.get("skills")),
    T.PERSONAL_SKILLS: lambda a: bool(a.get("personal_skills")),
}


@dataclass(frozen=True)
class Step:
    """One page: a question, or a question about one value that was chosen before."""

    topic: Topic
    choice: str = ""

    @property
    def question(self) -> Question:
        return BY_TOPIC[self.topic]

    @property
    def section(self) -> Section:
        return self.question.section

    @property
    def slug(self) -> str:
        return f"{self.topic}-{self.choice.lower()}" if self.choice else str(self.topic)


def step_at(slug: str) -> Step | None:
    """The page of an address, or None for an address that is none."""
    before, _, choice = slug.partition(f"{T.PAST_JOB}-")
    if not before and choice.upper() in v.WORK_TYPES and choice == choice.lower():
        return Step(T.PAST_JOB, choice.upper())
    return Step(T(slug)) if slug in set(T) - {T.PAST_JOB} else None


def steps(answers: Answers, source: Source = Source.STAFF) -> list[Step]:
    """Every page that is asked after what was said so far, in order. The short set leaves out work on release."""
    found: list[Step] = []
    for question in QUESTIONS:
        if question.staff_only and source == Source.LEARNER:
            continue
        if question.topic in _ASKED and not _ASKED[question.topic](answers):
            continue
        if question.kind == Kind.JOB:
            found += [Step(question.topic, choice) for choice in answers.get("past_work", [])]
        elif question.asked or answers.get(question.key):
            found.append(Step(question.topic))
    return found


def is_answered(step: Step, answers: Answers) -> bool:
    """Whether this page has its answer. Rows of their own answer for themselves: see check_may_complete."""
    question = step.question
    if question.kind == Kind.JOB:
        return step.choice in answers.get(question.key, {})
    if question.kind == Kind.RATING_EACH:
        return set(answers.get("skills", [])) <= set(answers.get(question.key, {}))
    return question.kind == Kind.ROWS or question.key in answers


def next_question(answers: Answers, after: Step, source: Source = Source.STAFF) -> Step | None:
    """The page that follows, or None after the last."""
    asked = steps(answers, source)
    if after not in asked:
        return first_open(answers, source)
    place = asked.index(after) + 1
    return asked[place] if place < len(asked) else None


def question_before(answers: Answers, step: Step, source: Source = Source.STAFF) -> Step | None:
    asked = steps(answers, source)
    place = asked.index(step) if step in asked else 0
    return asked[place - 1] if place else None


def first_open(answers: Answers, source: Source = Source.STAFF) -> Step | None:
    """Where to go on: the first page without an answer."""
    return next((step for step in steps(answers, source) if not is_answered(step, answers)), None)


def opened_by(answers: Answers, step: Step, source: Source = Source.STAFF) -> Step | None:
    """The first unanswered page that hangs on this one: what must be asked at once when one answer is changed."""
    return next(
        (one for one in steps(answers, source) if _hangs_on(one, step) and not is_answered(one, answers)), None
    )  # fmt: skip


def is_complete(answers: Answers, source: Source = Source.STAFF) -> bool:
    return first_open(answers, source) is None


def of_section(section: Section) -> Sequence[Question]:
    return [question for question in QUESTIONS if question.section == section]


def _hangs_on(one: Step, other: Step) -> bool:
    topic: Topic | None = one.question.topic
    while topic is not None:
        if topic == other.topic:
            return one != other
        topic = BY_TOPIC[topic].of
    return False
