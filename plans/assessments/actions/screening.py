"""When a person's first assessments are complete, those who plan with them are told."""

import datetime as dt

from campus.accounts.actors import Actor
from campus.audit.recording import record
from campus.core import clock, outbox
from campus.core.models import written
from learners import timeline
from learners.models import Learner
from plans.assessments import selectors
from plans.assessments.models import ScreeningComplete

COMPLETE_TOPIC = "assessments.complete"


def note_if_complete(*, learner: Learner, by: Actor, at: dt.datetime) -> ScreeningComplete | None:
    """Write, once a time in custody, that all first assessments are done or needless. Call under the person's lock."""
    began = selectors.stay_began_on(learner.id)
    on = clock.london_date(at)
    if began is None or ScreeningComplete.objects.filter(learner=learner, stay_began_on=began).exists():
        return None
    if not selectors.is_screened(learner.id, on):
        return None
    row = ScreeningComplete.objects.create(learner=learner, stay_began_on=began, completed_on=on, **written(by, at))
    record(by=by, verb="screening.completed", subject=row)
    timeline.note("EDUCATION_ASSESSMENT_EVENT_CREATED", learner=learner, by=by, at=at, subject=row)
    outbox.queue(
        topic=COMPLETE_TOPIC, key=f"learner:{learner.id}", body={"learner": str(learner.id), "on": on.isoformat()}
    )
    return row
