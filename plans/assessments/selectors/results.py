"""Results of a person, whether each subject must be tested again, and what is known about it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from campus.accounts.actors import Actor
from campus.core import clock
from learners.models import Placement
from learners.rules import OUT_OF_CUSTODY
from plans.assessments.models import AssessmentPolicy, AssessmentResult, LearningEvent, RetestOverride
from plans.assessments.rules.guard import (
    OVERRIDE_HOLDS_DAYS,
    Fact,
    FactKind,
    Policy,
    Verdict,
    is_valid_on,
    look,
)
from plans.assessments.rules.results import ResultState
from plans.assessments.rules.types import INITIAL, OFFERED, SPECS, AssessmentType, Spec, subject_of, types_of


@dataclass(frozen=True)
class TypeLine:
    """One subject: its headline, every result of it newest first, and whether it must be tested again."""

    type: AssessmentType
    results: list[AssessmentResult]
    verdict: Verdict

    @property
    def spec(self) -> Spec:
        return SPECS[self.type]

    @property
    def slug(self) -> str:
        return self.type.lower()

    @property
    def latest(self) -> AssessmentResult | None:
        return next((r for r in self.results if r.is_current), None)


@dataclass(frozen=True)
class Education:
    """What a person has shown in tests, in every subject."""

    lines: list[TypeLine]
    old: list[AssessmentResult] = field(default_factory=list)  # of a type that no subject goes on with
    overrides: int = 0

    @property
    def tested(self) -> list[TypeLine]:
        return [line for line in self.lines if line.results]

    @property
    def known(self) -> list[TypeLine]:
        """Subjects that something is known about: a result, or a qualification that makes a test needless."""
        return [line for line in self.lines if line.latest or not line.verdict.needed]

    @property
    def all_results(self) -> list[AssessmentResult]:
        rows = [result for line in self.lines for result in line.results]
        return sorted([*rows, *self.old], key=lambda r: (r.taken_on, r.id), reverse=True)


def policies_on(on: dt.date) -> Mapping[AssessmentType, Policy]:
    """What holds for each type on a date: its latest row that has begun. A type without a row has the defaults."""
    rows = AssessmentPolicy.objects.filter(starts_on__lte=on).order_by("type", "starts_on")
    return {
        AssessmentType(row.type): Policy(row.valid_months, row.min_interval_days, row.exempting_level) for row in rows
    }


def facts_of(learner_id: uuid.UUID) -> list[Fact]:
    """Everything known of one person that may make a test needless, wherever it came from."""
    results = AssessmentResult.objects.filter(learner_id=learner_id)
    events = LearningEvent.objects.filter(learner_id=learner_id, withdrawn_at__isnull=True)
    return [*map(fact_of_result, results), *map(fact_of_event, events)]


def fact_of_result(result: AssessmentResult) -> Fact:
    return Fact(
        FactKind.RESULT, result.taken_on, AssessmentType(result.type), result.outcome, result.state,
        where=result.place, who=result.assessor or result.provider, words=result.legacy_text, id=result.id,
    )  # fmt: skip


def fact_of_event(event: LearningEvent) -> Fact:
    return Fact(
        FactKind.QUALIFICATION, event.awarded_on, qualification=event.as_qualification, where=event.provider_name,
        who=event.awarded_by, id=event.id,
    )  # fmt: skip


def verdict_on(learner_id: uuid.UUID, kind: AssessmentType, on: dt.date) -> Verdict:
    """The guard's answer for one type on a date."""
    return look(kind, facts_of(learner_id), policies_on(on).get(kind, Policy()), on)


def education_of(learner_id: uuid.UUID, on: dt.date) -> Education:
    """Every subject of a person, in four queries however much is known."""
    rows = list(AssessmentResult.objects.filter(learner_id=learner_id).order_by("-taken_on", "-id"))
    events = LearningEvent.objects.filter(learner_id=learner_id, withdrawn_at__isnull=True)
    facts = [*map(fact_of_result, rows), *map(fact_of_event, events)]
    policies = policies_on(on)
    lines = [
        TypeLine(
            kind, [r for r in rows if subject_of(r.type) == kind], look(kind, facts, policies.get(kind, Policy()), on)
        )
        for kind in OFFERED
    ]
    old = [r for r in rows if subject_of(r.type) not in OFFERED]
    return Education(lines, old, RetestOverride.objects.filter(learner_id=learner_id).count())


def latest_aln(learner_id: uuid.UUID) -> bool | None:
    """Whether the latest learning needs assessment found a need. None where there has been none."""
    rows = AssessmentResult.objects.current().filter(learner_id=learner_id, type=AssessmentType.ALN)
    latest = rows.order_by("-taken_on", "-id").first()
    return None if latest is None else latest.outcome == "YES"


def is_screened(learner_id: uuid.UUID, on: dt.date) -> bool:
    """Whether every first assessment is done or not needed. On the ESOL pathway, English is not one of them."""
    facts, policies = facts_of(learner_id), policies_on(on)
    open_ones = {kind for kind in INITIAL if look(kind, facts, policies.get(kind, Policy()), on).needed}
    if AssessmentType.ENGLISH in open_ones and _is_on_esol_pathway(facts, policies, on):
        open_ones.discard(AssessmentType.ENGLISH)
    return not open_ones


def _is_on_esol_pathway(facts: list[Fact], policies: Mapping[AssessmentType, Policy], on: dt.date) -> bool:
    months = policies.get(AssessmentType.ESOL, Policy()).valid_months
    found = [
        f for f in facts if f.type == AssessmentType.ESOL and f.state == ResultState.CURRENT and f.on and f.on <= on
    ]
    latest = max(found, key=lambda f: (f.on or dt.date.min, str(f.id)), default=None)
    return (
        latest is not None
        and latest.on is not None
        and latest.outcome == "ESOL_PATHWAY"
        and is_valid_on(latest.on, months, on)
    )


def stay_began_on(learner_id: uuid.UUID) -> dt.date | None:
    """The day on which this time in custody began, or None for somebody outside. A move does not begin a new one."""
    began: dt.datetime | None = None
    stays = Placement.objects.filter(learner_id=learner_id, voided_at__isnull=True, set_aside=False)
    rows = stays.order_by("started_at", "movement_seq", "id")
    for status, started_at in rows.values_list("status", "started_at"):
        if status in OUT_OF_CUSTODY:
            began = None
        elif began is None:
            began = started_at
    return clock.london_date(began) if began else None


def open_override(learner_id: uuid.UUID, kind: AssessmentType, at: dt.datetime) -> RetestOverride | None:
    """Leave to test again that was given lately and has led to no result yet."""
    since = at - dt.timedelta(days=OVERRIDE_HOLDS_DAYS)
    rows = RetestOverride.objects.filter(learner_id=learner_id, type=kind, created_at__gt=since, result__isnull=True)
    return rows.select_related("created_by").order_by("-created_at", "-id").first()


def overrides_at(code: str, since: dt.datetime) -> int:
    """How often a prison has tested somebody again although it was not needed."""
    return RetestOverride.objects.filter(created_at_establishment_id=code, created_at__gte=since).count()


def result_for(actor: Actor, learner_id: uuid.UUID, result_id: uuid.UUID) -> AssessmentResult | None:
    rows = AssessmentResult.objects.visible_to(actor).filter(learner_id=learner_id, id=result_id)
    return rows.select_related("created_by", "voided_by", "replaces", "replaced_by", "override__created_by").first()


def same_as(learner_id: uuid.UUID, kind: str, taken_on: dt.date, outcome: str, words: str) -> AssessmentResult | None:
    """A result in the same subject, of the same day, that came to the same, whatever its source."""
    rows = AssessmentResult.objects.filter(
        learner_id=learner_id, type__in=types_of(subject_of(kind)), taken_on=taken_on, outcome=outcome
    )
    return next((row for row in rows if not words or row.legacy_text == words), None)
