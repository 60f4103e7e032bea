"""What merges show on pages that other apps own."""

from typing import Any

from campus.core.cards import Card
from learners.models import Learner
from transfers.merges.selectors import earlier


def on_person(*, actor: Any, learner: Learner) -> Card | None:
    """That a merge set something aside, with the way to it."""
    count = earlier.count_of(learner.id) if earlier.was_joined(learner.id) else 0
    return Card("merges/staff/card.html", {"count": count, "learner_id": learner.id}) if count else None
