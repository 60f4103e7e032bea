"""What a teacher should know of many people at once."""

import uuid
from collections.abc import Iterable

from django.db.models import F

from plans.needs.models import NeedsProfile, SupportPlanVersion, SupportStrategy

SHOWN = 80  # letters of one adjustment in a list; the whole of it is on the person's page


def adjustments_of(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """What helps each of these people, shortened, those with nothing left out. Two queries however many they are.

    Never a condition, a challenge or a diagnosis: any teacher may read it.
    """
    wanted = list(learner_ids)
    found: dict[uuid.UUID, list[str]] = {}
    plans = SupportPlanVersion.objects.filter(learner_id__in=wanted, number=F("plan__number")).exclude(adjustments="")
    for learner_id, text in plans.values_list("learner_id", "adjustments"):
        found.setdefault(learner_id, []).extend(shortened(line) for line in text.splitlines() if line.strip())
    rows = SupportStrategy.objects.in_use().filter(learner_id__in=wanted).order_by("learner_id", "created_at", "id")
    for learner_id, text in rows.values_list("learner_id", "detail"):
        found.setdefault(learner_id, []).append(shortened(text))
    return {learner_id: list(dict.fromkeys(texts)) for learner_id, texts in found.items()}


def has_need_of(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bool]:
    """Whether each has a need; absent where nothing was ever recorded. One query."""
    rows = NeedsProfile.objects.filter(learner_id__in=list(learner_ids))
    return dict(rows.values_list("learner_id", "has_need"))


def shortened(text: str) -> str:
    """On one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= SHOWN:
        return line.rstrip(".")
    return line[: SHOWN - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
