"""What a person said at their induction, or said beforehand at a tablet."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from campus.accounts.actors import Actor
from campus.core.errors import Refused
from learners.models import Learner
from plans.models import Induction, InductionAnswers, Qualification
from plans.rules import induction as rules
from plans.rules.induction import Section, Source, Step


@dataclass(frozen=True)
class Told:
    """Everything about one person's induction: what staff recorded, what the person said, and whether it was held."""

    induction: Induction | None
    recorded: dict[Section, InductionAnswers] = field(default_factory=dict)
    said: dict[Section, InductionAnswers] = field(default_factory=dict)
    qualifications: list[Qualification] = field(default_factory=list)
    removed: list[Qualification] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        return self.induction is not None

    @cached_property
    def answers(self) -> dict[str, Any]:
        return _flat(self.recorded.values())

    @cached_property
    def said_answers(self) -> dict[str, Any]:
        return _flat(self.said.values())

    @property
    def is_begun(self) -> bool:
        return bool(self.answers)

    @property
    def steps(self) -> list[Step]:
        return rules.steps(self.answers)

    @property
    def answered(self) -> list[Step]:
        return [step for step in self.steps if rules.part_of(step, self.answers)]

    @property
    def said_steps(self) -> list[Step]:
        """The pages that the person answered at the tablet."""
        found = rules.steps(self.said_answers, Source.LEARNER)
        return [step for step in found if rules.part_of(step, self.said_answers)]

    @property
    def first_open(self) -> Step | None:
        return rules.first_open(self.answers)

    @property
    def may_complete(self) -> bool:
        return rules.may_complete(self.answers, qualifications=len(self.qualifications))

    def said_alone(self, step: Step) -> bool:
        """Whether the person said something here that staff have not recorded as it is."""
        theirs = rules.part_of(step, self.said_answers)
        return bool(theirs) and theirs != rules.part_of(step, self.answers)

    @property
    def said_qualifications(self) -> list[dict[str, str]]:
        """Those that the person told of and that are not recorded."""
        known = {_key(q.level, q.subject) for q in self.qualifications}
        rows = self.said_answers.get("qualifications", [])
        return [row for row in rows if _key(row["level"], row["subject"]) not in known]


def told(learner_id: uuid.UUID) -> Told:
    """In three queries."""
    held = Induction.objects.filter(learner_id=learner_id).select_related("created_by", "created_at_establishment")
    rows = list(
        InductionAnswers.objects.filter(learner_id=learner_id).select_related("updated_by", "updated_at_establishment")
    )
    by_source = {
        source: {Section(row.section): row for row in rows if row.source == source and row.answers} for source in Source
    }
    qualifications = list(Qualification.objects.filter(learner_id=learner_id).select_related("created_by"))
    return Told(
        held.first(), by_source[Source.STAFF], by_source[Source.LEARNER],
        [q for q in qualifications if q.removed_at is None], [q for q in qualifications if q.removed_at is not None],
    )  # fmt: skip


def is_held(learner_id: uuid.UUID) -> bool:
    return Induction.objects.filter(learner_id=learner_id).exists()


def has_said_nothing(learner_id: uuid.UUID) -> bool:
    """Whether nobody, neither staff nor the person, has answered anything yet."""
    return not is_held(learner_id) and not InductionAnswers.objects.filter(learner_id=learner_id).exists()


def why_not_hold(told: Told, learner: Learner) -> str:
    """The sentence that refuses a second induction, or nothing."""
    return _why(lambda: rules.check_first_induction(called=learner.called, is_held=told.is_held))


def why_not_edit(told: Told, learner: Learner, section: Section) -> str:
    return _why(lambda: rules.check_may_edit(called=learner.called, is_held=told.is_held, section=section))


def why_not_complete(told: Told) -> str:
    return _why(lambda: rules.check_may_complete(told.answers, qualifications=len(told.qualifications)))


def _why(check: Callable[[], None]) -> str:
    try:
        check()
    except Refused as refused:
        return refused.sentence
    return ""


def qualification_for(actor: Actor, learner_id: uuid.UUID, qualification_id: uuid.UUID) -> Qualification | None:
    visible = Learner.objects.visible_to(actor)
    return Qualification.objects.filter(id=qualification_id, learner_id=learner_id, learner__in=visible).first()


def _key(level: str, subject: str) -> tuple[str, str]:
    return level, subject.strip().casefold()


def _flat(rows: Iterable[InductionAnswers]) -> dict[str, Any]:
    return {key: value for row in rows for key, value in row.answers.items()}
