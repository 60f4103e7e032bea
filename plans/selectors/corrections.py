"""What was put right: the row to correct, and what it said before."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.errors import Refused
from learners.models import Learner
from plans.models import Correction, Goal, Induction, Review
from plans.rules.corrections import FIELDS, About, check_may_correct_goal

MODELS: Mapping[About, type[Goal] | type[Review] | type[Induction]] = {
    About.GOAL: Goal, About.REVIEW: Review, About.INDUCTION: Induction,
}  # fmt: skip


@dataclass(frozen=True)
class Before:
    """One correction as a page shows it: each text as it was, with its label."""

    correction: Correction
    texts: list[tuple[str, str]]


def corrections_of(learner_id: uuid.UUID) -> dict[uuid.UUID, list[Before]]:
    """Every correction of a person's record by the row that was put right, the newest first, in one query."""
    rows = Correction.objects.filter(learner_id=learner_id).select_related("created_by").order_by("-created_at", "-id")
    found: dict[uuid.UUID, list[Before]] = {}
    for row in rows:
        labels = FIELDS[About(row.about)]
        texts = [(label, str(row.before[name])) for name, label in labels.items() if name in row.before]
        found.setdefault(row.about_id, []).append(Before(row, texts))
    return found


def to_correct(actor: Actor, learner_id: uuid.UUID, about: str, row_id: uuid.UUID) -> Goal | Review | Induction | None:
    """The row that a correction is about, or None if there is none within reach."""
    if about not in list(About):
        return None
    reached = Learner.objects.visible_to(actor, Permission.PLAN_EDIT)
    rows = MODELS[About(about)]._default_manager.filter(learner_id=learner_id, learner__in=reached)
    return rows.filter(id=row_id).first()


def why_not(row: Goal | Review | Induction) -> str:
    """The sentence that stands where the form would, or nothing."""
    if not isinstance(row, Goal):
        return ""
    try:
        check_may_correct_goal(status=row.status)
    except Refused as refused:
        return refused.sentence
    return ""
