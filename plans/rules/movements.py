"""What a movement, or the nightly look, makes of somebody's schedules (learners-plans-assessments.md 2.7). Pure.

Handlers may run late, twice or in the wrong order, so a decision is made from where the person stands, not from what
the message claims happened before.
"""

import datetime as dt
from dataclasses import dataclass

from learners.rules import MovementKind
from plans.rules.schedules import AUTOMATIC, ScheduleStatus
from plans.rules.windows import Event, leaves_too_soon, review_window

S = ScheduleStatus
# Where a movement closes what is open, this is the status that it closes it with.
CLOSED_BY = {
    MovementKind.RELEASE: S.RELEASED,
    MovementKind.DEATH: S.DIED,
    MovementKind.HOSPITAL: S.HOSPITAL,
}
IGNORED = frozenset({
    MovementKind.COURT, MovementKind.COURT_RETURN, MovementKind.TEMPORARY_ABSENCE, MovementKind.IN_TRANSIT,
    MovementKind.TRANSIT_RETURN,
})  # fmt: skip
# Closed because the person was away; they are back if they stand at a prison again.
AWAY = frozenset({S.RELEASED, S.HOSPITAL, S.DIED})


@dataclass(frozen=True)
class Standing:
    """Where one person stands. "Plan" means an induction that is recorded and at least one goal."""

    today: dt.date
    has_plan: bool
    induction: ScheduleStatus | None = None
    review: ScheduleStatus | None = None  # the active one's
    closed_review: ScheduleStatus | None = None  # the latest one's, where that is neither active nor completed
    after_final: bool = False  # the last review held was the last before release
    release_on: dt.date | None = None
    legal_status: str = "UNKNOWN"

    @property
    def is_inducted(self) -> bool:
        return self.has_plan or self.induction == S.COMPLETED

    @property
    def induction_is_open(self) -> bool:
        return self.induction is not None and self.induction != S.COMPLETED


@dataclass(frozen=True)
class Decision:
    """What is to be done, in this order: close, complete, then schedule anew or restart."""

    close_induction: ScheduleStatus | None = None
    complete_induction: bool = False
    schedule_induction: bool = False
    restart_induction: bool = False
    close_review: ScheduleStatus | None = None
    new_review: Event | None = None
    restart_review: bool = False

    @property
    def changes_nothing(self) -> bool:
        return self == Decision()


def decide(kind: MovementKind, standing: Standing) -> Decision:
    """What this movement brings about."""
    if kind in IGNORED:
        return Decision()
    if kind in CLOSED_BY:
        return _closed(CLOSED_BY[kind], standing)
    if kind == MovementKind.TRANSFER:
        return _transferred(standing)
    if kind == MovementKind.TEMPORARY_ABSENCE_RETURN:
        return _back_from_absence(standing)
    return _admitted(standing)


def _closed(status: ScheduleStatus, standing: Standing) -> Decision:
    """Somebody left. A death that is told after a release takes the release's place."""
    may_replace = status == S.DIED
    induction = standing.induction
    closes = standing.induction_is_open and induction != status and (may_replace or induction not in AWAY)
    review = standing.review is not None or (may_replace and standing.closed_review in AWAY - {S.DIED})
    return Decision(close_induction=status if closes else None, close_review=status if review else None)


def _transferred(standing: Standing) -> Decision:
    if not standing.is_inducted:
        open_one = standing.induction_is_open and standing.induction not in AUTOMATIC
        return Decision(close_induction=S.TRANSFERRED if open_one else None, schedule_induction=True)
    return Decision(
        complete_induction=standing.induction_is_open,
        close_review=S.TRANSFERRED if standing.review else None,
        new_review=None if leaves_too_soon(standing.today, standing.release_on) else Event.TRANSFER,
    )


def _admitted(standing: Standing) -> Decision:
    """In from outside: whoever has a plan gets a review and no second induction."""
    if not standing.is_inducted:
        return Decision(schedule_induction=True)
    return Decision(
        complete_induction=standing.induction_is_open,
        close_review=S.UNKNOWN if standing.review else None,
        new_review=None if leaves_too_soon(standing.today, standing.release_on) else Event.READMISSION,
    )


def _back_from_absence(standing: Standing) -> Decision:
    """Only what is missing is made, and only what the absence paused is restarted."""
    if not standing.is_inducted:
        paused = standing.induction in (S.TEMPORARY_ABSENCE, S.RELEASED)
        return Decision(schedule_induction=standing.induction is None, restart_induction=paused)
    if standing.review == S.TEMPORARY_ABSENCE:
        return Decision(complete_induction=standing.induction_is_open, restart_review=True)
    return Decision(
        complete_induction=standing.induction_is_open, new_review=Event.NONE if _lacks_a_review(standing) else None
    )


def _lacks_a_review(standing: Standing) -> bool:
    """Nobody is without a review to come, unless none is due because they leave within three months."""
    if standing.review is not None:
        return False
    window = review_window(
        on=standing.today, release_on=standing.release_on, legal_status=standing.legal_status, event=Event.NONE
    )
    return window.is_due


def heal(standing: Standing, *, gone: ScheduleStatus | None = None) -> Decision:
    """What the nightly look puts right: schedules that a lost or misordered message left behind.

    `gone` is the status of what is closed for somebody who is not at a prison: released, in hospital, or dead.
    """
    if gone is not None:
        return _closed(gone, standing)
    if not standing.is_inducted:
        if standing.induction is None or standing.induction in AWAY:
            return Decision(schedule_induction=True)
        return Decision()
    if standing.closed_review in AWAY and standing.review is None:
        back = None if leaves_too_soon(standing.today, standing.release_on) else Event.READMISSION
        return Decision(complete_induction=standing.induction_is_open, new_review=back)
    return Decision(
        complete_induction=standing.induction_is_open, new_review=Event.NONE if _lacks_a_review(standing) else None
    )
