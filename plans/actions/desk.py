"""Carrying out decisions about schedules: each change of a row is a version, and all are written together.

The caller holds the lock on each person. One person or five thousand cost the same number of statements.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from campus.accounts.actors import Actor
from campus.core.models import written
from learners.models import Learner
from plans.models import InductionSchedule, InductionScheduleVersion, ReviewSchedule, ReviewScheduleVersion
from plans.rules import schedules as rules
from plans.rules import windows
from plans.rules.movements import Decision
from plans.rules.schedules import ScheduleStatus
from plans.selectors.schedules import Held
from plans.selectors.terms import AllTerms

S = ScheduleStatus
INDUCTION_FIELDS = [
    "status", "due_on", "rule", "contract", "admitted_on", "exempted_on", "hold_words", "version",
    "updated_at", "updated_by", "updated_at_establishment", "lock_version",
]  # fmt: skip
REVIEW_FIELDS = [
    "status", "earliest_on", "latest_on", "rule", "type", "worked_out_on", "release_on", "legal_status", "exempted_on",
    "hold_words", "version", "updated_at", "updated_by", "updated_at_establishment", "lock_version",
]  # fmt: skip


@dataclass
class Desk:
    """What is to be written. `today` is the day on which dates are worked out."""

    by: Actor
    at: dt.datetime
    today: dt.date
    cause: str
    terms: AllTerms = field(default_factory=AllTerms)
    new_inductions: list[InductionSchedule] = field(default_factory=list)
    inductions: dict[uuid.UUID, InductionSchedule] = field(default_factory=dict)
    new_reviews: list[ReviewSchedule] = field(default_factory=list)
    reviews: dict[uuid.UUID, ReviewSchedule] = field(default_factory=dict)
    induction_versions: list[InductionScheduleVersion] = field(default_factory=list)
    review_versions: list[ReviewScheduleVersion] = field(default_factory=list)

    def flush(self) -> None:
        """Write everything: what is closed before what is opened, for one review is active at a time."""
        InductionSchedule.everything.bulk_update(self.inductions.values(), INDUCTION_FIELDS, batch_size=1000)
        ReviewSchedule.everything.bulk_update(self.reviews.values(), REVIEW_FIELDS, batch_size=1000)
        InductionSchedule.objects.bulk_create(self.new_inductions, batch_size=1000)
        ReviewSchedule.objects.bulk_create(self.new_reviews, batch_size=1000)
        InductionScheduleVersion.objects.bulk_create(self.induction_versions, batch_size=1000)
        ReviewScheduleVersion.objects.bulk_create(self.review_versions, batch_size=1000)

    # --- one change, one version -------------------------------------------------------------------------------------

    def changed_induction(self, schedule: InductionSchedule, place: str | None) -> None:
        """Note that an induction schedule is as it stands now, as of a prison."""
        self._count(schedule, place)
        if not schedule._state.adding:
            self.inductions[schedule.id] = schedule
        self.induction_versions.append(
            InductionScheduleVersion(schedule=schedule, due_on=schedule.due_on, **self._version(schedule, place))
        )

    def changed_review(self, schedule: ReviewSchedule, place: str | None) -> None:
        """Note that a review schedule is as it stands now, as of a prison."""
        self._count(schedule, place)
        if not schedule._state.adding:
            self.reviews[schedule.id] = schedule
        self.review_versions.append(
            ReviewScheduleVersion(
                schedule=schedule,
                earliest_on=schedule.earliest_on,
                latest_on=schedule.latest_on,
                **self._version(schedule, place),
            )
        )

    def _count(self, schedule: InductionSchedule | ReviewSchedule, place: str | None) -> None:
        schedule.version += 1
        if not schedule._state.adding:
            self._touch(schedule, place)

    def _version(self, schedule: InductionSchedule | ReviewSchedule, place: str | None) -> dict[str, Any]:
        return {
            "learner_id": schedule.learner_id, "version": schedule.version, "status": schedule.status,
            "rule": schedule.rule, "hold_words": schedule.hold_words, "cause": self.cause, "at": self.at,
            **self._written(place),
        }  # fmt: skip

    def _written(self, place: str | None) -> dict[str, Any]:
        said = written(self.by, self.at)
        where = place or self.by.establishment_id
        return {**said, "created_at_establishment_id": where, "updated_at_establishment_id": where}

    def _touch(self, schedule: InductionSchedule | ReviewSchedule, place: str | None) -> None:
        schedule.touch(self.by, self.at)
        schedule.updated_at_establishment_id = place or self.by.establishment_id

    # --- the parts of a decision -------------------------------------------------------------------------------------

    def carry_out(
        self, decision: Decision, *, learner: Learner, held: Held, left: str | None, admitted_on: dt.date,
        assessed_on: dt.date | None, moved_on: dt.date | None,
    ) -> None:  # fmt: skip
        """Do what was decided for one person. `left` is the prison where what is closed was open."""
        here = learner.current_establishment_id
        if decision.close_induction and held.induction:
            self.set_induction(held.induction, decision.close_induction, left)
        if decision.complete_induction and held.induction:
            self.set_induction(held.induction, S.COMPLETED, here)
        if decision.schedule_induction:
            self.schedule_induction(learner, held, admitted_on, assessed_on, moved_on)
        if decision.restart_induction and held.induction:
            self.restart_induction(held.induction, here)
        if decision.close_review:
            self._close_review(held, decision, learner, left)
        elif decision.new_review is not None:
            self.new_review(learner, held, decision.new_review)
        if decision.restart_review and held.review:
            self.restart_review(held.review, here)

    def _close_review(self, held: Held, decision: Decision, learner: Learner, left: str | None) -> None:
        schedule = held.review or held.closed_review
        if schedule is None or decision.close_review is None:
            return
        self.set_review(schedule, decision.close_review, left)
        if decision.new_review is None:
            return
        window = self._window(learner, held, decision.new_review)
        if decision.close_review == S.TRANSFERRED and window.is_due:
            self._fill(schedule, window, learner)
            self.set_review(schedule, S.SCHEDULED, learner.current_establishment_id)
        elif window.is_due:
            self._open_review(learner, held, window)

    def set_induction(self, schedule: InductionSchedule, status: ScheduleStatus, place: str | None) -> None:
        schedule.status = status
        schedule.hold_words = ""
        schedule.exempted_on = self.today if status in rules.EXEMPT else None
        self.changed_induction(schedule, place)

    def set_review(self, schedule: ReviewSchedule, status: ScheduleStatus, place: str | None) -> None:
        schedule.status = status
        schedule.hold_words = ""
        schedule.exempted_on = self.today if status in rules.EXEMPT else None
        self.changed_review(schedule, place)

    def schedule_induction(
        self, learner: Learner, held: Held, admitted_on: dt.date, assessed_on: dt.date | None, moved_on: dt.date | None
    ) -> None:
        """Give an induction its date by the contract of the prison, or let it wait for assessments."""
        place = learner.current_establishment_id
        terms = self.terms.at(place, self.today)
        due = rules.induction_due(
            contract=terms.contract, on=self.today, admitted=admitted_on, assessed=assessed_on, transferred=moved_on,
            holidays=terms.holidays,
        )  # fmt: skip
        schedule = held.induction
        if schedule is None:
            schedule = InductionSchedule(learner=learner, version=0, **self._written(place))
            self.new_inductions.append(schedule)
            held.induction = schedule
        schedule.status, schedule.due_on, schedule.rule = due.status, due.due_on, due.rule
        schedule.contract, schedule.admitted_on = terms.contract, admitted_on
        schedule.exempted_on, schedule.hold_words = None, ""
        self.changed_induction(schedule, place)

    def restart_induction(self, schedule: InductionSchedule, place: str | None) -> None:
        if schedule.due_on is None:
            schedule.status = S.PENDING
        else:
            schedule.due_on = self._cleared(schedule, schedule.due_on, place)
            schedule.status = S.SCHEDULED
        schedule.exempted_on, schedule.hold_words = None, ""
        self.changed_induction(schedule, place)

    def restart_review(self, schedule: ReviewSchedule, place: str | None) -> None:
        schedule.latest_on = self._cleared(schedule, schedule.latest_on, place)
        schedule.status, schedule.exempted_on, schedule.hold_words = S.SCHEDULED, None, ""
        self.changed_review(schedule, place)

    def new_review(self, learner: Learner, held: Held, event: windows.Event) -> None:
        """Open the next review, if one is due at all."""
        window = self._window(learner, held, event)
        if window.is_due:
            self._open_review(learner, held, window)

    def change_window(self, schedule: ReviewSchedule, learner: Learner) -> None:
        """Work the window out again, for another release date or sentence. A version only where it is another."""
        before = windows.Window(
            windows.ReviewRule(schedule.rule), schedule.earliest_on, schedule.latest_on,
            windows.ReviewType(schedule.type),
        )  # fmt: skip
        found = windows.window_again(
            worked_out_on=schedule.worked_out_on, before=before, release_on=learner.release_on,
            legal_status=learner.legal_status, today=self.today,
        )  # fmt: skip
        worked_out_on = schedule.worked_out_on
        self._fill(schedule, found, learner)
        schedule.worked_out_on = worked_out_on
        if found == before:
            self._touch(schedule, None)
            self.reviews[schedule.id] = schedule
        else:
            self.changed_review(schedule, learner.current_establishment_id)

    def _window(self, learner: Learner, held: Held, event: windows.Event) -> windows.Window:
        return windows.review_window(
            on=self.today, release_on=learner.release_on, legal_status=learner.legal_status, event=event,
            after_final=held.after_final,
        )  # fmt: skip

    def _open_review(self, learner: Learner, held: Held, window: windows.Window) -> None:
        schedule = ReviewSchedule(
            learner=learner, status=S.SCHEDULED, version=0, **self._written(learner.current_establishment_id)
        )
        self._fill(schedule, window, learner)
        self.new_reviews.append(schedule)
        held.review = schedule
        self.changed_review(schedule, learner.current_establishment_id)

    def _fill(self, schedule: ReviewSchedule, window: windows.Window, learner: Learner) -> None:
        assert window.earliest_on is not None and window.latest_on is not None
        schedule.earliest_on, schedule.latest_on = window.earliest_on, window.latest_on
        schedule.rule, schedule.type, schedule.worked_out_on = window.rule, window.type, self.today
        schedule.release_on, schedule.legal_status = learner.release_on, learner.legal_status

    def _cleared(self, schedule: InductionSchedule | ReviewSchedule, due_on: dt.date, place: str | None) -> dt.date:
        return rules.date_after_clearing(
            status=S(schedule.status), due_on=due_on, exempted_on=schedule.exempted_on or self.today, on=self.today,
            always_extend=self.terms.at(place, self.today).always_extend,
        )  # fmt: skip
