"""What the induction shows on pages that other apps own."""

from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core.cards import Card
from learners.models import Learner
from plans.rules import induction as rules
from plans.rules.induction import Section, Step, Topic
from plans.selectors import induction as selectors
from plans.words.wording import for_staff, told

# Below a step of the plan (40), above "you have no plan yet" (10): see plans.cards.goals.
WEIGHT = 20


def on_education(*, actor: Any, learner: Learner) -> Card:
    """Education before prison: the highest level and each qualification."""
    found, step = selectors.told(learner.id), Step(Topic.EDUCATION)
    names = {"learner_id": learner.id}
    level_url = reverse("plans:edit-answer", kwargs={**names, "topic": step.slug})
    return Card("plans/staff/induction_education.html", {
        "highest": told(step, found.answers, for_staff(step, learner.called)),
        "rows": [{"row": q, "level": rules.QUALIFICATION_LEVELS[q.level]} for q in found.qualifications],
        "changed": found.recorded.get(Section.EDUCATION), "level_url": level_url,
        "list_url": reverse("plans:qualifications", kwargs=names), "may_edit": actor.may(Permission.INDUCTION_EDIT),
    })  # fmt: skip


def next_for_learner(*, actor: Any, learner: Learner) -> Card | None:
    """The first day: nobody has asked yet, and the person may begin."""
    if not selectors.has_said_nothing(learner.id):
        return None
    return Card("plans/kiosk/induction_next.html", {}, weight=WEIGHT)
