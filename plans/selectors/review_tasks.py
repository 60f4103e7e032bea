"""What belongs to a review before it is recorded, and how far each part has come."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.db.models.functions import Greatest

from campus.core import clock
from campus.core.components import dates
from learners.models import Learner
from plans.models import Goal, Review, SkillRating
from plans.rules.goals import GoalStatus
from plans.rules.sessions import leaves_without_review
from plans.selectors.schedules import Session

NONE_DUE = "No review is due for this person now."
INDUCTION_FIRST = "The induction comes first. A review is planned when it is done."


@dataclass(frozen=True)
class Preparation:
    """When goals and skills were last looked at. What changed today counts as looked at for this review."""

    goals: int
    goals_changed_on: dt.date | None
    rated_on: dt.date | None
    today: dt.date

    @property
    def goals_are_done(self) -> bool:
        return self.goals_changed_on == self.today

    @property
    def skills_are_done(self) -> bool:
        return self.rated_on == self.today

    @property
    def goals_hint(self) -> str:
        if not self.goals:
            return "No goal is in progress."
        many = f"{self.goals} {'goal' if self.goals == 1 else 'goals'} in progress"
        return f"{many}, last changed on {dates.long_date(self.goals_changed_on)}"

    @property
    def skills_hint(self) -> str:
        return f"Last rated on {dates.long_date(self.rated_on)}" if self.rated_on else "Not rated yet"


def preparation(learner_id: uuid.UUID, today: dt.date) -> Preparation:
    """Two queries."""
    goals = Goal.objects.filter(learner_id=learner_id).aggregate(
        active=Count("id", filter=Q(status=GoalStatus.ACTIVE), distinct=True),
        changed=Greatest(Max("updated_at"), Max("steps__updated_at")),
    )
    rated = SkillRating.objects.filter(learner_id=learner_id).aggregate(on=Max("rated_on"))
    changed = clock.london_date(goals["changed"]) if goals["changed"] else None
    return Preparation(goals["active"], changed, rated["on"], today)


def refusal(session: Session | None) -> str:
    """The sentence in place of "Complete review", or nothing where a review may be recorded."""
    if session is None:
        return NONE_DUE
    return INDUCTION_FIRST if session.is_induction else ""


def last_review(learner_id: uuid.UUID) -> Review | None:
    return Review.objects.filter(learner_id=learner_id).order_by("-held_on", "-id").first()


def leaves_unseen(learner: Learner, session: Session | None, last: Review | None, today: dt.date) -> bool:
    """Whether the person leaves within three months and nobody plans to sit down with them before."""
    return learner.current_establishment_id is not None and leaves_without_review(
        release_on=learner.release_on, today=today, session_to_come=session is not None,
        had_last=last is not None and last.is_last,
    )  # fmt: skip
