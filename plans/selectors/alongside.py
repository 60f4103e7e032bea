"""What is known of somebody's learning already, shown beside what is asked, so that nobody types it again."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from plans.assessments import selectors as assessments
from plans.assessments.models import LearningEvent
from plans.assessments.selectors import TypeLine
from plans.courses import selectors as courses
from plans.courses.selectors import EnrolmentView

FIRST = 10


@dataclass(frozen=True)
class Alongside:
    results: list[TypeLine] = field(default_factory=list)
    courses: list[EnrolmentView] = field(default_factory=list)
    awards: list[LearningEvent] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.results or self.courses or self.awards)


def alongside(learner_id: uuid.UUID, today: dt.date) -> Alongside:
    """Results of tests, courses in prison and what an awarding organisation vouches for: eight queries at most."""
    lines = [line for line in assessments.education_of(learner_id, today).lines if line.latest]
    awards = assessments.qualifications_of(learner_id).verified
    return Alongside(lines, courses.education_of(learner_id)[:FIRST], awards[:FIRST])
