"""What a person had under another number, and what a merge set aside. Each part by the permission of its own page."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.clock import london_date
from campus.core.components.dates import long_date
from jobs.cvs.models import Cv
from learners.models import Identifier, Learner, LearnerRow
from learners.rules import IdentifierType
from plans.models import Induction, InductionAnswers, Plan
from plans.needs.models import SupportPlan, SupportPlanVersion
from plans.rules.induction import Section, Source
from plans.selectors.induction import Told
from plans.words.wording import for_staff, told
from transfers.merges.models import MergeCase
from transfers.merges.rules import MergeState
from transfers.merges.tables import rows_of

P = Permission


@dataclass(frozen=True)
class Part:
    """One thing that was set aside: what it is, when it was written, under which number, and what it says."""

    title: str
    when: str
    number: str
    lines: list[tuple[str, str]] = field(default_factory=list)


def count_of(learner_id: uuid.UUID) -> int:
    """How many of the things that are shown here a merge has set aside for this person."""
    return sum(model.everything.filter(learner_id=learner_id, set_aside=True).count() for model, _, _ in _PARTS)


def of(actor: Actor, learner: Learner) -> list[Part]:
    """What was set aside, as far as this actor may read it where it stands."""
    numbers, found = _numbers(learner.id), []
    for model, permission, says in _PARTS:
        if not actor.may(permission):
            continue
        rows = rows_of(model).filter(learner=learner, set_aside=True).order_by("created_at", "pk")
        found += says(list(rows), learner, numbers)
    return found


def _numbers(learner_id: uuid.UUID) -> Mapping[uuid.UUID, str]:
    """The prison number of each person who was joined into this one, and their own."""
    rows = Identifier.everything.filter(learner_id=learner_id, type=IdentifierType.PRISON_NUMBER)
    return {origin or learner_id: value for origin, value in rows.values_list("origin_id", "value")}


Says = Callable[[list[Any], Learner, Mapping[uuid.UUID, str]], list[Part]]


def _part(title: str, row: LearnerRow, numbers: Mapping[uuid.UUID, str], lines: list[tuple[str, str]]) -> Part:
    number = numbers.get(row.origin_id or row.learner_id, "")
    return Part(title, long_date(london_date(row.created_at)), number, lines)


def _plans(rows: list[Plan], learner: Learner, numbers: Mapping[uuid.UUID, str]) -> list[Part]:
    return [
        _part("Plan", row, numbers, [
            ("Agreed", long_date(london_date(row.agreed_at)) if row.agreed_at else "Not agreed"),
            ("Goals", "\n".join(goal.title for goal in row.goals.all()) or "None"),
        ])
        for row in rows
    ]  # fmt: skip


def _inductions(rows: list[Induction], learner: Learner, numbers: Mapping[uuid.UUID, str]) -> list[Part]:
    return [
        _part("Induction", row, numbers, [
            ("Held", long_date(row.held_on)), ("Held by", row.held_by_name or "Whoever recorded it"),
            ("Note", row.note or "No note"),
        ])
        for row in rows
    ]  # fmt: skip


def _answers(rows: list[InductionAnswers], learner: Learner, numbers: Mapping[uuid.UUID, str]) -> list[Part]:
    """A part for each number and source, in the words of staff."""
    groups: dict[tuple[Any, str], list[InductionAnswers]] = {}
    for row in rows:
        groups.setdefault((row.origin_id or row.learner_id, row.source), []).append(row)
    found = []
    for (_, source), group in groups.items():
        by_section = {Section(row.section): row for row in group if row.answers}
        said = Told(None, by_section)
        lines = [
            (for_staff(step, learner.called).short, told(step, said.answers, for_staff(step, learner.called)))
            for step in said.answered
        ]  # fmt: skip
        title = "Induction answers" if source == Source.STAFF else f"What {learner.called} said at a tablet"
        found.append(_part(title, group[0], numbers, [line for line in lines if line[1]]))
    return found


def _support_plans(rows: list[SupportPlan], learner: Learner, numbers: Mapping[uuid.UUID, str]) -> list[Part]:
    found = []
    for row in rows:
        version = SupportPlanVersion.everything.filter(plan=row).order_by("-number").first()
        lines = [("What the person says", version.person_says), ("Adjustments", version.adjustments)] if version else []
        found.append(_part("Support plan", row, numbers, [line for line in lines if line[1]]))
    return found


def _cvs(rows: list[Cv], learner: Learner, numbers: Mapping[uuid.UUID, str]) -> list[Part]:
    """A CV is its owner's. That there is another one is all that staff are told."""
    return [_part("CV", row, numbers, [("Versions", str(row.versions.count()))]) for row in rows]


_PARTS: tuple[tuple[Any, Permission, Says], ...] = (
    (Plan, P.PLAN_VIEW, _plans), (Induction, P.PLAN_VIEW, _inductions), (InductionAnswers, P.PLAN_VIEW, _answers),
    (SupportPlan, P.NEED_VIEW_SUPPORT, _support_plans), (Cv, P.LEARNER_VIEW, _cvs),
)  # fmt: skip


def was_joined(learner_id: uuid.UUID) -> bool:
    """Whether anybody's record was joined to this person's: asked of everybody, and true of few.

    The last of a chain was named by the one before, so a case names them.
    """
    return MergeCase.objects.filter(survivor_id=learner_id, state=MergeState.MERGED).exists()
