"""What a hold or a restart would do to the session that is coming, before anybody saves it."""

import datetime as dt
from dataclasses import dataclass

from campus.core.errors import Refused
from learners.models import Learner
from plans.models import ReviewSchedule
from plans.rules import schedules as rules
from plans.rules.schedules import HOLDS, INDUCTION_ONLY, ScheduleStatus
from plans.selectors.schedules import Session
from plans.selectors.terms import terms_at

NONE_COMING = "No session is coming for this person. There is nothing to put on hold."


@dataclass(frozen=True)
class Restart:
    """The date now, and the date after a restart today. The same where the session was late when it was held."""

    due_on: dt.date
    new_due_on: dt.date

    @property
    def gains(self) -> bool:
        return self.new_due_on > self.due_on


def reasons(session: Session | None) -> list[rules.Hold]:
    """The reasons for which this session may be put on hold."""
    only = INDUCTION_ONLY if session is not None and not session.is_induction else frozenset()
    return [hold for hold in HOLDS if hold.status not in only]


def hold_refused(session: Session | None) -> str:
    """The sentence in place of "Put on hold", or nothing where it may be."""
    if session is None:
        return NONE_COMING
    try:
        rules.check_may_hold(
            status=session.status, reason=ScheduleStatus.OTHER_HEALTH, is_induction=session.is_induction
        )
    except Refused as refused:
        return refused.sentence
    return ""


def restart_refused(session: Session | None) -> str:
    if session is None:
        return "No session is coming for this person. There is nothing to restart."
    try:
        rules.check_may_restart(status=session.status)
    except Refused as refused:
        return refused.sentence
    return ""


def if_restarted(learner: Learner, session: Session, today: dt.date) -> Restart | None:
    """What a restart on this day makes of the date. None for an induction that has no date yet."""
    if session.due_on is None:
        return None
    new = rules.date_after_clearing(
        status=session.status, due_on=session.due_on, exempted_on=session.schedule.exempted_on or today, on=today,
        always_extend=terms_at(learner.current_establishment_id, today).always_extend,
    )  # fmt: skip
    return Restart(session.due_on, new)


def keeps_its_lateness(learner: Learner, session: Session, today: dt.date) -> bool:
    """Whether a hold now would change nothing: the session is late already, and the prison's terms give no days."""
    late = session.due_on is not None and rules.is_overdue(session.due_on, today)
    return late and not terms_at(learner.current_establishment_id, today).always_extend


def due_of(schedule: object) -> dt.date | None:
    """The last day of a schedule's session."""
    return schedule.latest_on if isinstance(schedule, ReviewSchedule) else getattr(schedule, "due_on", None)
