"""What assessments show on pages that other apps own. What a page needs twice is read once."""

import datetime as dt
from typing import Any

from campus.core import clock
from campus.core.cards import Card
from learners.models import Learner
from plans.assessments import selectors

COUNTED_DAYS = 90
# One suppression limit for statistics (plans.rules.FEWEST_TOLD stands above this app).
FEWEST_TOLD = 10


def education(learner: Learner) -> selectors.Education:
    if not hasattr(learner, "education_read"):
        learner.education_read = selectors.education_of(learner.id, clock.today())  # type: ignore[attr-defined]
    return learner.education_read  # type: ignore[attr-defined]


def learning(learner: Learner) -> selectors.Learning:
    if not hasattr(learner, "learning_read"):
        learner.learning_read = selectors.learning_of(learner.id)  # type: ignore[attr-defined]
    return learner.learning_read  # type: ignore[attr-defined]


def qualifications(learner: Learner) -> selectors.Qualifications:
    if not hasattr(learner, "qualifications_read"):
        learner.qualifications_read = selectors.qualifications_of(learner.id)  # type: ignore[attr-defined]
    return learner.qualifications_read  # type: ignore[attr-defined]


def on_person(*, actor: Any, learner: Learner) -> Card:
    return Card("assessments/staff/card.html", {"education": education(learner)})


def beside_person(*, actor: Any, learner: Learner) -> Card:
    return Card(
        "assessments/staff/learning_card.html",
        {"learning": learning(learner), "qualifications": qualifications(learner)},
    )


def unmatched_arrivals(*, actor: Any) -> Card | None:
    """How many people here nobody has looked for in the Learning Records Service."""
    if actor.establishment_id is None:
        return None
    waiting = selectors.arrivals_without_match(actor).count()
    return Card("assessments/staff/unmatched_card.html", {"waiting": waiting})


def tested_again(*, actor: Any) -> Card | None:
    """How often people were tested although it was not needed: a number, no names."""
    code = actor.establishment_id
    if code is None:
        return None
    count = selectors.overrides_at(code, clock.now() - dt.timedelta(days=COUNTED_DAYS))
    told = count == 0 or count >= FEWEST_TOLD
    return Card(
        "assessments/staff/tested_again.html",
        {"count": count, "told": told, "limit": FEWEST_TOLD, "days": COUNTED_DAYS},
    )
