"""Whether the first assessments of a stay are all done: what an induction under the newer contract waits for."""

import datetime as dt
import uuid
from collections.abc import Iterable

from plans.assessments.models import ScreeningComplete


def screening_complete_on(learner_id: uuid.UUID) -> dt.date | None:
    """The latest day on which all first assessments of a stay were complete, or None."""
    return screening_complete_for([learner_id]).get(learner_id)


def screening_complete_for(learner_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """The same for many people, in one query."""
    rows = ScreeningComplete.objects.filter(learner_id__in=list(learner_ids)).order_by("completed_on")
    return dict(rows.values_list("learner_id", "completed_on"))
